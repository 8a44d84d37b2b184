"""The dialog over a window while a long work goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _, whole_number
from assoc_desktop.widgets.job import Job
from assoc_desktop.widgets.theme import GRID, look


class ProgressDialog(QDialog):
    """What is being done, how far it is, and Cancel."""

    def __init__(self, job: Job, title: str, parent: QWidget, can_cancel: bool) -> None:
        super().__init__(parent)
        self._job = job
        self._can_cancel = can_cancel
        self.setWindowTitle(_("Assoc Desktop"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(420)
        heading = QLabel(title, wordWrap=True)
        look(heading, "heading")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.sentence = QLabel("", wordWrap=True)
        look(self.sentence, "quiet")
        self.button = QPushButton(_("Cancel"))
        self.button.clicked.connect(self.reject)
        self.button.setVisible(can_cancel)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for part in (heading, self.bar, self.sentence):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def show_progress(self) -> None:
        """Show how far the work is now."""
        if self._job.total:
            # Qt counts in 32 bits; a thousandth is finer than the bar.
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, self._job.done * 1000 // self._job.total))
        if self._job.is_cancelling:
            self.sentence.setText(_("Stopping. What was begun is being undone…"))
        elif self._job.sentence:
            self.sentence.setText(self._job.sentence)
        elif self._job.total:
            done, total = whole_number(self._job.done), whole_number(self._job.total)
            self.sentence.setText(_("{done} of {total}").format(done=done, total=total))

    def reject(self) -> None:
        """Cancel, Esc and the window's cross ask the work to stop; the dialog stays until it has."""
        if self._can_cancel:
            self._job.cancel()
            self.button.setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def finish(self) -> None:
        """Go away: the work is over."""
        super().reject()
        self.deleteLater()
