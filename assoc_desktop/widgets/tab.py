"""What a tab of the window promises: a list with pages upon it, and what the menus can ask of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.job import Job
from assoc_desktop.widgets.pages import PageStack


class Tab(PageStack):
    """A tab. A tab that can do more defines `add()` (Ctrl+N), `search()` (Ctrl+F) or `print_now()` (Ctrl+P).

    Args:
        desk: settings, file, today.
        bottom: the list, below all pages.
    """

    def __init__(self, desk: Desk, bottom: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(bottom, parent)
        self.desk = desk
        self._stale = False
        desk.changed.connect(self._changed)
        self.returned.connect(self.read_if_stale)

    def read_again(self) -> None:
        """Read the records again (F5, and after changes)."""

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show the list with a choice, such as `{"status": "grace"}`, asked for by another tab."""

    def take_keyboard(self) -> None:
        """The tab was chosen with the keyboard, which goes where the person begins; by default it stays."""

    def may_go(self) -> bool:
        """Whether the tab itself can go, as when the file is closed: what is not saved asks the person."""
        return self.may_leave()

    def go(self) -> None:
        """Go at once, because the file is being closed: nothing of the tab reads from it any more."""
        for job in self.findChildren(Job):
            job.cancel()
            job.thread_.join()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.DeferredDelete)

    def can(self, what: str) -> bool:
        """Whether the tab does `add`, `search` or `print_now`."""
        return callable(getattr(self, what, None))

    def read_if_stale(self) -> None:
        """Read again what changed while the list was not seen."""
        if self._stale and self.bottom.isVisible():
            self._stale = False
            self.read_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_if_stale()

    def _changed(self) -> None:
        self._stale = True
        self.read_if_stale()
