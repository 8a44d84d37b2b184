"""A place on a page for what is drawn in the background: how far it is, with a way to stop it, then the thing itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from assoc_desktop.language import _, whole_number
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_beside
from assoc_desktop.widgets.job import Job, Work
from assoc_desktop.widgets.theme import GRID, look

_WIDTH = 340
_POLL_MS = 60


class DrawingPane(QWidget):
    """Shows one thing, and while it is drawn that it is. What is asked for last wins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: QWidget | None = None
        self._job: Job | None = None
        self._again: Callable[[], object] = lambda: None
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._tell)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._make_waiting())

    def draw(self, work: Work, show: Callable[[Any], QWidget], title: str) -> None:
        """Draw something new; what is being drawn meanwhile is stopped.

        Args:
            work: called beside the window with `progress`.
            show: makes the widget from what the work gave.
            title: of what is drawn, for people.
        """
        self.stop()
        self._again = lambda: self.draw(work, show, title)
        self.title.setText(title)
        self.sentence.setText(_("Drawing…"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.button.setText(_("Cancel"))
        self._layout.setCurrentIndex(0)
        job: Job

        def done(result: Any) -> None:
            if self._job is job:
                self._ended()
                self._put(show(result))

        job = self._job = run_beside(work, done, self, stopped=lambda refusal: self._stopped(job, refusal))
        self._timer.start()

    def stop(self) -> None:
        """Ask what is being drawn to stop; nothing of it is shown."""
        if self._job is not None:
            self._job.cancel()
            self._ended()

    def say(self, widget: QWidget) -> None:
        """Show something at once, in place of what is drawn."""
        self.stop()
        self._put(widget)

    def _make_waiting(self) -> QWidget:
        waiting = QWidget()
        self.title = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        look(self.title, "heading")
        self.sentence = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        look(self.sentence, "quiet")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Drawing…"))
        self.bar.setFixedWidth(_WIDTH)
        self.button = QPushButton()
        self.button.clicked.connect(self._pressed)
        column = QVBoxLayout(waiting)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return waiting

    def _pressed(self) -> None:
        """Cancel while it is drawn; draw it after all once it was stopped."""
        if self._job is None:
            self._again()
            return
        self.stop()
        self._tell_stopped(_("Stopped."))

    def _stopped(self, job: Job, refusal: Refused | None) -> None:
        if self._job is job:
            self._ended()
            self._tell_stopped(str(refusal) if refusal else _("Stopped."))

    def _tell_stopped(self, sentence: str) -> None:
        self.bar.hide()
        self.sentence.setText(sentence)
        self.button.setText(_("Draw it"))

    def _tell(self) -> None:
        job = self._job
        if job is None or not job.total:
            return
        # Qt counts in 32 bits; a thousandth is finer than the bar.
        self.bar.setRange(0, 1000)
        self.bar.setValue(min(1000, job.done * 1000 // job.total))
        told = _("{done} of {total}").format(done=whole_number(job.done), total=whole_number(job.total))
        self.sentence.setText(told)

    def _ended(self) -> None:
        self._job = None
        self._timer.stop()

    def _put(self, widget: QWidget) -> None:
        if self.shown is not None:
            self._layout.removeWidget(self.shown)
            self.shown.hide()
            self.shown.deleteLater()
        self.shown = widget
        self._layout.addWidget(widget)
        self._layout.setCurrentWidget(widget)
