"""The place of the payment desk: who pays, what is received, and the receipts of the day beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.desk import use_credit
from assoc_desktop.treasury.desk.forms.panel import PaymentPanel
from assoc_desktop.treasury.desk.forms.payer_search import PayerSearch
from assoc_desktop.treasury.desk.forms.receipt_page import ReceiptPage, RegisterPage
from assoc_desktop.treasury.desk.forms.receipts_list import ReceiptsList
from assoc_desktop.treasury.desk.forms.refund_page import refund_page
from assoc_desktop.treasury.desk.forms.taking_back import RefundForm, ReverseForm
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.theme import GRID, look


class DeskPlace(Place):
    """Scan a card or type a name, take the payment, print the receipt, and go on with the next person."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._build()
        self._connect()
        self.read_again()
        self._taking(self.panel.bring_back())

    # What the tab asks

    def search(self) -> None:
        """Put the keyboard into the line in which a card is scanned."""
        self.who.line.setFocus()
        self.who.line.selectAll()

    def read_again(self) -> None:
        self.today.read_again()
        self.panel.read_again()

    def take_keyboard(self) -> None:
        if self.panel.member_id is None and not self.panel.isVisible():
            self.search()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`member` begins a payment; `register` shows the register, `unprinted` what was never printed of it."""
        if choice.get("member") is not None:
            self.begin(choice["member"])
        elif "register" in choice:
            self.show_register()
        elif "unprinted" in choice:
            self.show_register(unprinted=True)

    # What is done

    def begin(self, member_id: int | None, said: str = "") -> None:
        """Begin a payment, after asking about one that is typed and not taken."""
        if self.panel.is_typed() and not confirm(
            self,
            _("Drop what is typed?"),
            _("The payment on the screen is not taken yet."),
            _("Drop it"),
            danger=True,
        ):
            return
        self._taking(True)
        self.panel.begin(member_id, said)

    def show_register(self, *, unprinted: bool = False) -> None:
        """Show the register of receipts, all or those that were never printed."""
        page = RegisterPage(self.desk, unprinted=unprinted)
        page.print_wanted.connect(lambda ids: self.preview_wanted.emit(self._receipt_page(ids)))
        page.reverse_wanted.connect(self.reverse)
        self.lay(page)

    def print_receipts(self, ids: Sequence[int]) -> None:
        """Show receipts, to be printed."""
        if ids:
            self.lay(self._receipt_page(ids))

    def reverse(self, receipt_id: int) -> None:
        """Ask why a receipt is taken back."""
        form = ReverseForm(self.desk, receipt_id)
        show_form(
            form,
            self.window(),
            lambda _id: self.desk.tell_done(self, _("The receipt was reversed; both rows stay.")),
            _("Reverse"),
        )

    def refund(self, member_id: int) -> None:
        """Ask how much credit is given back; its slip is shown afterwards."""

        def given(entry_id: object) -> None:
            self.desk.tell_done(self, _("The credit was given back."))
            self.lay(refund_page(self.desk, int(str(entry_id))))

        show_form(RefundForm(self.desk, member_id), self.window(), given, _("Give back and show the slip"))

    def use_credit(self, member_id: int) -> None:
        """Pay what is due with the credit of a member."""
        today = self.desk.today()
        try:
            use_credit(member_id, day=today, today=today)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.desk.tell_done(self, _("Dues were paid with the credit."))

    # Inside

    def _build(self) -> None:
        self.who = PayerSearch(self.desk)
        self.donation = QPushButton(icons.icon("star"), _("&Donation…"))
        self.donation.setToolTip(_("A donation of somebody who is no member"))
        self.register = QPushButton(icons.icon("list"), _("Re&gister…"))
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.who, 1)
        top.addWidget(self.donation)
        top.addWidget(self.register)
        self.panel = PaymentPanel(self.desk)
        self.waiting = EmptyState(
            "scan",
            _("Ready for the next person"),
            _(
                "Scan a membership card, or type a number or a name above. What is due is shown, and Enter takes it."
            ),
        )
        left = QFrame()
        look(left, "card")
        self._stack = QStackedLayout(left)
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self.panel)
        self.today = ReceiptsList(self.desk, of_today=True)
        across = QHBoxLayout()
        across.setSpacing(GRID)
        across.addWidget(left, 5)
        across.addWidget(self.today, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.who.found.connect(self.begin)
        self.who.not_found.connect(self._nobody)
        self.donation.clicked.connect(lambda: self.begin(None))
        self.register.clicked.connect(lambda: self.show_register())
        self.panel.scanned.connect(self.who.scan)
        self.panel.taken.connect(self._taken)
        self.panel.ended.connect(self._next)
        self.panel.credit_wanted.connect(self.refund)
        self.panel.credit_use_wanted.connect(self.use_credit)
        self.panel.payer_wanted.connect(self.begin)
        self.today.print_wanted.connect(self.print_receipts)
        self.today.reverse_wanted.connect(self.reverse)

    def _taking(self, on: bool) -> None:
        self._stack.setCurrentIndex(int(on))

    def _taken(self, receipt_ids: list[int]) -> None:
        self.print_receipts(receipt_ids)
        self.desk.changed.emit()

    def _next(self) -> None:
        self._taking(False)
        self.search()

    def _nobody(self, sentence: str) -> None:
        show_refusal(self, sentence, _("Nobody was taken"))

    def _receipt_page(self, ids: Sequence[int]) -> ReceiptPage:
        page = ReceiptPage(self.desk, ids)
        # The stack gives the keyboard to the tab as a whole once the page has gone.
        page.closed.connect(lambda: QTimer.singleShot(0, self, self.take_keyboard))
        return page
