"""The place for reasons: for a season, what was stated against what was assessed; each number opens its list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.listening.reasons import NONE, Reasons, reasons_of, seasons_with_reasons
from assoc_desktop.listening.records import REASONS
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.theme import GRID, look, named_page
from assoc_desktop.widgets.wide_form import plain_label


@dataclass(frozen=True)
class Cell:
    """Which number: the reason stated and the cause assessed; None stands for all of them."""

    stated: str | None
    assessed: str | None


class ReasonsPlace(Place):
    """A table of numbers; rows are what was stated, columns what was assessed.

    Attributes:
        numbers: cell → the button that shows its number and opens its list; zeros are no buttons.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.numbers: dict[Cell, QPushButton] = {}
        self._found: Reasons | None = None
        self.season_box = ComboBox()
        self.season_box.setAccessibleName(_("Season"))
        self.season_box.activated.connect(lambda _place: self._read())
        self._total = plain_label("", "quiet")
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.season_box)
        bar.addWidget(self._total, 1)
        self._empty = EmptyState(
            "talk",
            _("No reason is written down yet"),
            _(
                "Reasons come from conversations: write down why somebody does not join or renew, and assess the cause "
                "later. Here you then see them against each other."
            ),
        )
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(self._stack, 1)
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self.season_box.offer([(season.id, season.label) for season in seasons_with_reasons()])
        self.season_box.setVisible(self.season_box.count() > 0)
        self._read()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show the season under `season_id`."""
        place = self.season_box.findData(choice.get("season_id"))
        if place >= 0:
            self.season_box.setCurrentIndex(place)
            self._read()

    def take_keyboard(self) -> None:
        self.season_box.setFocus()

    # Inside

    def _read(self) -> None:
        wanted = self.season_box.currentData()
        season = next((each for each in seasons_with_reasons() if each.id == wanted), None)
        self._found = reasons_of(season) if season else None
        self.numbers.clear()
        if self._found is None:
            self._total.setText("")
            self._stack.setCurrentWidget(self._empty)
            return
        told = _("{n} people; of each the latest conversation counts that gives a reason or a cause.")
        self._total.setText(told.format(n=self.desk.conventions.number(self._found.total())))
        self._area.setWidget(self._table(self._found))
        self._stack.setCurrentWidget(self._area)

    def _table(self, found: Reasons) -> QWidget:
        page = named_page()
        card = QFrame()
        look(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        rows: list[str | None] = [*found.stated_keys(), None]
        columns: list[str | None] = [*found.assessed_keys(), None]
        grid.addWidget(plain_label(_("Stated ↓   Assessed →"), "quiet"), 0, 0)
        for at, column in enumerate(columns, 1):
            title = self._heading(column, _("not assessed yet"))
            title.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(title, 0, at)
        for below, row in enumerate(rows, 1):
            grid.addWidget(self._heading(row, _("none given")), below, 0)
            for at, column in enumerate(columns, 1):
                grid.addWidget(self._number(found, Cell(row, column)), below, at)
        grid.setColumnStretch(0, 2)
        for at in range(1, len(columns) + 1):
            grid.setColumnStretch(at, 1)
        column_of_all = QVBoxLayout(page)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.addWidget(card)
        note = plain_label(
            _(
                "A number opens its conversations; where it has a frame, the cause is the reason that was stated."
            ),
            "small",
        )
        column_of_all.addWidget(note)
        column_of_all.addStretch(1)
        return page

    def _heading(self, key: str | None, none: str) -> QLabel:
        label = plain_label(_name(key, none), "heading" if key is None else "")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _number(self, found: Reasons, cell: Cell) -> QWidget:
        n = found.count(cell.stated, cell.assessed)
        if not n:
            zero = QLabel("·")
            look(zero, "quiet")
            zero.setAlignment(Qt.AlignmentFlag.AlignCenter)
            return zero
        button = QPushButton(self.desk.conventions.number(n))
        if cell.stated != cell.assessed or cell.stated is None:
            look(button, "plain")
        told = self._told(cell)
        button.setToolTip(told)
        button.setAccessibleName(_("{column}: {text}").format(column=told, text=button.text()))
        button.clicked.connect(partial(self._open, cell))
        self.numbers[cell] = button
        return button

    def _told(self, cell: Cell) -> str:
        parts = []
        if cell.stated is not None:
            parts.append(_("Stated: {reason}").format(reason=_name(cell.stated, _("none given"))))
        if cell.assessed is not None:
            parts.append(_("Assessed: {reason}").format(reason=_name(cell.assessed, _("not assessed yet"))))
        return " · ".join(parts) or _("All")

    def _open(self, cell: Cell, _checked: bool = False) -> None:
        if self._found is None:
            return
        choice = {
            "place": "conversations",
            "ids": self._found.conversations(cell.stated, cell.assessed),
            "told": _("{season}, {reason}").format(season=self._found.season.label, reason=self._told(cell)),
        }
        self.desk.wanted.emit("listening", choice)


def _name(key: str | None, none: str) -> str:
    if key is None:
        return _("All")
    return none if key == NONE else _(REASONS[key]) if key in REASONS else key
