"""Starts Assoc Desktop: the window, or one command without it."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run the window, or the command that the first word names; give the exit code."""
    from assoc_desktop.cli.words import is_command

    if is_command(arguments):
        from assoc_desktop.cli.parser import run

        return run(arguments)
    from assoc_desktop.app import run as open_window

    return open_window(arguments)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A packaged program starts itself again to read spreadsheets in a process apart; that start ends here.
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
