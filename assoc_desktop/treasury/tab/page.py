"""The tab: a row of places, and the pages laid upon them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _
from assoc_desktop.treasury.accounts import chart_for, start_chart
from assoc_desktop.treasury.records import Account
from assoc_desktop.treasury.tab.place import Place
from assoc_desktop.treasury.tab.places import PLACES
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.tab import Tab
from assoc_desktop.widgets.theme import GRID, look

#: What the menus of the window may ask of a place.
_ASKED = ("add", "search", "print_now")


class TreasuryTab(Tab):
    """Dues, desk, cash book and the other places; before there is a chart of accounts, the button that starts one."""

    def __init__(self, desk: Desk) -> None:
        bottom = QStackedWidget()
        super().__init__(desk, bottom)
        self._places: dict[str, Place] = {}
        self.empty = EmptyState(
            "treasury",
            _("The books are not begun yet"),
            _(
                "Here you record what members pay, print receipts, keep the cash book and remind who is late. "
                "The books begin with a chart of accounts that suits your country; you can change it at any time."
            ),
            (_("Start the books"), self.start_books),
        )
        self.bar = self._make_bar()
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
        bottom.addWidget(self.empty)
        bottom.addWidget(places)
        self.read_again()

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
        has_books = Account.select().exists()
        self.bottom.setCurrentIndex(int(has_books))
        if has_books:
            self._show_place(self.bar.currentIndex())
        for place in self._places.values():
            place.read_again()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show a place by its key under `place`; the rest of the choice is handed to it."""
        keys = [offer.key for offer in PLACES]
        if not Account.select().exists() or choice.get("place") not in keys:
            return
        self.bar.setCurrentIndex(keys.index(choice["place"]))
        if place := self.place():
            place.show_choice({key: value for key, value in choice.items() if key != "place"})

    # What can be done here

    def start_books(self) -> None:
        """Write the chart of accounts of the association's country."""
        start_chart(chart_for(the_association().country))
        self.desk.tell_last(self)
        # The tab reads its records now, or when it is seen again.
        if place := self.place():
            place.take_keyboard()

    def place(self) -> Place | None:
        """The place on screen; none while the books are not begun."""
        if self.bottom.currentIndex() == 0:
            return None
        return self._places.get(PLACES[self.bar.currentIndex()].key)

    # Inside

    def _make_bar(self) -> QTabBar:
        bar = QTabBar()
        look(bar, "parts")
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        bar.setAccessibleName(_("Places of the treasury"))
        for number, offer in enumerate(PLACES, start=1):
            place = bar.addTab(icons.icon(offer.sign), _(offer.words).replace("&", "&&"))
            bar.setTabToolTip(place, _("{place} (Ctrl+{number})").format(place=_(offer.words), number=number))
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda number=number: self._go(number - 1))
        bar.currentChanged.connect(self._show_place)
        # The bar tells of a click before it changes; the keyboard then goes where the person begins.
        bar.tabBarClicked.connect(lambda _number: self._take_keyboard(), Qt.ConnectionType.QueuedConnection)
        return bar

    def _take_keyboard(self) -> None:
        if place := self.place():
            place.take_keyboard()

    def _go(self, number: int) -> None:
        if self.top() is self.bottom:
            self.bar.setCurrentIndex(number)
            if place := self.place():
                place.take_keyboard()

    def _show_place(self, number: int) -> None:
        offer = PLACES[number]
        if offer.key not in self._places:
            place = self._places[offer.key] = offer.load(self.desk)
            place.page_wanted.connect(self._lay)
            place.preview_wanted.connect(self.push)
            self.shown.addWidget(place)
        self.shown.setCurrentWidget(self._places[offer.key])
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
