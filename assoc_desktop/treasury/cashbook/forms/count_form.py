"""The page of a cash count: notes and coins, their worth, and the difference to the books."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.counts import CountData, check_count, difference_of, pieces_of, record_count
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, Field, LineField
from assoc_desktop.widgets.theme import GRID
from assoc_desktop.widgets.wide_form import WideFormPage

_FREE = 2
_MOST = 999_999


class PiecesField(Field):
    """How many of each note and coin; free lines for others. The value is value → how many."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = desk.conventions
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(3, 1)
        self._lines: list[tuple[int | QLineEdit, QLineEdit, QLabel]] = []
        for value in pieces_of(self._say.currency):
            self._add(value, self._say.money(value))
        for _time in range(_FREE):
            free = QLineEdit(placeholderText=_("other"))
            free.setAccessibleName(_("Value of another note or coin"))
            free.setAlignment(Qt.AlignmentFlag.AlignRight)
            free.textEdited.connect(lambda _text: self._typed())
            self._add(free, _("Another note or coin"))
        self.layout_.addLayout(self._grid)
        self._show_amounts()

    def value(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for piece, line, _label in self._lines:
            value = self._value_of(piece)
            if value and line.text().strip():
                found[value] = found.get(value, 0) + int(line.text())
        return found

    def problem(self) -> str:
        for piece, line, _label in self._lines:
            if isinstance(piece, QLineEdit) and (piece.text().strip() or line.text().strip()):
                try:
                    self._say.parse_amount(piece.text())
                except Refused as refusal:
                    return str(refusal)
                if self._value_of(piece) <= 0:
                    return _("A note or coin is worth more than nothing.")
        return ""

    def typed(self) -> list[list[str]]:
        return [
            [piece.text() if isinstance(piece, QLineEdit) else str(piece), line.text()]
            for piece, line, _label in self._lines
        ]

    def set_typed(self, typed: Any) -> None:
        for (piece, line, _label), (value, count) in zip(self._lines, typed or [], strict=False):
            if isinstance(piece, QLineEdit):
                piece.setText(value)
            line.setText(count)
        self._show_amounts()

    def target(self) -> QWidget:
        return self._lines[0][1]

    def count_lines(self) -> list[QLineEdit]:
        """The lines in which numbers are typed, the largest piece first."""
        return [line for _piece, line, _label in self._lines]

    # Inside

    def _add(self, piece: int | QLineEdit, words: str) -> None:
        row = len(self._lines)
        line = QLineEdit()
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setValidator(QIntValidator(0, _MOST, line))
        line.setAccessibleName(_("How many of {piece}").format(piece=words))
        line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        line.textEdited.connect(lambda _text: self._typed())
        amount = QLabel()
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label: QWidget = piece if isinstance(piece, QLineEdit) else QLabel(words)
        if isinstance(label, QLabel):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(line, row, 1)
        amount.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        self._grid.addWidget(amount, row, 2)
        self._lines.append((piece, line, amount))

    def _value_of(self, piece: int | QLineEdit) -> int:
        if isinstance(piece, int):
            return piece
        try:
            return self._say.parse_amount(piece.text())
        except Refused:
            return 0

    def _typed(self) -> None:
        self._show_amounts()
        self.changed.emit()

    def _show_amounts(self) -> None:
        for piece, line, label in self._lines:
            amount = self._value_of(piece) * int(line.text() or 0)
            label.setText(self._say.money(amount) if amount else "")


class CountForm(WideFormPage):
    """Count a cash box: the pieces at the left; what the books say and the difference at the right."""

    def __init__(self, desk: Desk, account_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Count the cash"), parent=parent)
        self._desk, self._account_id = desk, account_id
        boxes = [(account.id, str(account.name)) for account in accounts(kinds=("cash",))]
        takers = [(None, _("Leave it open for now"))]
        takers += [(each.id, f"{each.code} · {each.name}") for each in accounts(kinds=("expense", "income"))]
        self.add_section(_("Notes and coins"))
        self.pieces = self.add_field("pieces", "", PiecesField(desk))
        self.add_section(_("Against the books"), side=1)
        self.add_field("account_id", _("&Cash box"), ChoiceField(boxes or [(None, _("None yet"))]))
        self.add_field("day", _("Counted &on"), DateField(desk.conventions))
        self.told = QLabel(wordWrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.add_widget(self.told)
        self.add_field("other_id", _("Book the &difference"), ChoiceField(takers))
        self.add_field("reason", _("&Reason"), LineField(), _("Why there is a difference."))
        self.save_button.setText(_("Keep the count"))
        for field in self.fields.values():
            field.changed.connect(self._tell)
        self.start()
        self._tell()

    def load(self) -> dict[str, Any]:
        boxes = [account.id for account in accounts(kinds=("cash",))]
        chosen = self._account_id if self._account_id in boxes else next(iter(boxes), None)
        return {"account_id": chosen, "day": self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_count(self._data(values), today=self._desk.today())

    def save(self, values: dict[str, Any]) -> object:
        return record_count(self._data(values), today=self._desk.today()).id

    def _data(self, values: dict[str, Any]) -> CountData:
        return CountData(**values)

    def _tell(self) -> None:
        """Show what was counted, what the books say, and the difference."""
        data, say = self._data(self.values()), self._desk.conventions
        difference = difference_of(data)
        lines = [
            _("Counted: {amount}").format(amount=say.money(data.counted)),
            _("The books say: {amount}").format(amount=say.money(data.counted - difference)),
        ]
        if not difference:
            lines.append(_("There is no difference."))
        elif difference > 0:
            lines.append(_("There is {amount} more in the box.").format(amount=say.money(difference)))
        else:
            lines.append(_("There is {amount} missing in the box.").format(amount=say.money(-difference)))
        self.told.setText("\n".join(lines))
        for name in ("other_id", "reason"):
            self.show_field(name, bool(difference))
