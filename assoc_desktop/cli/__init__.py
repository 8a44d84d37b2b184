"""The same work without a window. Exit code 0: done; 1: refused, with one sentence; 2: wrong usage."""

from assoc_desktop.cli.parser import run

__all__ = ["run"]
