#!/bin/sh
# Sets up what is missing, then checks style, types and behaviour. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
. packaging/setup.sh
prepare test

"$PYTHON" -m ruff check .
"$PYTHON" -m ruff format --check .
"$PYTHON" -m mypy
exec "$PYTHON" -m pytest -n 2 "$@" </dev/null
