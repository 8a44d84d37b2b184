"""The place for dues: who owes what for which season, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
)

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.members.memberships import categories
from assoc_desktop.treasury.dues.listing import STATES, DuesChoice, rows, state_of
from assoc_desktop.treasury.tab import dues_actions
from assoc_desktop.treasury.tab.dues_contents import DuesContents
from assoc_desktop.treasury.tab.dues_details import DuesDetails
from assoc_desktop.treasury.tab.tones import TONES
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.list_layout import lay_out_list
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, look

_AFTER_MS = 60


class DuesPlace(Place):
    """The list of dues with search, filters and sums; the dues of the member in focus on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        season = present_season(desk.today())
        self.contents = DuesContents(desk.today(), DuesChoice(season_id=season.id if season else None))
        self._build()
        self._connect()
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._offer_choices()
        self._read()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show dues by names and values of `listing.DuesChoice`; `member` puts one into focus."""
        known = {each.name for each in fields(DuesChoice)}
        kept = {key: value for key, value in choice.items() if key in known}
        self.search_field.clear()
        self.contents.choice = DuesChoice(**{"season_id": self.contents.choice.season_id, **kept})
        self.read_again()
        if "member" in choice:
            self.table.select_id(choice["member"])

    def search(self) -> None:
        """Put the keyboard into the search."""
        self.search_field.find()

    def take_keyboard(self) -> None:
        self.search_field.setFocus()

    def selected(self) -> list[int]:
        """The chosen members; the one in focus when none is chosen."""
        current = self.table.current_id()
        return self.table.selected_ids() or ([current] if current is not None else [])

    def season(self) -> Season | None:
        """The season shown; None when all are."""
        return Season.get_or_none(Season.id == self.contents.choice.season_id)

    def clear_filters(self) -> None:
        """Show the dues of everybody for the present season."""
        self.search_field.clear()
        season = present_season(self.desk.today())
        self.contents.choice = DuesChoice(season_id=season.id if season else None)
        self.read_again()

    # Building

    def _build(self) -> None:
        columns = [
            Column("number", _("No."), 68, shown=False),
            Column("name", _("Name"), 200, stretch=True),
            Column("category", _("Category"), 104),
            Column("town", _("Town"), 98, shown=False),
            Column("due", _("Due"), 80, right=True),
            Column("paid", _("Paid"), 80, right=True),
            Column("left", _("Left to pay"), 104, right=True),
            Column("state", _("State"), 112, chip=True),
        ]
        self.table = RecordTable(
            "dues",
            columns,
            self._rows,
            sort=self._sort,
            memory=self.desk.preferences,
            empty=self._empty(),
            not_found=EmptyState(
                "search",
                _("Nobody found"),
                _("No member with dues matches this search and these filters."),
                (_("Show all dues"), self.clear_filters),
            ),
        )
        self.table.view.setAccessibleName(_("Dues"))
        self.table.sort_by("name")
        self.details = DuesDetails(self.desk)
        self._sums = QLabel()
        look(self._sums, "small")
        self.split = lay_out_list(self, self._bar(), self.table, self._sums, self.details, (700, 364))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        self.search_field = SearchLine(_("Search members"))
        self.season_box = self._box(_("Season"))
        self.state_box = self._box(_("State"))
        self.category_box = self._box(_("Category"))
        self.filter_box = self._box(_("Saved filter"))
        self.open_button = QPushButton(
            icons.icon("calendar", QPalette.ColorRole.HighlightedText), _("Open a season…")
        )
        look(self.open_button, "main")
        self.more = QToolButton()
        self.more.setIcon(icons.icon("more"))
        self.more.setToolTip(_("More: levies, reminders, columns"))
        self.more.setAccessibleName(_("More"))
        bar.addWidget(self.search_field, 20)
        # As wide as their words in French at the smallest screen.
        for box, width in (
            (self.season_box, 8),
            (self.state_box, 14),
            (self.category_box, 18),
            (self.filter_box, 17),
        ):
            bar.addWidget(box, width)
        bar.addWidget(self.open_button)
        bar.addWidget(self.more)
        return bar

    def _box(self, name: str) -> ComboBox:
        box = ComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _place: self._chosen())
        return box

    def _empty(self) -> EmptyState:
        return EmptyState(
            "calendar",
            _("Nobody is enrolled yet"),
            _(
                "Here you see what each member owes and has paid. Open a season: everybody who belonged before is "
                "enrolled again, after you have looked at what changes."
            ),
            (_("Open a season…"), self.open_season),
        )

    def _connect(self) -> None:
        self._details_timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._details_timer.timeout.connect(self._show_details)
        self.search_field.textChanged.connect(self._typed)
        self.search_field.lead_into(self.table)
        self.open_button.clicked.connect(lambda: self.open_season())
        self.more.clicked.connect(lambda: self.open_menu())
        self.table.current_changed.connect(lambda _member: self._details_timer.start())
        self.table.selection_changed.connect(self._selection_changed)
        self.details.wanted.connect(self._do)
        self.table.opened.connect(lambda member: self._do("pay", member))

    # What the buttons do

    def open_season(self) -> None:
        """Open the page that enrols everybody for a season."""
        from assoc_desktop.treasury.dues.forms.open_season import OpenSeasonPage

        page = OpenSeasonPage(self.desk, self.table.selected_ids(), self.table.shown_ids())
        page.saved.connect(lambda opening: dues_actions.open_now(self, opening))
        self.lay(page)

    def charge(self) -> None:
        """Ask for a levy of the chosen members, or of all that the list shows."""
        dues_actions.charge(self)

    def show_season(self, season_id: int) -> None:
        """Have the list show a season when it is read again."""
        self.search_field.clear()
        self.contents.choice = DuesChoice(season_id=season_id)

    def add(self) -> None:
        """Ctrl+N: a new levy."""
        self.charge()

    def open_menu(self) -> None:
        """The "…" menu."""
        menu = QMenu(self)
        add_actions(
            menu,
            [
                ("add", _("New levy…"), self.charge),
                ("bell", _("Remind those chosen, or all shown…"), lambda: dues_actions.remind(self)),
            ],
        )
        menu.addMenu(self.table.column_menu(menu))
        menu.addSeparator()
        settings = self.desk.settings_wanted
        add_actions(
            menu,
            [
                ("card", _("Categories…"), lambda: settings.emit("categories")),
                ("calendar", _("Seasons…"), lambda: settings.emit("seasons")),
            ],
        )
        corner = self.more.mapToGlobal(
            QPoint(self.more.width() - menu.sizeHint().width(), self.more.height() + 4)
        )
        menu.popup(corner)

    def _do(self, what: str, about: Any) -> None:
        """What the details pane asks for."""
        dues_actions.do(self, what, about)

    # Reading

    def _offer_choices(self) -> None:
        """Seasons, states, categories and saved filters that there are now."""
        choice, self._filters = self.contents.choice, saved_filters(self.desk.today())
        if Season.get_or_none(Season.id == choice.season_id) is None and choice.season_id is not None:
            choice = replace(choice, season_id=None)
        season_items = [(None, _("All seasons")), *((each.id, each.label) for each in seasons())]
        state_items = [("", _("All states")), ("left", _("Left to pay"))]
        state_items += [(key, _(words)) for key, words in STATES.items()]
        category_items = [(None, _("All categories"))]
        category_items += [(each.id, each.name) for each in categories(archived=True)]
        filter_items = [("", _("All members")), *((each.name, each.name) for each in self._filters)]
        if choice.ids is not None:
            filter_items.append((None, choice.told or _("Chosen members")))
        chosen_filter = None if choice.ids is not None else choice.filter_name
        for box, items, value in (
            (self.season_box, season_items, choice.season_id),
            (self.state_box, state_items, choice.state),
            (self.category_box, category_items, choice.category_id),
            (self.filter_box, filter_items, chosen_filter),
        ):
            box.offer(items)
            box.choose(value)
        self.contents.choice = choice

    def _chosen(self) -> None:
        """Another season, state, category or filter was chosen."""
        name = self.filter_box.currentData()
        kept = next((each for each in self._filters if each.name == name), None)
        before = self.contents.choice
        self.contents.choice = DuesChoice(
            season_id=self.season_box.currentData(),
            state=self.state_box.currentData(),
            category_id=self.category_box.currentData(),
            filter=kept.group if kept else None,
            filter_name=name or "",
            ids=before.ids if name is None else None,
            told=before.told if name is None else "",
        )
        self._read()

    def _read(self) -> None:
        self.contents.read()
        self._show()
        self._details_timer.start()

    def _show(self) -> None:
        self.table.show_ids(self.contents.shown(), filtered=self.contents.is_filtered())
        self._tell_sums()

    def _rows(self, ids: list[int]) -> list[Row]:
        found = rows(ids, season_id=self.contents.choice.season_id)
        return [self._row(each, found) for each in ids]

    def _row(self, member_id: int, found: dict[int, Any]) -> Row:
        member = found.get(member_id)
        if member is None:
            return Row({})
        held, amount = self.contents.balances, self.desk.conventions.amount
        due, paid = held.due.get(member_id, 0), held.paid.get(member_id, 0)
        state = state_of(due, paid)
        texts = {
            "number": member.number,
            "name": member.name,
            "category": member.category,
            "town": member.town,
            "due": amount(due) if due else "—",
            "paid": amount(paid) if paid else "—",
            "left": amount(due - paid) if due != paid else "—",
            "state": _(STATES[state]),
        }
        return Row(texts, {}, {"state": TONES[state]}, quiet=member.gone)

    def _sort(self, key: str, descending: bool) -> None:
        self.contents.order, self.contents.descending = key, descending
        self._read()

    # What is told

    def _tell_sums(self) -> None:
        say, chosen = self.desk.conventions, self.table.selected_ids()
        ids = chosen if len(chosen) > 1 else self.table.model.ids
        due, paid, left = self.contents.sums(ids)
        n = len(ids)
        words = _("{n} chosen") if len(chosen) > 1 else ngettext("{n} member", "{n} members", n)
        parts = [
            words.format(n=say.number(n)),
            _("due {amount}").format(amount=say.money(due)),
            _("paid {amount}").format(amount=say.money(paid)),
            _("left to pay {amount}").format(amount=say.money(left)),
        ]
        self._sums.setText("  ·  ".join(parts))

    def _show_details(self) -> None:
        chosen = self.table.selected_ids()
        if len(chosen) > 1:
            self.details.show_count(len(chosen))
        else:
            self.details.show_member(self.table.current_id())

    def _selection_changed(self) -> None:
        self._tell_sums()
        self._details_timer.start()

    # Typing

    def _typed(self, text: str) -> None:
        self.contents.typed = text
        self._show()


def add_actions(menu: QMenu, actions: list[tuple[str, str, Callable[[], object]]]) -> None:
    """Add entries with their icons to a menu: (icon, words, function)."""
    for sign, words, do in actions:
        action = menu.addAction(icons.icon(sign), words)
        action.triggered.connect(lambda _on=False, do=do: do())
