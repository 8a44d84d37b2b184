"""Long work in a thread of its own, with progress that can be cancelled.

The worker has its own connection to the file. What it does inside one `operation` is rolled back when the person
cancels, because `progress` then raises `Cancelled` inside that operation.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.widgets.job import Job, Work

if TYPE_CHECKING:
    from assoc_desktop.widgets.progress_dialog import ProgressDialog

_POLL_MS = 40
# Short work ends within this time, and no dialog flashes up.
_PATIENCE_S = 0.12


def run_in_background(
    work: Work,
    *,
    title: str,
    done: Callable[[Any], object] | None = None,
    failed: Callable[[Refused], object] | None = None,
    cancelled: Callable[[], object] | None = None,
    parent: QWidget,
    can_cancel: bool = True,
) -> Job:
    """Do `work(progress)` in a thread while a dialog shows how far it is.

    The callbacks are called on the GUI thread. A `Refused` goes to `failed`, or is shown; any other error is a bug
    and goes to the crash dialog.

    Args:
        work: does it, and calls `progress(done, total)` now and then.
        title: what is being done, as a sentence: "Reading the list…".
        done: called with the result.
        failed: called with the refusal instead of showing it.
        cancelled: called when the person stopped it.
        parent: over which window.
        can_cancel: False when the work has no progress to stop at.
    """
    job = Job(work, parent)
    job.thread_.start()
    job.thread_.join(_PATIENCE_S)
    dialog = _dialog(job, title, parent, can_cancel) if job.thread_.is_alive() else None
    timer = QTimer(job, interval=_POLL_MS)
    finish = _Finish(job, dialog, timer, done, failed, cancelled, parent)
    # A lambda keeps `finish` alive; Qt holds a bound method of a plain object only weakly.
    timer.timeout.connect(lambda: finish.look())
    timer.start()
    return job


def run_quietly(work: Callable[[], Any], done: Callable[[Any], object], parent: QObject) -> Job:
    """Do a short reading work in a thread without telling: key figures, whose page is seen before they are there.

    Nothing is called back when the parent is gone meanwhile. A `Refused` leaves the page as it is, and so does any
    failure of a work whose file was closed meanwhile.
    """
    return run_beside(lambda _progress: work(), done, parent)


def run_beside(
    work: Work,
    done: Callable[[Any], object],
    parent: QObject,
    *,
    stopped: Callable[[Refused | None], object] | None = None,
) -> Job:
    """Do `work(progress)` in a thread while the person goes on; the page itself shows how far the job is.

    Args:
        work: see `run_in_background`.
        done: called with the result.
        parent: nothing is called back when it is gone meanwhile.
        stopped: called with the refusal, or with None when the job was cancelled.
    """
    from assoc_desktop.storage.database import database

    job = Job(work, parent)
    file = database.database
    timer = QTimer(job, interval=_POLL_MS)

    def look_after() -> None:
        if job.thread_.is_alive():
            return
        timer.stop()
        if job.error is None:
            done(job.result)
        elif isinstance(job.error, (Refused, Cancelled)):
            if stopped:
                stopped(job.error if isinstance(job.error, Refused) else None)
        elif not _misses_its_file(job.error, file):
            sys.excepthook(type(job.error), job.error, job.error.__traceback__)
        job.ended.emit()
        job.deleteLater()

    timer.timeout.connect(look_after)
    job.thread_.start()
    timer.start()
    return job


def _misses_its_file(error: BaseException, file: object) -> bool:
    """Whether a work failed because the file it read was closed, before it began or meanwhile."""
    import peewee

    from assoc_desktop.storage.database import database

    return database.database != file or (database.deferred and isinstance(error, peewee.InterfaceError))


class _Finish:
    """Looks whether the worker is over, then calls back."""

    def __init__(
        self,
        job: Job,
        dialog: ProgressDialog | None,
        timer: QTimer,
        done: Callable[[Any], object] | None,
        failed: Callable[[Refused], object] | None,
        cancelled: Callable[[], object] | None,
        parent: QWidget,
    ) -> None:
        self._job, self._dialog, self._timer = job, dialog, timer
        self._done, self._failed, self._cancelled = done, failed, cancelled
        self._parent = parent

    def look(self) -> None:
        if self._job.thread_.is_alive():
            if self._dialog:
                self._dialog.show_progress()
            return
        self._timer.stop()
        if self._dialog:
            self._dialog.finish()
        try:
            self._call_back()
        finally:
            self._job.ended.emit()
            self._job.deleteLater()

    def _call_back(self) -> None:
        error = self._job.error
        if error is None:
            if self._done:
                self._done(self._job.result)
        elif isinstance(error, Cancelled):
            if self._cancelled:
                self._cancelled()
        elif not isinstance(error, Refused):
            sys.excepthook(type(error), error, error.__traceback__)
        elif self._failed:
            self._failed(error)
        else:
            from assoc_desktop.widgets.messages import show_refusal

            show_refusal(self._parent, str(error))


def _dialog(job: Job, title: str, parent: QWidget, can_cancel: bool) -> ProgressDialog:
    # Most windows never wait for anything: the dialog is loaded when it is first needed.
    from assoc_desktop.widgets.progress_dialog import ProgressDialog

    dialog = ProgressDialog(job, title, parent, can_cancel)
    dialog.open()
    return dialog
