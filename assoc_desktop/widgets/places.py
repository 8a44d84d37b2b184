"""A tab with places: a row of places, each a list or a desk of its own, loaded when it is first shown.

A feature lists its places as `PlaceOffer`s and makes its tab from `PlacesTab`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.tab import Tab
from assoc_desktop.widgets.theme import GRID, look

#: What the menus of the window may ask of a place.
_ASKED = ("add", "search", "print_now")


class Place(QWidget):
    """A list with its search, its main action and its details, loaded when it is first shown.

    A place that can do more defines `add()` (Ctrl+N), `search()` (Ctrl+F) or `print_now()` (Ctrl+P). A place is shown
    from anywhere with `desk.wanted.emit(tab, {"place": key, …})`; the rest of the choice is handed to `show_choice`.

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


@dataclass(frozen=True)
class PlaceOffer:
    """A place: its key, the name of its icon, its words, and what makes it."""

    key: str
    sign: str
    words: str
    load: Callable[[Desk], Place]


class PlacesTab(Tab):
    """A tab of places. Ctrl+1, Ctrl+2 … go to them, and the arrow keys in their row.

    Args:
        offers: the places in their order.
        name: what the row of places is called for those who cannot see it.
        cover: shown in place of them while `is_begun` says no.
    """

    def __init__(
        self, desk: Desk, offers: Sequence[PlaceOffer], name: str, cover: QWidget | None = None
    ) -> None:
        bottom = QStackedWidget()
        super().__init__(desk, bottom)
        self.offers = offers
        self.cover = cover or QWidget()
        self._places: dict[str, Place] = {}
        self._unread: set[str] = set()
        self.bar = self._make_bar(name)
        self.shown = QStackedWidget()
        places = QWidget()
        column = QVBoxLayout(places)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, 0)
        row.addWidget(self.bar)
        column.addLayout(row)
        column.addWidget(self.shown, 1)
        bottom.addWidget(self.cover)
        bottom.addWidget(places)
        self.read_again()

    def is_begun(self) -> bool:
        """Whether there is anything that the places can show; else the cover lies over them."""
        return True

    # What the window asks

    def can(self, what: str) -> bool:
        place = self.place()
        return what in _ASKED and place is not None and callable(getattr(place, what, None))

    def add(self) -> None:
        """Add what the place on screen holds."""
        self._ask("add")

    def search(self) -> None:
        """Put the keyboard into the search of the place."""
        self._ask("search")

    def print_now(self) -> None:
        """Print what the place shows."""
        self._ask("print_now")

    def read_again(self) -> None:
        is_begun = self.is_begun()
        self.bottom.setCurrentIndex(int(is_begun))
        # A place that is not seen reads its records when it is shown: each may hold thousands.
        self._unread = set(self._places)
        if is_begun:
            self._show_place(self.bar.currentIndex())

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show a place by its key under `place`; the rest of the choice is handed to it."""
        keys = [offer.key for offer in self.offers]
        if not self.is_begun() or choice.get("place") not in keys:
            return
        self.bar.setCurrentIndex(keys.index(choice["place"]))
        if place := self.place():
            place.show_choice({key: value for key, value in choice.items() if key != "place"})

    def place(self) -> Place | None:
        """The place on screen; none while the cover lies over them."""
        if self.bottom.currentIndex() == 0:
            return None
        return self._places.get(self.offers[self.bar.currentIndex()].key)

    # Inside

    def _make_bar(self, name: str) -> QTabBar:
        bar = QTabBar()
        look(bar, "parts")
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        bar.setAccessibleName(name)
        for number, offer in enumerate(self.offers, start=1):
            place = bar.addTab(icons.icon(offer.sign), _(offer.words).replace("&", "&&"))
            bar.setTabToolTip(place, _("{place} (Ctrl+{number})").format(place=_(offer.words), number=number))
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._go(number - 1))
        bar.currentChanged.connect(self._show_place)
        # The bar tells of a click before it changes; the keyboard then goes where the person begins.
        bar.tabBarClicked.connect(lambda _number: self.take_keyboard(), Qt.ConnectionType.QueuedConnection)
        self.returned.connect(self._come_back, Qt.ConnectionType.QueuedConnection)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Where the row of places is too narrow for all, as with large text, it goes without its icons."""
        for number, offer in enumerate(self.offers):
            self.bar.setTabIcon(number, icons.icon(offer.sign))
        if self.bar.sizeHint().width() > self.width() - 4 * GRID:
            for number in range(self.bar.count()):
                self.bar.setTabIcon(number, QIcon())

    def take_keyboard(self) -> None:
        """The keyboard goes where the person begins in the place on screen."""
        place = self.place()
        if place is not None and self.top() is self.bottom:
            place.take_keyboard()

    def _come_back(self) -> None:
        """The last page went: the keyboard goes to the place, unless it is there already."""
        place, focused = self.place(), QApplication.focusWidget()
        if place is not None and self.isVisible() and (focused is None or not place.isAncestorOf(focused)):
            self.take_keyboard()

    def _go(self, number: int) -> None:
        if self.top() is self.bottom:
            self.bar.setCurrentIndex(number)
            self.take_keyboard()

    def _show_place(self, number: int) -> None:
        offer = self.offers[number]
        if offer.key not in self._places:
            place = self._places[offer.key] = offer.load(self.desk)
            place.page_wanted.connect(self._lay)
            place.preview_wanted.connect(self.push)
            self.shown.addWidget(place)
        self.shown.setCurrentWidget(self._places[offer.key])
        if offer.key in self._unread:
            self._unread.discard(offer.key)
            self._places[offer.key].read_again()
        # The menus of the window ask anew what can be done.
        self.currentChanged.emit(self.currentIndex())

    def _ask(self, what: str) -> None:
        if self.top() is self.bottom and self.can(what):
            getattr(self.place(), what)()

    def _lay(self, page: Page) -> None:
        if not self.may_leave():
            page.deleteLater()
            return
        self.close_pages()
        self.push(page)
