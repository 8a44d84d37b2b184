"""After printing: did the cards come out right? Only then are they entered in the register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.association.records import Season
from assoc_desktop.language import _, ngettext
from assoc_desktop.members import listing
from assoc_desktop.members.cards.rules import mark_printed
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look


class CameOut(QFrame):
    """The question, with the list of the cards when some are spoiled.

    Signals:
        answered(): the cards are entered, or the person said that none came out right.
        choosing(on): the list of spoiled cards is shown, and needs room, or no longer.
    """

    answered = Signal()
    choosing = Signal(bool)

    def __init__(
        self, desk: Desk, season: Season, member_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._season = season
        self._ids = list(member_ids)
        look(self, "banner")
        self._build()

    def mark(self, member_ids: Sequence[int]) -> None:
        """Enter these members' cards as printed today."""
        today, season = self._desk.today(), self._season
        run_in_background(
            lambda _progress: mark_printed(season, member_ids, on=today),
            title=_("Entering the cards…"),
            done=lambda ids: self._marked(len(ids)),
            failed=lambda refusal: self._refused(refusal),
            parent=self,
            can_cancel=False,
        )

    def _build(self) -> None:
        sign = QLabel()
        colour = self.palette().color(QPalette.ColorRole.Link)
        sign.setPixmap(icons.pixmap("card", 22, colour, self.devicePixelRatioF()))
        self.question = QLabel(_("Did the cards come out right?"))
        look(self.question, "heading")
        self.hint = QLabel(_("Only cards that came out right are entered in the register."), wordWrap=True)
        look(self.hint, "small")
        self.all_button = QPushButton(_("&Yes, all"))
        look(self.all_button, "main")
        self.some_button = QPushButton(_("All &but some…"))
        self.none_button = QPushButton(_("N&o, none"))
        self.all_button.clicked.connect(lambda: self.mark(self._ids))
        self.some_button.clicked.connect(self.choose_spoiled)
        self.none_button.clicked.connect(self.answered)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.question)
        words.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(sign)
        row.addLayout(words, 1)
        for button in (self.all_button, self.some_button, self.none_button):
            row.addWidget(button)
        self._list = self._build_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._list, 1)
        self._list.hide()

    def _build_list(self) -> QWidget:
        inner = QWidget()
        sentence = QLabel(
            _("Choose the spoiled cards: click on them, with Ctrl held for several."), wordWrap=True
        )
        self.table = RecordTable(
            "cards spoiled",
            [
                Column("place", _("Card"), width=64, right=True, sortable=False),
                Column("name", _("Name"), width=240, sortable=False, stretch=True),
                Column("number", _("No."), width=90, sortable=False),
            ],
            self._rows,
        )
        self.table.view.setAccessibleName(_("Cards that were printed"))
        self.table.view.horizontalHeader().setSortIndicatorShown(False)
        self.table.selection_changed.connect(self._count_spoiled)
        self.enter_button = QPushButton()
        look(self.enter_button, "main")
        self.enter_button.clicked.connect(self._enter_good)
        self.cancel_button = QPushButton(_("Cancel"))
        self.cancel_button.clicked.connect(lambda: self._show_list(False))
        frame = card_around(self.table)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.enter_button)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sentence)
        column.addWidget(frame, 1)
        column.addLayout(foot)
        return inner

    def choose_spoiled(self) -> None:
        """Show the list of the cards, to choose the spoiled ones."""
        self.table.show_ids(self._ids)
        self._count_spoiled()
        self._show_list(True)
        self.table.view.setFocus()

    def _show_list(self, on: bool) -> None:
        self._list.setVisible(on)
        for button in (self.all_button, self.some_button, self.none_button):
            button.setEnabled(not on)
        self.choosing.emit(on)

    def _good(self) -> list[int]:
        spoiled = set(self.table.selected_ids())
        return [member_id for member_id in self._ids if member_id not in spoiled]

    def _count_spoiled(self) -> None:
        good = len(self._good())
        text = ngettext("E&nter {n} good card", "E&nter {n} good cards", good)
        self.enter_button.setText(text.format(n=self._desk.conventions.number(good)))
        self.enter_button.setEnabled(0 < good < len(self._ids))

    def _enter_good(self) -> None:
        self.mark(self._good())

    def _rows(self, ids: list[int]) -> list[Row]:
        today = self._desk.today()
        rows = {row.id: row for row in listing.rows(ids, season_id=self._season.id, today=today)}
        places = {member_id: place for place, member_id in enumerate(self._ids, 1)}
        return [
            Row({"place": str(places[each]), "name": rows[each].name, "number": rows[each].number})
            if each in rows
            else Row({})
            for each in ids
        ]

    def _marked(self, count: int) -> None:
        sentence = ngettext("{n} card was entered as printed.", "{n} cards were entered as printed.", count)
        self._desk.tell_change(self, sentence.format(n=self._desk.conventions.number(count)))
        self.answered.emit()

    def _refused(self, refusal: Refused) -> None:
        show_refusal(self, str(refusal), _("The cards were not entered"))
