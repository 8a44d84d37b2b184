"""Fields of a category's page: what is owed by month of joining, and the fee of each season."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.fees import MONTHS, add_months, share_of, shares
from assoc_desktop.widgets.fields import AmountField
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID, look

_ACROSS = 4
_WHOLE, _FREE = "", "free"
#: Table of twelve per cents → its name.
PRESETS = {
    _WHOLE: N_("The whole fee all year"),
    "100,92,83,75,67,58,50,42,33,25,17,8": N_("By months: a twelfth less each month"),
    "100,100,100,75,75,75,50,50,50,25,25,25": N_("By quarters"),
    "100,100,100,100,100,100,50,50,50,50,50,50": N_("Half after six months"),
    _FREE: N_("A table of your own"),
}


def month_name(season_start: datetime.date, month: int, conventions: Conventions) -> str:
    """What a month of the season is called; with its first day when seasons do not start on the first."""
    first = add_months(season_start, month - 1)
    return conventions.date(first, "LLLL" if season_start.day == 1 else "d MMMM")


class SharesField(Field):
    """Per cent of the fee by month of the season joined in: a ready table, or one's own.

    The value is the text of `Category.pro_rata`.

    Args:
        conventions: how amounts are written.
        season_start: the first day of a season.
    """

    def __init__(
        self, conventions: Conventions, season_start: datetime.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._conventions, self._fee = conventions, 0
        self.box = ComboBox()
        self.box.addItems([_(word) for word in PRESETS.values()])
        self.box.activated.connect(self._preset_chosen)
        self.cells = QWidget()
        self.lines = [self._line() for _month in range(MONTHS)]
        self._amounts = [QLabel() for _month in range(MONTHS)]
        grid = QGridLayout(self.cells)
        grid.setContentsMargins(0, GRID // 2, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        for place, (line, amount) in enumerate(zip(self.lines, self._amounts, strict=True)):
            month = month_name(season_start, place + 1, conventions)
            line.setAccessibleName(_("Per cent of the fee, joined in {month}").format(month=month))
            row, column = divmod(place, _ACROSS)
            caption = QLabel(f"{month}\u00a0%")
            caption.setContentsMargins(0, GRID if row else 0, 0, 0)
            for below, widget in enumerate((caption, line, look(amount, "small"))):
                grid.addWidget(widget, 3 * row + below, column)
                grid.setColumnStretch(column, 1)
        self.layout_.addWidget(self.box)
        self.layout_.addWidget(self.cells)
        self.set_typed(_WHOLE)

    def typed(self) -> str:
        """The table as it stands in the cells, readable or not; empty for the whole fee."""
        return "" if self.box.currentIndex() == 0 else ",".join(line.text().strip() for line in self.lines)

    def set_typed(self, typed: object) -> None:
        text = str(typed or "")
        keys = list(PRESETS)
        self.box.setCurrentIndex(keys.index(text) if text in keys[:-1] else len(keys) - 1)
        percents = text.split(",") if text else ["100"] * MONTHS
        for line, percent in zip(self.lines, percents, strict=False):
            line.setText(percent)
        self._show()

    def problem(self) -> str:
        text = self.typed()
        if text and shares(text) is None:
            return _("Write twelve whole numbers from 0 to 100, one for each month.")
        return ""

    def target(self) -> QWidget:
        return self.box

    def show_fee(self, fee: int) -> None:
        """Show what the shares of a fee are."""
        self._fee = fee
        self._show()

    def _line(self) -> QLineEdit:
        line = QLineEdit(alignment=Qt.AlignmentFlag.AlignRight)
        line.setValidator(QIntValidator(0, 999, line))
        line.textEdited.connect(self._typed)
        return line

    def _typed(self) -> None:
        self.box.setCurrentIndex(len(PRESETS) - 1)
        self._show()
        self.changed.emit()

    def _preset_chosen(self, place: int) -> None:
        preset = list(PRESETS)[place]
        if preset != _FREE:
            self.set_typed(preset)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.cells.setVisible(self.box.currentIndex() > 0)
        for line, label in zip(self.lines, self._amounts, strict=True):
            percent = int(line.text()) if line.text().isdecimal() else None
            known = percent is not None and percent <= 100
            label.setText(self._conventions.amount(share_of(self._fee, percent)) if known else "—")


@dataclass(frozen=True)
class SeasonFee:
    """A season on a category's page.

    Attributes:
        fee: settled for it, in minor units; None for the category's own.
        keeps: whether it keeps its fee when the category's changes: it has begun, or somebody is enrolled.
        present: whether today lies in it.
        enrolled: how many memberships there are for it in the category.
    """

    id: int
    label: str
    fee: int | None
    keeps: bool
    present: bool
    enrolled: int


class SeasonFeesField(Field):
    """The fee of each season. The value holds only what was changed: season id → minor units, or None for the category's.

    Args:
        conventions: how amounts are written.
        seasons: the latest first.
        fee: of the category, as it is stored.
    """

    def __init__(
        self, conventions: Conventions, seasons: Sequence[SeasonFee], fee: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._conventions, self._seasons, self._fee = conventions, list(seasons), fee
        self._followed: int | None = None
        self.amounts = {season.id: AmountField(conventions) for season in seasons}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(2, 1)
        for row, season in enumerate(seasons):
            amount = self.amounts[season.id]
            amount.target().setAccessibleName(_("Fee for {season}").format(season=season.label))
            amount.set_value(season.fee)
            amount.changed.connect(self.changed)
            caption = QLabel(season.label)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setBuddy(amount.target())
            grid.addWidget(caption, row, 0)
            grid.addWidget(amount, row, 1)
            grid.addWidget(look(QLabel(self._keeping(season)), "small"), row, 2)
        self.layout_.addLayout(grid)
        self._loaded = self.typed()
        self.follow(fee)

    def value(self) -> dict[int, int | None]:
        before, now = self._loaded, self.typed()
        return {
            key: amount.value() for key, amount in self.amounts.items() if now[str(key)] != before[str(key)]
        }

    def typed(self) -> dict[str, str]:
        return {str(key): amount.typed() for key, amount in self.amounts.items()}

    def set_value(self, value: Any) -> None:
        """Nothing: the page shows what is stored."""

    def set_typed(self, typed: Any) -> None:
        for key, text in dict(typed or {}).items():
            if int(key) in self.amounts:
                self.amounts[int(key)].set_typed(text)

    def problem(self) -> str:
        return next(filter(None, (amount.problem() for amount in self.amounts.values())), "")

    def target(self) -> QWidget:
        return next((amount.target() for amount in self.amounts.values()), self)

    def follow(self, fee: int) -> None:
        """The category's fee is another: seasons to come follow, those that keep theirs show the one before.

        The present season follows too while nobody is enrolled for it, so that a slip is mended in one place.
        """
        for season in self._seasons:
            amount = self.amounts[season.id]
            own = self._fee if season.keeps and season.fee is None else fee
            amount.line.setPlaceholderText(self._conventions.amount(own))
            followed = self._followed is not None and amount.value() == self._followed
            untouched = amount.typed() == self._loaded[str(season.id)] or followed
            if season.present and not season.enrolled and season.fee is None and untouched:
                amount.set_value(fee if fee != self._fee else None)
        self._followed = fee

    def _keeping(self, season: SeasonFee) -> str:
        if not season.enrolled:
            return ""
        words = ngettext("{n} membership keeps its fee", "{n} memberships keep their fee", season.enrolled)
        return words.format(n=self._conventions.number(season.enrolled))
