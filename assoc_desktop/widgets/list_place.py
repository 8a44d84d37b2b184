"""A place that is a list: one row with search, choices and buttons, the list with its sums, the details on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.list_layout import lay_out_list
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, look

_DETAILS_MS, _SEARCH_MS = 60, 150
_LEAST_SIGNS = 3

#: An entry of a menu: icon, words, what it does.
MenuEntry = tuple[str, str, Callable[[], object]]


class ListPlace(Place):
    """A list with search, choices and details. A subclass overrides `read_ids`, `rows` and what else it needs, adds
    boxes and buttons in its `__init__`, and calls `read_again()` at its end.

    Args:
        name: of the list, under which columns and widths are remembered.
        search: what the search field says; also what the list is called for those who cannot see it.
        tip: what the search looks in.
        details: what stands on the right; its buttons do what `do` says.
        empty: shown when there is nothing at all.
        widths: of the list and the details at first.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        columns: Sequence[Column],
        details: DetailsPane,
        *,
        search: str,
        tip: str,
        empty: EmptyState,
        widths: tuple[int, int] = (700, 360),
    ) -> None:
        super().__init__(desk)
        self.boxes: dict[str, ComboBox] = {}
        self.details = details
        not_found = EmptyState(
            "search",
            _("Nothing found"),
            _("Nothing matches this search and these choices."),
            (_("Show everything"), self.show_everything),
        )
        self.table = RecordTable(
            name, columns, self.rows, memory=desk.preferences, empty=empty, not_found=not_found
        )
        self.table.view.setAccessibleName(search)
        self.sums = ElidedLabel()
        look(self.sums, "small")
        self.bar = QHBoxLayout()
        self.bar.setSpacing(GRID)
        self.search_field = SearchLine(search, tip)
        self.bar.addWidget(self.search_field, 3)
        self.split = lay_out_list(self, self.bar, self.table, self.sums, details, widths)
        self._connect()

    # What a subclass overrides

    def read_ids(self) -> tuple[Sequence[int], bool]:
        """The ids to show, and whether a search or a choice hides others."""
        return (), False

    def rows(self, ids: list[int]) -> list[Row]:
        """The rows of some ids, in their order."""
        return [Row({}) for _each in ids]

    def show_details(self, record_id: int | None) -> None:
        """Show what is known of the record in focus."""

    def opened(self, record_id: int) -> None:
        """Enter or a double click on a record."""

    def do(self, what: str) -> None:
        """Do what a button below the details says."""

    def told_sums(self, ids: Sequence[int]) -> str:  # noqa: ARG002
        """What stands below the list."""
        return ""

    def show_everything(self) -> None:
        """Take search and choices away."""
        self.search_field.clear()
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        self.read_list()

    # What a place gives

    def read_again(self) -> None:
        self.read_list()

    def search(self) -> None:
        """Put the keyboard into the search."""
        self.search_field.find()

    def take_keyboard(self) -> None:
        self.search_field.setFocus()

    def current(self) -> int | None:
        """The record in focus."""
        return self.table.current_id()

    def read_list(self) -> None:
        """Read the ids again, and what is known of the one in focus."""
        self._search_timer.stop()
        ids, filtered = self.read_ids()
        self.table.show_ids(ids, filtered=filtered)
        self.sums.setText(self.told_sums(ids))
        self._details_timer.start()

    def show_now(self) -> None:
        """Show the details at once, without waiting for the keyboard to rest."""
        self._details_timer.stop()
        self.show_details(self.current())

    # Building

    def add_box(self, key: str, name: str, items: Sequence[tuple[Any, str]] = (), stretch: int = 2) -> None:
        """Add a choice to the row above the list; its first item stands for everything."""
        box = self.boxes[key] = ComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        # Several stand in one row, on a narrow window and with large text too.
        box.setMinimumContentsLength(_LEAST_SIGNS)
        self.bar.addWidget(box, stretch)
        self.offer(key, items)
        box.activated.connect(lambda _place: self.read_list())

    def offer(self, key: str, items: Sequence[tuple[Any, str]], value: Any = None) -> None:
        """Offer other items in a choice; what was chosen stays chosen, if it is still offered."""
        self.boxes[key].offer(items)
        if value is not None:
            self.choose(key, value)

    def choose(self, key: str, value: Any) -> None:
        """Choose an item of a box; the first when the value is not offered."""
        self.boxes[key].choose(value)

    def chosen(self, key: str) -> Any:
        """What is chosen in a box."""
        return self.boxes[key].currentData()

    def add_button(self, sign: str, words: str, do: Callable[[], object], tip: str = "") -> QPushButton:
        """Add a button to the row above the list."""
        button = QPushButton(icons.icon(sign), words)
        button.setToolTip(tip)
        button.clicked.connect(lambda: do())
        self.bar.addWidget(button)
        return button

    def add_main(self, sign: str, words: str, do: Callable[[], object], tip: str) -> QPushButton:
        """Add the main button."""
        button = self.add_button(sign, words, do, tip)
        button.setIcon(icons.icon(sign, QPalette.ColorRole.HighlightedText))
        look(button, "main")
        return button

    def add_menu(self, tip: str, entries: Callable[[], Sequence[MenuEntry]]) -> QToolButton:
        """Add the "…" button; its entries are asked for when it is opened."""
        more = QToolButton()
        more.setIcon(icons.icon("more"))
        more.setToolTip(tip)
        more.setAccessibleName(_("More"))
        more.clicked.connect(lambda: self._open_menu(more, entries()))
        self.bar.addWidget(more)
        return more

    # Inside

    def _open_menu(self, more: QToolButton, entries: Sequence[MenuEntry]) -> None:
        menu = QMenu(more)
        for sign, words, do in entries:
            action = menu.addAction(icons.icon(sign), words)
            action.triggered.connect(lambda _on=False, do=do: do())
        menu.addSeparator()
        menu.addMenu(self.table.column_menu(menu))
        menu.popup(more.mapToGlobal(QPoint(more.width() - menu.sizeHint().width(), more.height() + 4)))

    def _connect(self) -> None:
        self._details_timer = QTimer(self, singleShot=True, interval=_DETAILS_MS)
        self._details_timer.timeout.connect(self.show_now)
        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._search_timer.timeout.connect(self.read_list)
        self.search_field.textChanged.connect(lambda _text: self._search_timer.start())
        self.search_field.lead_into(self.table, self._read_what_is_typed)
        self.table.current_changed.connect(lambda _id: self._details_timer.start())
        self.table.opened.connect(lambda record_id: self.opened(record_id))
        self.details.wanted.connect(self.do)

    def _read_what_is_typed(self) -> None:
        if self._search_timer.isActive():
            self._search_timer.stop()
            self.read_list()
