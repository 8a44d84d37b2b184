"""The list of members: one row of search, filter and main action, the list, the sums, the details on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from assoc_desktop.association.records import Season, present_season
from assoc_desktop.language import _, ngettext
from assoc_desktop.members import listing
from assoc_desktop.members.consents import refusals_in_words
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import Member
from assoc_desktop.members.status import status_on
from assoc_desktop.members.tab.columns import EMPTY_ROW, all_columns, row_of
from assoc_desktop.members.tab.contents import Contents
from assoc_desktop.members.tab.details import DetailsPane
from assoc_desktop.members.tab.facts import MemberFacts, read_facts
from assoc_desktop.members.tab.filters import FilterPane, as_saved_now, told
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.list_layout import lay_out_list
from assoc_desktop.widgets.record_table import RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.toast import show_toast

_DETAILS_AFTER_MS = 60
_SUMS_AFTER_MS = 200
_TEXTS_AFTER_MS = 300


class MembersList(QWidget):
    """The list page. What the person wants done is said with `wanted`; the tab does it.

    Signals:
        wanted(what): `add`, `edit`, `print`, `import`, `filter`, or what the details pane asks for.
        menu_wanted(): the "…" button was pressed.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        season = present_season(desk.today())
        self.contents = Contents(desk.today(), Choice(season_id=season.id if season else None))
        self._own = custom_fields()
        self._build()
        self._connect()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        """Read members, columns and sums anew."""
        self._own = custom_fields()
        columns = all_columns()
        if [column.key for column in columns] != [column.key for column in self.table.model.columns]:
            self.table.set_columns(columns)
        if Season.get_or_none(Season.id == self.contents.choice.season_id) is None:
            self._take_present_season()
        self.contents.choice = as_saved_now(self.contents.choice)
        self.contents.forget()
        self._read()
        if self.table.hidden_selected():
            self.table.keep_hidden(self.contents.everybody())

    def choose(self, choice: Choice) -> None:
        """Show other members."""
        self.contents.choice = choice
        self.contents.forget()
        self._read()

    def selected(self) -> list[int]:
        """The chosen members; the one in focus when none is chosen."""
        current = self.table.current_id()
        return self.table.selected_ids() or ([current] if current is not None else [])

    def season(self) -> Season | None:
        """The season whose fees and categories are shown."""
        return Season.get_or_none(Season.id == self.contents.choice.season_id)

    def clear_filters(self) -> None:
        """Show all members of the present season's list."""
        self.search.clear()
        self._take_present_season()
        self._read()

    def current_facts(self) -> MemberFacts | None:
        """What is known of the member in focus."""
        current = self.table.current_id()
        return read_facts(current, self.season(), self._desk) if current is not None else None

    # Building

    def _build(self) -> None:
        self.table = RecordTable(
            "members",
            all_columns(),
            self._rows,
            sort=self._sort,
            tip=self._tip,
            memory=self._desk.preferences,
            empty=self._empty(),
            not_found=EmptyState(
                "search",
                _("No member found"),
                _("No member matches this search and these filters."),
                (_("Show all members"), self.clear_filters),
            ),
        )
        self.table.view.setAccessibleName(_("Members"))
        self.table.sort_by("name")
        self.details = DetailsPane()
        self._sums = QLabel()
        look(self._sums, "small")
        self.split = lay_out_list(self, self._bar(), self.table, self._sums, self.details, (676, 388))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        self.search = SearchLine(
            _("Search members"), _("Name, number, town, phone, e-mail or tag; accents do not matter (Ctrl+F)")
        )
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.filter = QPushButton(icons.icon("filter"), _("Filter"))
        self.told = ElidedLabel()
        look(self.told, "quiet")
        self.print = QPushButton(icons.icon("card"), _("Print cards…"))
        self.print.setToolTip(
            _("Cards of the chosen members; with none chosen, of everybody who has no card yet (Ctrl+P)")
        )
        self.print.clicked.connect(lambda: self.wanted.emit("print"))
        self.add = QPushButton(icons.icon("add", QPalette.ColorRole.HighlightedText), _("New member"))
        self.add.setToolTip(_("New member (Ctrl+N)"))
        self.add.clicked.connect(lambda: self.wanted.emit("add"))
        look(self.add, "main")
        self.more = QToolButton()
        self.more.setIcon(icons.icon("more"))
        self.more.setToolTip(_("More: import, export, columns"))
        self.more.setAccessibleName(_("More"))
        self.more.clicked.connect(lambda: self.wanted.emit("menu"))
        bar.addWidget(self.search, 2)
        bar.addWidget(self.filter)
        bar.addWidget(self.told, 3)
        for button in (self.print, self.add, self.more):
            bar.addWidget(button)
        return bar

    def _empty(self) -> EmptyState:
        return EmptyState(
            "members",
            _("No members yet"),
            _(
                "Here you keep persons and institutions, what they owe for each season, and print their cards. "
                "Add the first one, or bring in the list you already have in a spreadsheet."
            ),
            (_("New member"), lambda: self.wanted.emit("add")),
            (_("Import a list…"), lambda: self.wanted.emit("import")),
        )

    def _connect(self) -> None:
        self._details_timer = self._timer(_DETAILS_AFTER_MS, self._show_details)
        self._sums_timer = self._timer(_SUMS_AFTER_MS, self._show_sums)
        self._texts_timer = self._timer(_TEXTS_AFTER_MS, self._load_texts)
        self._filters = FilterPane(self._desk, self)
        self._filters.chosen.connect(self.choose)
        self._filters.more_wanted.connect(lambda: self.wanted.emit("filter"))
        self.filter.clicked.connect(lambda: self._filters.open_below(self.filter, self.contents.choice))
        self.search.textChanged.connect(self._typed)
        self.search.lead_into(self.table)
        self.table.opened.connect(lambda _member: self.wanted.emit("edit"))
        self.table.current_changed.connect(lambda _member: self._details_timer.start())
        self.table.selection_changed.connect(self._selection_changed)
        self.details.wanted.connect(self.wanted)

    def _timer(self, after: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=after)
        timer.timeout.connect(do)
        return timer

    # Reading

    def _read(self) -> None:
        asked = self.contents.choice.filter
        self.contents.read()
        if asked and self.contents.choice.filter is None:
            show_toast(self, self.contents.choice.told)
        self._show()
        self.told.setText(told(self.contents.choice))
        self._details_timer.start()
        self._texts_timer.start()

    def _show(self) -> None:
        ids = self.contents.shown()
        self.table.show_ids(ids, filtered=self.contents.is_filtered())
        self._tell_count()
        self._sums_timer.start()

    def _rows(self, ids: list[int]) -> list[Row]:
        found = listing.rows(
            ids,
            season_id=self.contents.choice.season_id,
            today=self.contents.today,
            custom_field_ids=[each.id for each in self._own],
        )
        by_id = {each.id: row_of(each, self._desk.conventions, self._own) for each in found}
        return [by_id.get(each, EMPTY_ROW) for each in ids]

    def _sort(self, key: str, descending: bool) -> None:
        self.contents.order, self.contents.descending = key, descending
        self.contents.read()
        self._show()
        self._texts_timer.start()

    def _tip(self, member_id: int, key: str) -> str:
        if key in ("phone", "email"):
            return refusals_in_words(member_id)
        if key != "status":
            return ""
        member = Member.get_or_none(Member.id == member_id)
        return (
            status_on(self.contents.today, facts_of(member), self._desk.conventions).reason if member else ""
        )

    def _load_texts(self) -> None:
        """Read what the search needs while nothing else is to be done."""
        if self.isVisible():
            self.contents.load_texts()

    def _take_present_season(self) -> None:
        season = present_season(self._desk.today())
        self.contents.choice = Choice(season_id=season.id if season else None)

    # What is told

    def _tell_count(self, fees: str = "") -> None:
        number = self._desk.conventions.number
        shown, everyone = len(self.table.model.ids), self.contents.all_in_choice()
        if shown == everyone:
            count = ngettext("{n} member", "{n} members", shown).format(n=number(shown))
        else:
            count = _("{n} of {count} members").format(n=number(shown), count=number(everyone))
        selected, hidden = self.table.count_selected(), self.table.hidden_selected()
        parts = [count]
        if selected > 1 or hidden:
            parts.append(_("{n} chosen").format(n=number(selected)))
        if hidden:
            parts.append(_("{n} of them not shown").format(n=number(hidden)))
        if fees:
            parts.append(fees)
        self._sums.setText("  ·  ".join(parts))

    def _show_sums(self) -> None:
        selected = self.table.selected_ids()
        ids = selected if len(selected) > 1 else self.table.model.ids
        season = self.season()
        if not season:
            self._tell_count()
            return
        amount = self._desk.conventions.money(self.contents.fees(ids))
        self._tell_count(_("left to pay for {season}: {amount}").format(season=season.label, amount=amount))

    def _show_details(self) -> None:
        selected = self.table.selected_ids()
        if len(selected) > 1:
            self.details.show_count(len(selected))
            return
        facts = self.current_facts()
        if facts:
            self.details.show_member(facts)
        else:
            self.details.show_nothing()

    def _selection_changed(self) -> None:
        self._sums_timer.start()
        self._details_timer.start()

    # Typing

    def _typed(self, text: str) -> None:
        self.contents.typed = text
        self._show()
