"""Progress on a terminal: one line that is written over; nothing when the output is not a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from assoc_desktop.language import _


class Progress:
    """Called with (done, in all); writes at most ten times a second."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown_at = 0.0
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is."""
        now = time.monotonic()
        if now - self._shown_at < 0.1 or not sys.stderr.isatty():
            return
        self._shown_at, self._shown = now, True
        text = (
            _("{work}: {done} of {total}").format(work=self._label, done=done, total=total)
            if total
            else self._label
        )
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show the progress of one work while it lasts."""
    line = Progress(label)
    try:
        yield line
    finally:
        line.clear()
