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
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    # What somebody tried on the example stays for the next time.
    example=example-output/example.assoc
    [ -e "$example" ] || "$PYTHON" main.py example "$example" --statement example-output/statement.csv
    exec "$PYTHON" main.py "$example"
fi
# The papers are of a new example: an earlier program's, or one that was worked on, may lack what they show.
example=example-output/shown.assoc
rm -f "$example"
"$PYTHON" main.py example "$example" --statement example-output/statement.csv
exec "$PYTHON" packaging/show_example.py "$example" example-output
