"""What was received and how: amount, method, account, number, day, and what becomes of what is more."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QToolButton, QWidget

from assoc_desktop.language import N_, _
from assoc_desktop.members.cards.codes import looks_like_code
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import money_accounts
from assoc_desktop.treasury.desk.payments import CREDIT, DONATE, account_for
from assoc_desktop.treasury.records import METHODS
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, Field, LineField
from assoc_desktop.widgets.flow_row import FlowRow
from assoc_desktop.widgets.theme import GRID

#: Method → its word; the letter after & chooses it while the amount is typed.
_WORDS = {
    "cash": N_("&Cash"),
    "cheque": N_("Che&que"),
    "transfer": N_("Bank &transfer"),
    "mobile": N_("&Mobile money"),
    "other": N_("&Other"),
}
#: Method → labels of who it went through and of its number; both empty: neither is asked.
_ASKED = {
    "cheque": (N_("Bank"), N_("Cheque number")),
    "transfer": (N_("Bank"), N_("Reference")),
    "mobile": (N_("Operator"), N_("Transaction")),
    "other": ("", N_("Reference")),
}
_REMEMBERED = "desk.method"
_FIELDS = ("amount", "account_id", "through", "reference", "day", "payer", "rest", "text")


class How(QWidget):
    """The fields below what is due.

    Signals:
        changed(): the person changed something but the amount.
        entered(): Enter was pressed in one of the fields.
        scanned(code): a card was scanned into the amount.
    """

    changed = Signal()
    entered = Signal()
    scanned = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._touched = False
        say = desk.conventions
        self.amount = AmountField(say)
        self.account_id = ChoiceField([(None, "")])
        self.through, self.reference = LineField(longest=80), LineField(longest=80)
        self.day = DateField(say)
        self.payer = LineField(longest=200)
        self.rest = ChoiceField(
            [("", _("Choose…")), (CREDIT, _("Keep it as credit")), (DONATE, _("A donation"))]
        )
        self.text = LineField(longest=200)
        self._build()
        for name in _FIELDS:
            field: Field = getattr(self, name)
            field.target().installEventFilter(self)
            if name != "amount":
                field.changed.connect(self._change)
        self.choose(desk.preferences.choices.get(_REMEMBERED, "cash"))

    @property
    def method(self) -> str:
        """The method chosen."""
        return list(_WORDS)[self._group.checkedId()]

    def choose(self, method: str) -> None:
        """Choose a method: its account, and what is asked about it, follow."""
        method = method if method in METHODS else "cash"
        self.buttons[method].setChecked(True)
        self._show_accounts(method)
        for field, label, words in zip(
            (self.through, self.reference), self._captions, _ASKED.get(method, ("", "")), strict=True
        ):
            field.setVisible(bool(words))
            label.setVisible(bool(words))
            label.setText(_(words))
            field.target().setAccessibleName(_(words))

    def reset(self, *, is_member: bool) -> None:
        """Empty fields for the next person; the method stays."""
        for name in ("through", "reference", "payer", "text"):
            getattr(self, name).set_value("")
        self.amount.set_value(None)
        self.day.set_value(self._desk.today())
        self.rest.set_value("" if is_member else DONATE)
        self._payer_label.setText(_("Paid by somebody else") if is_member else _("Donation of"))
        self.payer.line.setAccessibleName(self._payer_label.text())
        self.rest.set_choices(
            [("", _("Choose…")), (CREDIT, _("Keep it as credit")), (DONATE, _("A donation"))]
            if is_member
            else [(DONATE, _("A donation"))]
        )
        self._show_accounts(self.method)
        self._touched = False

    def show_rest(self, rest: int) -> None:
        """Show that so much is more than what is paid with it."""
        is_more = rest > 0
        self._rest_label.setText(_("{amount} more").format(amount=self._desk.conventions.money(max(rest, 0))))
        donates = is_more and self.rest.value() == DONATE
        for widget, shown in (
            (self.rest, is_more), (self._rest_label, is_more), (self.text, donates), (self._text_label, donates),
        ):  # fmt: skip
            widget.setVisible(shown)

    def values(self) -> dict[str, Any]:
        """The values of a `Payment` besides amount, member and shares."""
        is_asked = {
            name: bool(words)
            for name, words in zip(("through", "reference"), _ASKED.get(self.method, ("", "")), strict=True)
        }
        return {
            "day": self.day.value() or self._desk.today(),
            "method": self.method,
            "account_id": self.account_id.value(),
            "name": self.payer.value(),
            "through": self.through.value() if is_asked["through"] else "",
            "reference": self.reference.value() if is_asked["reference"] else "",
            "rest": self.rest.value() or "",
            "text": self.text.value(),
        }

    def problem(self) -> tuple[str, str] | None:
        """The first field that cannot be read, and why."""
        for name in ("amount", "day"):
            if problem := getattr(self, name).problem():
                return name, problem
        return None

    def is_typed(self) -> bool:
        """Whether the person changed something but the amount."""
        return self._touched

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, for a draft."""
        return {"method": self.method, **{name: getattr(self, name).typed() for name in _FIELDS}}

    def set_typed(self, typed: dict[str, Any]) -> None:
        """Put back what `typed` gave."""
        self.choose(str(typed.get("method", "cash")))
        for name in _FIELDS:
            if name in typed:
                getattr(self, name).set_typed(typed[name])
        self._touched = True

    def remember(self) -> None:
        """Begin with this method the next time."""
        self._desk.preferences.choices[_REMEMBERED] = self.method
        self._desk.preferences.save()

    def focus(self, field: str) -> None:
        """Put the keyboard into the field that a refusal names."""
        name = {"name": "payer", "member_id": "payer", "shares": "amount", "credit": "amount"}.get(
            field, field
        )
        target = getattr(self, name, self.amount)
        if isinstance(target, Field):
            target.target().setFocus()

    # Building

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        for place, share in enumerate((2, 3, 2, 4)):
            self._grid.setColumnStretch(place, share)
        self.day.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * 10 + 48)
        self._label(0, 0, _("Receive&d"), self.amount)
        self._label(0, 2, _("Da&y"), self.day)
        methods, self._group = FlowRow(), QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, (method, words) in enumerate(_WORDS.items()):
            button = QToolButton()
            button.setText(_(words))
            button.setCheckable(True)
            button.setAccessibleName(_(METHODS[method]))
            self._group.addButton(button, number)
            self.buttons[method] = button
            methods.add(button)
        self._group.idClicked.connect(lambda number: self._method_chosen(list(_WORDS)[number]))
        self._grid.addWidget(methods, 1, 0, 1, 4)
        self._captions = (self._label(2, 0, "", self.through), self._label(2, 2, "", self.reference))
        self._label(3, 0, _("&Account"), self.account_id)
        self._payer_label = self._label(3, 2, _("Paid by somebody else"), self.payer)
        self._rest_label = self._label(4, 0, "", self.rest)
        self._text_label = self._label(4, 2, _("For what"), self.text)

    def _label(self, row: int, column: int, words: str, field: Field) -> QLabel:
        label = QLabel(words, wordWrap=True)
        label.setBuddy(field.target())
        field.target().setAccessibleName(words.replace("&", ""))
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(field, row, column + 1)
        return label

    def _show_accounts(self, method: str) -> None:
        found = money_accounts()
        self.account_id.set_choices([(account.id, account.name) for account in found] or [(None, "")])
        try:
            self.account_id.set_value(account_for(method).id)
        except Refused:
            self.account_id.set_choices(
                [(None, _("There is none for this")), *((a.id, a.name) for a in found)]
            )
            self.account_id.set_value(None)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the payment; in the amount, letters choose the method."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            # A key that is held down takes nothing twice, and passes no warning.
            if not event.isAutoRepeat():
                self._enter(watched)
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        # Among letters, a letter belongs to the code of a card that is being scanned.
        is_number = not any(sign.isalpha() for sign in self.amount.line.text())
        if watched is self.amount.line and plain and is_number and (method := self._method_of(event.text())):
            self._method_chosen(method)
            return True
        return super().eventFilter(watched, event)

    def _enter(self, watched: QObject) -> None:
        """Enter: the payment is to be taken, unless it ends the code of the next person's card."""
        text = self.amount.line.text()
        if watched is self.amount.line and looks_like_code(text):
            self.amount.set_value(None)
            self.scanned.emit(text)
        else:
            self.entered.emit()

    def _method_of(self, letter: str) -> str:
        """The method whose word marks this letter."""
        if not letter.isalpha():
            return ""
        marks = {
            word[word.find("&") + 1].lower(): key for key, word in ((k, _(w)) for k, w in _WORDS.items())
        }
        return marks.get(letter.lower(), "")

    def _method_chosen(self, method: str) -> None:
        self.choose(method)
        first = next((field for field in (self.through, self.reference) if not field.isHidden()), self.amount)
        first.target().setFocus()
        self._change()

    def _change(self) -> None:
        self._touched = True
        self.changed.emit()
