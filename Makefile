# Short names; everything behind them also works without make.
.PHONY: run test bench fuzz translations

run:
	sh packaging/run.sh

test:
	sh packaging/test.sh

bench:
	.venv/bin/python -m tests.benchmarks

fuzz:
	.venv/bin/python -m tests.fuzz

translations:
	.venv/bin/python packaging/translations.py extract
	.venv/bin/python packaging/translations.py compile
