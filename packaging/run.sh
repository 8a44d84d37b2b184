#!/bin/sh
# Sets up what is missing, then opens the window on the example association.
#
#   sh packaging/run.sh            the example; without a screen: its papers and pictures of every tab in example-output/
#   sh packaging/run.sh ARGUMENTS  the program with these arguments, for instance a file, or --help
set -eu
cd "$(dirname "$0")/.."
. packaging/setup.sh

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    prepare screen
else
    prepare offscreen
fi
[ $# -eq 0 ] || exec "$PYTHON" main.py "$@"

mkdir -p example-output
example=example-output/example.assoc
[ -e "$example" ] || "$PYTHON" main.py example "$example" --statement example-output/statement.csv
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$PYTHON" main.py "$example"
fi
exec "$PYTHON" packaging/show_example.py "$example" example-output
