"""Runs every benchmark and prints its targets: `python -m tests.benchmarks [NAME …]`.

Each `bench_*.py` beside this file has `run() -> list[Result]`. Rivals and floors run in the same process time as the
program's own work, so that a slow machine slows both: only the ratios are judged. Each benchmark runs in a process of
its own, so that none pays for another's memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import Result, table


def _measure(name: str) -> list[Result]:
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        command = [sys.executable, "-m", "tests.benchmarks.worker", name, told.name]
        environment = {**os.environ, "QT_LOGGING_RULES": "default.warning=false"}
        subprocess.run(command, check=True, env=environment)
        return [Result(**values) for values in json.load(told)]


def _chosen(words: list[str]) -> list[str]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def main(words: list[str]) -> int:
    """Run the benchmarks whose names hold one of the words (all without words); 0 when every target is kept."""
    started = time.monotonic()
    results: list[Result] = []
    for name in _chosen(words):
        print(f"{name} …", file=sys.stderr, flush=True)
        results += _measure(name)
    print(table(results))
    short = sum(not result.ok for result in results)
    print(f"\n{len(results)} targets, {short} short, in {time.monotonic() - started:.0f} s")
    return 1 if short or not results else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
