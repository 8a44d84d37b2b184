"""The payment being taken: who, what is due, what was received and how."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.desk import Payment, check_payment, open_dues, take_each, take_payment, warnings
from assoc_desktop.treasury.desk.dues import dues_ahead
from assoc_desktop.treasury.desk.forms.due_rows import DueRows, Key
from assoc_desktop.treasury.desk.forms.how import How
from assoc_desktop.treasury.dues.payers import payers_of, settles_for, who_pays_for
from assoc_desktop.treasury.records import Receipt
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel, plain_tip
from assoc_desktop.widgets.flow_row import FlowRow
from assoc_desktop.widgets.theme import GRID, look

_DRAFT_AFTER_MS = 600
#: A button with a name is at most so wide.
_WIDEST = 320


class PaymentPanel(QWidget):
    """Takes one payment after another; what is typed is kept until it is taken or dropped.

    Signals:
        taken(receipt ids): a payment was taken, with one receipt or one for each of several.
        ended(): the panel is free for the next person.
        credit_wanted(member id): give credit back.
        credit_use_wanted(member id): pay open dues with credit.
        payer_wanted(member id): begin the payment of who pays for the one that is shown.
        scanned(code): the next person's card was scanned.
    """

    taken = Signal(object)
    ended = Signal()
    credit_wanted = Signal(object)
    credit_use_wanted = Signal(object)
    payer_wanted = Signal(object)
    scanned = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.member_id: int | None = None
        self._own_amount = False
        self._warned: list[str] = []
        self._draft = desk.draft("payment desk")
        self._build()
        self._connect()

    # What the place asks

    def begin(self, member_id: int | None, said: str = "") -> None:
        """Begin a payment of a member, or of somebody who is no member.

        Args:
            said: about the card that was scanned.
        """
        self.member_id, self._own_amount, self._warned = member_id, False, []
        self.how.reset(is_member=member_id is not None)
        self.ahead.setChecked(False)
        self.each.setChecked(False)
        self._show_payer()
        self._show_dues()
        self._tell(said, wrong=False)
        target = self.how.amount.line if member_id is not None else self.how.payer.line
        target.setFocus()
        self.how.amount.line.selectAll()

    def is_typed(self) -> bool:
        """Whether something was typed that is not taken yet."""
        return self.isVisible() and (self._own_amount or self.how.is_typed())

    def read_again(self) -> None:
        """Read again what is due; what was typed stays."""
        if self.isVisible() and self.member_id is not None:
            self._show_payer()
            self._show_dues(self.rows.ticks())

    def payment(self) -> Payment:
        """The payment as it stands on the panel."""
        how, amount = self.how.values(), self.how.amount.value() or 0
        return Payment(amount=amount, member_id=self.member_id, shares=self.rows.shares(amount), **how)

    def receive(self) -> None:
        """Take the payment; what is wrong, or to be looked at first, is told instead."""
        today = self._desk.today()
        if problem := self.how.problem():
            self._refuse(*problem)
            return
        payment = self.payment()
        if problems := check_payment(payment, today=today):
            self._refuse(*next(iter(problems.items())))
            return
        found = warnings(payment, today=today)
        if found and found != self._warned:
            self._warned = found
            self._tell("\n".join([*found, _("Press Enter once more to take it all the same.")]), wrong=False)
            return
        try:
            receipts = self._take(payment, today)
        except Invalid as invalid:
            self._refuse(*next(iter(invalid.problems.items())))
            return
        except Refused as refusal:
            self._tell(str(refusal), wrong=True)
            return
        self.how.remember()
        self.end()
        self.taken.emit([each.id for each in receipts])

    def end(self) -> None:
        """Leave the payment; nothing of it is kept."""
        self._timer.stop()
        self._draft.discard()
        self.member_id, self._own_amount = None, False
        self.hide()
        self.ended.emit()

    def bring_back(self) -> bool:
        """Put back what was typed before a crash; False when there is nothing."""
        kept = self._draft.read()
        typed = kept[0] if kept else {}
        member_id = typed.get("member")
        if not typed or (member_id is not None and Member.get_or_none(Member.id == member_id) is None):
            return False
        self.show()
        self.begin(member_id)
        self.ahead.setChecked(bool(typed.get("ahead")))
        self.each.setChecked(bool(typed.get("each")))
        self._show_dues({(key[0], *key[1:]): bool(on) for key, on in typed.get("ticks", [])})
        self.how.set_typed(typed.get("how", {}))
        self._own_amount = True
        self._spread()
        self._tell(_("This was typed before and not taken yet."), wrong=False)
        return True

    # Building

    def _build(self) -> None:
        self.name = ElidedLabel()
        look(self.name, "title")
        self.facts = QLabel(wordWrap=True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        look(self.facts, "quiet")
        self.use_credit = QPushButton(_("Pay with the credit"))
        self.refund = QPushButton(_("Give credit back…"))
        self.payers = [QPushButton(), QPushButton()]
        beside = FlowRow()
        for button in (*self.payers, self.use_credit, self.refund):
            beside.add(button)
        self.rows = DueRows(self._desk.conventions)
        self.tick_all = QPushButton(_("Tick all"))
        self.ahead = QCheckBox(_("Seasons to come"))
        self.ahead.setToolTip(
            _(
                "Show seasons that can be paid ahead, also one that is not opened yet: paying it opens it and enrols."
            )
        )
        self.each = QCheckBox(_("A receipt for each member"))
        for box in (self.ahead, self.each):
            box.setMinimumHeight(self.tick_all.sizeHint().height())
        self._choices = FlowRow()
        for choice in (self.tick_all, self.ahead, self.each):
            self._choices.add(choice)
        self.how = How(self._desk)
        self.told = QLabel(wordWrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(
            icons.icon("print", QPalette.ColorRole.HighlightedText), _("&Receive, and show the receipt")
        )
        look(self.button, "main")
        self.drop = QPushButton(_("Drop"))
        buttons = FlowRow()
        for each in (self.button, self.drop):
            buttons.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        for widget in (self.name, self.facts, beside):
            column.addWidget(widget)
        column.addWidget(self.rows, 1)
        column.addWidget(self._choices)
        self.how.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.how)
        column.addWidget(self.told)
        column.addWidget(buttons)
        # Without rows, what is left of the height stays empty below.
        column.addStretch(0)
        self._beside = beside

    def _connect(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self.rows.chosen.connect(self._chosen)
        self.tick_all.clicked.connect(self._tick_all)
        self.ahead.toggled.connect(lambda _on: self._show_dues(self.rows.ticks()))
        self.how.amount.changed.connect(self._amount_typed)
        self.how.changed.connect(self._changed)
        self.how.entered.connect(self.receive)
        self.how.scanned.connect(self._scanned)
        self.button.clicked.connect(self.receive)
        self.drop.clicked.connect(self.end)
        self.refund.clicked.connect(lambda: self.credit_wanted.emit(self.member_id))
        self.use_credit.clicked.connect(lambda: self.credit_use_wanted.emit(self.member_id))
        for button in self.payers:
            # A property as text: Qt's integers have 32 bits.
            button.clicked.connect(
                lambda _on, button=button: self.payer_wanted.emit(int(button.property("payer")))
            )
        self.button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the button presses it, as Space does."""
        if (
            watched is self.button
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if not event.isAutoRepeat():
                self.receive()
            return True
        return super().eventFilter(watched, event)

    # Showing

    def _show_payer(self) -> None:
        self.show()
        if self.member_id is None:
            self.name.setText(_("Donation of somebody who is no member"))
            self.facts.setText(
                _("A donation of a member is taken with the member: choose what is more as a donation.")
            )
            self._beside.hide()
            return
        member, credit = Member.get_by_id(self.member_id), credit_of(self.member_id)
        self.name.setText(member.full_name)
        told = _("Credit: {amount}").format(amount=self._desk.conventions.money(credit)) if credit else ""
        self.facts.setText(
            " · ".join(filter(None, (member.number, member.town, *who_pays_for(member.id), told)))
        )
        payers = payers_of(member.id)
        for button, payer in zip_longest(self.payers, payers):
            self._offer_payer(button, payer)
        for button in (self.use_credit, self.refund):
            button.setVisible(credit > 0)
        self._beside.setVisible(bool(payers) or credit > 0)
        self._beside.arrange()

    def _offer_payer(self, button: QPushButton, payer: Member | None) -> None:
        """A button that goes on with who pays for the member; without one it is not there."""
        button.setVisible(payer is not None)
        if payer is None:
            return
        name = payer.full_name
        words = _("Payment by {name}").format(name=name)
        button.setText(
            button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST).replace("&", "&&")
        )
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(words))
        button.setProperty("payer", str(payer.id))

    def _show_dues(self, kept: Mapping[Key, bool] = MappingProxyType({})) -> None:
        """Show what is due: what the member owes by now is ticked, and of rows that were there before, what was."""
        today: datetime.date = self._desk.today()
        if self.member_id is None:
            self.rows.show_dues([], [], None)
            self.rows.hide()
            self._choices.hide()
            self._spread()
            return
        self.rows.show()
        self._choices.show()
        others = settles_for(self.member_id)
        dues = open_dues(self.member_id, others=others)
        if self.ahead.isChecked():
            ahead = dues_ahead(self.member_id, today=today, others=others)
        else:
            ahead = dues_ahead(self.member_id, today=today, unopened=False)
        ticked = [due.member_id == self.member_id and due.due_on <= today for due in dues]
        if not any(ticked):
            ticked = [due.member_id == self.member_id for due in dues]
        proposed = zip((*dues, *ahead), (*ticked, *(False for _due in ahead)), strict=True)
        on = [kept.get(due.key, tick) for due, tick in proposed]
        self.rows.show_dues([*dues, *ahead], on, self.member_id)
        self._chosen()

    def _chosen(self) -> None:
        """The whole of what is ticked is proposed, until the person wrote another amount."""
        if not self._own_amount:
            total = self.rows.total()
            self.how.amount.set_value(total or None)
        self.tick_all.setVisible(len(self.rows.boxes) > 1)
        self.tick_all.setText(_("Tick none") if self.rows.is_all() else _("Tick all"))
        self.each.setVisible(len({due.member_id for due in self.rows.taken()}) > 1)
        self._spread()

    def _tick_all(self) -> None:
        self.rows.tick_all(not self.rows.is_all())
        self._chosen()

    def _take(self, payment: Payment, today: datetime.date) -> list[Receipt]:
        if self.each.isChecked() and self.each.isVisible():
            return take_each(payment, today=today)
        return [take_payment(payment, today=today)]

    def _amount_typed(self) -> None:
        self._own_amount = True
        self._changed()

    def _scanned(self, code: str) -> None:
        """What the scanner typed over the amount goes; the whole is proposed again."""
        self._own_amount = False
        self._chosen()
        self.scanned.emit(code)

    def _changed(self) -> None:
        self._warned = []
        self._tell("", wrong=False)
        self._spread()
        self._timer.start()

    def _spread(self) -> None:
        amount = self.how.amount.value() or 0
        self.rows.show_spread(amount)
        self.how.show_rest(amount - sum(share.amount for share in self.rows.shares(amount)))

    def _refuse(self, field: str, sentence: str) -> None:
        self._tell(sentence, wrong=True)
        self.how.focus(field)

    def _tell(self, sentence: str, *, wrong: bool) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        look(self.told, "error" if wrong else "heading")

    def _keep(self) -> None:
        typed: dict[str, Any] = {
            "member": self.member_id,
            "how": self.how.typed(),
            "ticks": list(self.rows.ticks().items()),
            "ahead": self.ahead.isChecked(),
            "each": self.each.isChecked(),
        }
        self._draft.write(typed)
