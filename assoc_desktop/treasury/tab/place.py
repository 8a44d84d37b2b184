"""What every place of the Treasury tab promises."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page


class Place(QWidget):
    """A list with its search, its main action and its details, loaded when it is first shown.

    A place that can do more defines `add()` (Ctrl+N), `search()` (Ctrl+F) or `print_now()` (Ctrl+P). Another place is
    shown with `desk.wanted.emit("treasury", {"place": key, …})`; the choice is handed to its `show_choice`.

    Signals:
        page_wanted(page): lay a page upon the tab, in place of those that lie there.
        preview_wanted(page): lay a page upon the page that lies there.
    """

    page_wanted = Signal(object)
    preview_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def read_again(self) -> None:
        """Read the records again: some have changed."""

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show what another tab or place asked for."""

    def take_keyboard(self) -> None:
        """The place was chosen: the keyboard goes where the person begins."""
        self.setFocus()

    def lay(self, page: Page) -> None:
        """Lay a page upon the tab."""
        self.page_wanted.emit(page)
