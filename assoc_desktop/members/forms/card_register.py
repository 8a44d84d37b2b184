"""The cards of one member, as the register has them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.members.records import Card
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID


class CardsPane(QWidget):
    """Every card that was printed for a member, the latest first."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._member_id = desk, member_id
        empty = EmptyState(
            "card", _("No card yet"), _("Cards that are printed for this member are listed here.")
        )
        self.table = RecordTable("member cards", _columns(), self._rows, empty=empty)
        self.table.view.horizontalHeader().setSortIndicatorShown(False)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, GRID)
        frame.addWidget(self.table)

    def show_again(self) -> None:
        """Read the cards."""
        query = (
            Card.select(Card, Season)
            .join(Season)
            .where(Card.member == self._member_id)
            .order_by(Card.printed_on.desc(), Card.id.desc())
        )
        self._cards = {card.id: card for card in query}
        self.table.show_ids(self._cards)

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        return [self._row(self._cards[each]) for each in ids]

    def _row(self, card: Card) -> Row:
        say = self._desk.conventions.date
        word, tone = state_of_card(card, self._desk.today())
        return Row(
            {
                "serial": card.serial,
                "season": card.season.label,
                "printed": say(card.printed_on),
                "valid": say(card.valid_until),
                "handed": say(card.handed_over_on),
                "state": word,
            },
            tones={"state": tone},
        )


def state_of_card(card: Card, today: datetime.date) -> tuple[str, str]:
    """What became of a card, in a word, and the tone of its chip."""
    if card.spoiled_on:
        return _("Spoiled"), "neutral"
    if card.lost_on:
        return _("Lost"), "bad"
    if card.valid_until and card.valid_until < today:
        return _("Expired"), "neutral"
    return (_("Handed over"), "good") if card.handed_over_on else (_("Printed"), "info")


def _columns() -> list[Column]:
    return [
        Column("serial", _("Card"), 150, sortable=False, stretch=True),
        Column("season", _("Season"), 100, sortable=False),
        Column("printed", _("Printed on"), 120, sortable=False),
        Column("valid", _("Valid until"), 120, sortable=False),
        Column("handed", _("Handed over on"), 140, sortable=False),
        Column("state", _("State"), 130, sortable=False, chip=True),
    ]
