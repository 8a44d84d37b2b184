"""Pages inside a tab: a list lies below, an edit page, an assistant or a preview is laid upon it and taken off again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.theme import GRID, look


class Page(QWidget):
    """A page with a heading and a way back. Put the content into `self.body` and buttons into `self.heading`.

    Signals:
        closed(): the page is done; the stack takes it off.
    """

    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = QPushButton(icons.icon("back", QPalette.ColorRole.WindowText), "")
        self.back.setToolTip(_("Back to the list (Esc)"))
        self.back.setAccessibleName(_("Back to the list"))
        self.back.clicked.connect(self.leave)
        look(self.back, "plain")
        self.title = ElidedLabel(title)
        look(self.title, "title")
        self.heading = QHBoxLayout()
        self.heading.setSpacing(GRID)
        self.heading.addWidget(self.back)
        self.heading.addWidget(self.title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self.heading)
        layout.addLayout(self.body, 1)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(escape.context().WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    def take_keyboard(self) -> None:
        """The page was laid on top: the keyboard goes where the person begins."""
        self.setFocus()

    def may_leave(self) -> bool:
        """Whether the page can go now; a page with unsaved changes asks the person here."""
        return True

    def leave(self) -> None:
        """Go back, unless the person decides to stay."""
        if self.may_leave():
            self.closed.emit()


class PageStack(QStackedWidget):
    """The list of a tab, and the pages laid upon it.

    Signals:
        returned(): the last page went; the list is seen again.
    """

    returned = Signal()

    def __init__(self, bottom: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bottom = bottom
        self.addWidget(bottom)

    def push(self, page: Page) -> None:
        """Lay a page on top; it comes off when it says `closed`."""
        page.closed.connect(lambda: self._take_off(page))
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.take_keyboard()

    def may_leave(self) -> bool:
        """Whether every open page can go now, asked from the top."""
        pages = [self.widget(place) for place in range(self.count() - 1, 0, -1)]
        return all(page.may_leave() for page in pages if isinstance(page, Page))

    def top(self) -> QWidget:
        """The page on top, or the list."""
        return self.widget(self.count() - 1) or self.bottom

    def close_pages(self) -> None:
        """Take every page off, without asking."""
        for place in range(self.count() - 1, 0, -1):
            if page := self.widget(place):
                self._take_off(page)

    def _take_off(self, page: QWidget) -> None:
        if self.indexOf(page) < 1:
            return
        self.removeWidget(page)
        page.deleteLater()
        self.setCurrentWidget(self.top())
        if self.count() == 1:
            self.returned.emit()
        self.top().setFocus()
