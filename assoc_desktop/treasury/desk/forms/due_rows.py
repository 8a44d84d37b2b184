"""What somebody may pay, one row each: ticked is paid now, and the last of them perhaps in part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.treasury.desk import OpenDue, Share, propose_shares
from assoc_desktop.treasury.desk.payments import shares_of
from assoc_desktop.widgets.elided import ElidedLabel, plain_tip
from assoc_desktop.widgets.theme import GRID, look, named_page

#: What tells a due from all others, see `OpenDue.key`.
Key = tuple[int, int | None, int | None, int | None]


class Tick(QCheckBox):
    """A box whose words end in an ellipsis where there is no room for them; they are told whole in its tip."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tip(self.words) if shown != self.words else "")


class DueRows(QScrollArea):
    """The rows.

    Signals:
        chosen(): other rows are ticked.
    """

    chosen = Signal()

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = conventions
        self._dues: list[OpenDue] = []
        self.boxes: list[Tick] = []
        self._now: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The keyboard goes from box to box, not to the area around them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_dues(self, dues: Sequence[OpenDue], ticked: Sequence[bool], payer: int | None) -> None:
        """Show other rows.

        Args:
            ticked: for each, whether it is paid now.
            payer: whose rows need no name.
        """
        self._dues, self.boxes, self._now = list(dues), [], []
        page = named_page()
        column, grid = QVBoxLayout(page), QGridLayout()
        column.setContentsMargins(0, 0, GRID, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 1)
        if dues:
            self._head(grid)
        else:
            nothing = QLabel(_("Nothing is due: what is received is credit or a donation."), wordWrap=True)
            look(nothing, "quiet")
            grid.addWidget(nothing, 0, 0)
        for row, (due, on) in enumerate(zip(dues, ticked, strict=True), start=1):
            self._add(grid, row, due, on, payer)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)

    def ticks(self) -> dict[Key, bool]:
        """Which rows are ticked, by what tells them apart."""
        return {due.key: box.isChecked() for due, box in zip(self._dues, self.boxes, strict=True)}

    def taken(self) -> list[OpenDue]:
        """What is ticked."""
        return [due for due, box in zip(self._dues, self.boxes, strict=True) if box.isChecked()]

    def is_all(self) -> bool:
        """Whether every row is ticked."""
        return all(box.isChecked() for box in self.boxes)

    def tick_all(self, on: bool) -> None:
        """Tick every row, or none; `chosen` is not told."""
        for box in self.boxes:
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)

    def total(self) -> int:
        """What is left to pay of what is ticked."""
        return sum(due.left for due in self.taken())

    def shares(self, amount: int) -> tuple[Share, ...]:
        """An amount spread over what is ticked."""
        return shares_of(self.taken(), amount)

    def show_spread(self, amount: int) -> None:
        """Show how an amount would be spread."""
        parts = iter(propose_shares(self.taken(), amount))
        for box, label in zip(self.boxes, self._now, strict=True):
            part = next(parts) if box.isChecked() else 0
            label.setText(self._say.amount(part) if part else "–")

    def _head(self, grid: QGridLayout) -> None:
        for place, words in enumerate((_("What is due"), _("Left to pay"), _("Now"))):
            label = QLabel(words)
            look(label, "quiet")
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(label, 0, place, side)

    def _add(self, grid: QGridLayout, row: int, due: OpenDue, on: bool, payer: int | None) -> None:
        cell = QWidget()
        across = QVBoxLayout(cell)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        box = Tick(_told(due, payer))
        box.setChecked(on)
        box.toggled.connect(lambda _on: self.chosen.emit())
        across.addWidget(box)
        if detail := _detail(due, self._say):
            small = ElidedLabel(detail)
            look(small, "quiet")
            below = QVBoxLayout()
            below.setContentsMargins(3 * GRID, 0, 0, 0)
            below.addWidget(small)
            across.addLayout(below)
        left, now = QLabel(self._say.amount(due.left)), QLabel("–")
        now.setAccessibleName(_("Paid now"))
        self.boxes.append(box)
        self._now.append(now)
        grid.addWidget(cell, row, 0)
        for place, label in ((1, left), (2, now)):
            grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


def _told(due: OpenDue, payer: int | None) -> str:
    text = due.text if not due.category else _("{season} · {category}").format(
        season=due.text, category=due.category
    )  # fmt: skip
    return text if due.member_id == payer else _("{what}: {name}").format(what=text, name=due.name)


def _detail(due: OpenDue, say: Conventions) -> str:
    if due.is_new:
        return _("Not opened yet: paying it opens the season and enrols.")
    if due.season_id is not None:
        return _("Not enrolled yet: paying it enrols.")
    if due.paid > 0:
        return _("{paid} of {due} are paid").format(paid=say.amount(due.paid), due=say.money(due.due))
    return ""
