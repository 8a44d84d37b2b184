"""The register of a season: every card with its state, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.association.records import Season, present_season, seasons, the_association
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.cards.documents import SignatureLine, signature_sheet
from assoc_desktop.members.cards.forms.print_view import Sheets
from assoc_desktop.members.cards.listing import (
    HANDED_OVER,
    LOST,
    PRINTED,
    REPLACED,
    SPOILED,
    STATES,
    register_counts,
    register_ids,
    register_rows,
)
from assoc_desktop.members.cards.rules import cards_to_sign_for, hand_over, mark_lost, mark_spoiled
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.filter_row import FilterRow
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from assoc_desktop.widgets.theme import GRID, card_around, look

TONES = {PRINTED: "info", HANDED_OVER: "good", LOST: "bad", SPOILED: "warn", REPLACED: "neutral"}
_SEARCH_MS = 120


class RegisterView(QWidget):
    """A list of cards with search, states that filter, and actions on the chosen cards.

    Signals:
        made(Sheets): the list of signatures is there to be looked at and printed.
        print_wanted(member ids): print these members' cards again.
    """

    made = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, desk: Desk, season: Season | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._season = season or present_season(desk.today())
        self._order, self._descending = "name", False
        self._build()
        self._connect()

    def read_again(self) -> None:
        """Read the register again."""
        season = self._season
        if season is None:
            return
        counts = register_counts(season.id)
        self.filters.show_counts({"": sum(counts.values()), **counts}, self._desk.conventions)
        ids = register_ids(
            season.id,
            state=self.filters.key,
            typed=self.search.text(),
            order=self._order,
            descending=self._descending,
        )
        self.table.show_ids(ids, filtered=bool(self.filters.key or self.search.text().strip()))
        self.signatures.setEnabled(counts[PRINTED] > 0)
        self._show_actions()

    # Building

    def _build(self) -> None:
        caption, self.season_box = QLabel(_("Seas&on")), ComboBox()
        caption.setBuddy(self.season_box)
        self.season_box.setAccessibleName(_("Season"))
        for season in seasons():
            self.season_box.addItem(season.label, season.id)
        self.season_box.setCurrentIndex(self.season_box.findData(self._season.id if self._season else None))
        self.search = SearchLine(_("Search a card or a member"))
        self.search.setMaximumWidth(280)
        self.signatures = QPushButton(icons.icon("list"), _("&List for signatures…"))
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.search, 3)
        top.addWidget(caption)
        top.addWidget(self.season_box)
        top.addStretch(1)
        top.addWidget(self.signatures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        self.filters = FilterRow({"": _("All"), **{key: _(word) for key, word in STATES.items()}})
        column.addWidget(self.filters)
        column.addWidget(self._build_table(), 1)
        column.addLayout(self._build_actions())
        QWidget.setTabOrder(self.search, self.season_box)
        QWidget.setTabOrder(self.season_box, self.signatures)

    def _build_table(self) -> QFrame:
        self.table = RecordTable(
            "card register",
            [
                Column("serial", _("Card"), width=130),
                Column("name", _("Name"), width=220, stretch=True),
                Column("state", _("State"), width=130, chip=True),
                Column("printed", _("Printed on"), width=125),
                Column("handed_over", _("Handed over on"), width=150),
                Column("until", _("Valid until"), width=140, sortable=False),
            ],
            self._rows,
            sort=self._sort,
            memory=self._desk.preferences,
            empty=EmptyState(
                "card",
                _("No card yet for this season"),
                _("Cards are entered here once they are printed and you said that they came out right."),
            ),
            not_found=EmptyState(
                "search", _("No such card"), _("Choose another state, or search other words.")
            ),
        )
        self.table.view.setAccessibleName(_("Register of cards"))
        self.table.sort_by(self._order)
        return card_around(self.table)

    def _build_actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.told = ElidedLabel()
        look(self.told, "quiet")
        self.hand_over = QPushButton(icons.icon("check"), _("Han&ded over"))
        self.lost = QPushButton(icons.icon("warning"), _("Los&t"))
        self.spoiled = QPushButton(icons.icon("close"), _("S&poiled"))
        self.again = QPushButton(icons.icon("print"), _("Print &again…"))
        row.addWidget(self.told, 1)
        for button in (self.hand_over, self.lost, self.spoiled, self.again):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._timer.timeout.connect(self.read_again)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.table.typed.connect(self._typed)
        self.table.selection_changed.connect(self._show_actions)
        self.season_box.activated.connect(lambda _place: self._season_chosen())
        self.filters.chosen.connect(self._filter_chosen)
        self.signatures.clicked.connect(self.make_signatures)
        self.hand_over.clicked.connect(lambda: self._do(hand_over, self._told_handed_over))
        self.lost.clicked.connect(lambda: self._do(mark_lost, self._told_lost))
        self.spoiled.clicked.connect(lambda: self._do(mark_spoiled, self._told_spoiled))
        self.again.clicked.connect(self._print_again)

    # The list

    def _rows(self, ids: list[int]) -> list[Row]:
        say = self._desk.conventions.date
        found = {row.id: row for row in register_rows(ids)}
        return [
            Row(
                {
                    "serial": row.serial,
                    "name": row.name,
                    "state": _(STATES[row.state]),
                    "printed": say(row.printed_on),
                    "handed_over": say(row.handed_over_on),
                    "until": say(row.valid_until) or _("for life"),
                },
                tones={"state": TONES[row.state]},
                quiet=row.state in (LOST, SPOILED, REPLACED),
            )
            if (row := found.get(card_id))
            else Row({})
            for card_id in ids
        ]

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = key, descending
        self.read_again()

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _filter_chosen(self) -> None:
        self.table.clear_selection()
        self.read_again()

    def _season_chosen(self) -> None:
        self._season = Season.get_by_id(self.season_box.currentData())
        self.table.clear_selection()
        self.read_again()

    def _show_actions(self) -> None:
        chosen = register_rows(self.table.selected_ids())
        states = {row.state for row in chosen}
        self.hand_over.setEnabled(states == {PRINTED})
        self.lost.setEnabled(bool(states) and states <= {PRINTED, HANDED_OVER, REPLACED})
        self.spoiled.setEnabled(bool(states) and states <= {PRINTED, HANDED_OVER})
        self.again.setEnabled(bool(states))
        if chosen:
            text = ngettext("{n} card chosen", "{n} cards chosen", len(chosen))
            self.told.setText(text.format(n=self._desk.conventions.number(len(chosen))))
        else:
            self.told.setText(_("Choose cards to hand over, report lost, or print again."))

    # What is done

    def _do(self, rule: Callable[..., object], sentence: Callable[[int], str]) -> None:
        ids = self.table.selected_ids()
        try:
            rule(ids, on=self._desk.today())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.tell_change(self, sentence(len(ids)))
        self.read_again()

    def _told_handed_over(self, count: int) -> str:
        return ngettext("{n} card was handed over.", "{n} cards were handed over.", count).format(
            n=self._desk.conventions.number(count)
        )

    def _told_lost(self, count: int) -> str:
        return ngettext("{n} card is lost.", "{n} cards are lost.", count).format(
            n=self._desk.conventions.number(count)
        )

    def _told_spoiled(self, count: int) -> str:
        return ngettext("{n} card is spoiled.", "{n} cards are spoiled.", count).format(
            n=self._desk.conventions.number(count)
        )

    def _print_again(self) -> None:
        rows: Sequence[object] = register_rows(self.table.selected_ids())
        self.print_wanted.emit(list(dict.fromkeys(row.member_id for row in rows)))

    def make_signatures(self) -> None:
        """Make the list on which members sign for the cards that wait for them."""
        season = self._season
        if season is None:
            return
        association = the_association()
        conventions = self._desk.conventions

        def work(_progress: object) -> bytes:
            lines = [
                SignatureLine(card.number, card.name, card.category, card.serial)
                for card in cards_to_sign_for(season)
            ]
            return signature_sheet(
                lines,
                association=association.name,
                season=season.label,
                language=conventions.language,
                paper=conventions.paper(),
            )

        title = _("Cards to hand over {season}").format(season=season.label)
        run_in_background(
            work,
            title=_("Making the list…"),
            done=lambda content: self.made.emit(Sheets(content, f"{title}.pdf", title)),
            parent=self,
            can_cancel=False,
        )
