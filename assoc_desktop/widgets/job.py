"""One long work in a thread of its own: how far it is, how it ended, and the wish to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from PySide6.QtCore import QObject, Signal

from assoc_desktop.refusals import Cancelled

#: Called by the work with (done, total) or (done, total, sentence); raises `Cancelled` when the person cancels.
Progress = Callable[..., None]
Work = Callable[[Progress], Any]


class Job(QObject):
    """A running work. Lives on the GUI thread, so its signals outlive the worker.

    Signals:
        ended(): the work is over, whichever way, and its callback was called.
    """

    ended = Signal()

    def __init__(self, work: Work, parent: QObject | None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self.done, self.total, self.sentence = 0, 0, ""
        self.result: Any = None
        self.error: BaseException | None = None
        self.thread_ = threading.Thread(target=self._run, name="background work", daemon=True)

    def cancel(self) -> None:
        """Ask the work to stop at its next progress."""
        self._stop.set()

    @property
    def is_cancelling(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def progress(self, done: int, total: int = 0, sentence: str = "") -> None:
        """Tell how far the work is; called from the worker.

        Raises:
            Cancelled: the person asked to stop.
        """
        self.done, self.total = done, total
        self.sentence = sentence or self.sentence
        if self._stop.is_set():
            raise Cancelled

    def _run(self) -> None:
        try:
            with _own_connection():
                self.result = self._work(self.progress)
        except BaseException as error:  # handed to the GUI thread, which shows it or lets it crash there
            self.error = error


def _own_connection() -> AbstractContextManager[Any]:
    """A connection of this thread to the open file; none when no file is open."""
    from assoc_desktop.storage.database import database

    return nullcontext() if database.deferred else database.connection_context()
