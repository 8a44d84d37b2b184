"""What is known of the dues of the member in focus: every season from the oldest, levies, payments."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members.households import household_of, present_payer
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.treasury.balances import Due, credit_of, dues_of
from assoc_desktop.treasury.dues.listing import STATES, state_of
from assoc_desktop.treasury.dues.payers import who_pays_for
from assoc_desktop.treasury.dues.payments import Paid, payments_of
from assoc_desktop.treasury.plans import plan_of
from assoc_desktop.treasury.records import Levy
from assoc_desktop.treasury.subsidies import subsidy_of
from assoc_desktop.treasury.tab.tones import TONES
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.flow_row import FlowRow
from assoc_desktop.widgets.theme import GRID, look, named_page


class DuesDetails(QFrame):
    """The pane on the right. Buttons say what is wanted; the place does it.

    Signals:
        wanted(what, id): `pay`, `levy` or `statement` with a member; `change`, `reduce` or `take_back` with a
            membership; `cancel` with a levy.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look(self, "card")
        self.setMinimumWidth(300)
        self._desk = desk
        self._member_id: int | None = None
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "person",
            _("No member chosen"),
            _("Choose a member in the list to see what they owe and have paid."),
        )
        self._many = EmptyState(
            "members",
            "",
            _("A levy is charged to all of them."),
            (_("Levy…"), lambda: self.wanted.emit("levy", None)),
        )
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._one = self._make_one()
        for page in (self._none, self._many, self._one):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)

    def show_count(self, count: int) -> None:
        """Several members are chosen."""
        title = ngettext("{n} member chosen", "{n} members chosen", count)
        self._many.title.setText(title.format(n=whole_number(count)))
        self._stack.setCurrentWidget(self._many)

    def show_member(self, member_id: int | None) -> None:
        """Show the dues of a member; nothing without one."""
        member = Member.get_or_none(Member.id == member_id)
        self._member_id = member_id
        if member is None:
            self._stack.setCurrentWidget(self._none)
            return
        body = named_page()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID + GRID // 2, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(_label(member.full_name, "title"))
        for words in self._about(member):
            column.addWidget(_label(words, "quiet"))
        for due in dues_of([member.id]):
            column.addSpacing(GRID // 2)
            self._add_due(column, due)
        for words in self._cancelled(member):
            column.addWidget(_label(words, "quiet"))
        if payments := payments_of(member.id):
            column.addSpacing(GRID // 2)
            column.addWidget(_label(_("Payments"), "heading"))
            for paid in reversed(payments):
                column.addLayout(self._payment(paid))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._one)

    # Inside

    def _make_one(self) -> QWidget:
        page = QWidget()
        # In a second row where the pane is narrow or the text large.
        buttons = FlowRow()
        self.pay = self._button(_("Payment…"), "pay")
        look(self.pay, "main")
        self.levy = self._button(_("Levy…"), "levy")
        self.statement = self._button(_("Statement…"), "statement")
        self.statement.setToolTip(_("Statement of account: what was due and paid, as a paper"))
        for button in (self.pay, self.levy, self.statement):
            buttons.add(button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID // 2, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(buttons)
        return page

    def _button(self, words: str, what: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self.wanted.emit(what, self._member_id))
        return button

    def _about(self, member: Member) -> list[str]:
        say, told = self._desk.conventions, []
        if member.number:
            told.append(_("No. {number}").format(number=member.number))
        household = household_of(member.id)
        if household is not None and present_payer(household.id) == member.id:
            told.append(_("{household}, pays").format(household=household))
        told += who_pays_for(member.id)
        if credit := credit_of(member.id):
            told.append(_("Credit: {amount}").format(amount=say.money(credit)))
        return told

    def _add_due(self, column: QVBoxLayout, due: Due) -> None:
        say = self._desk.conventions
        title = _("{season} · {category}").format(season=due.text, category=due.category)
        state = state_of(due.due, due.paid)
        chip = Chip()
        chip.show_state(_(STATES[state]), TONES[state])
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(_label(title if due.category else due.text, "heading"), 1)
        head.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._menu_button(due), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        sentence = _("{due} due, {paid} paid, {left} left")
        told = sentence.format(due=say.money(due.due), paid=say.money(due.paid), left=say.money(due.left))
        column.addWidget(_label(told))
        for line in self._remarks(due):
            column.addWidget(_label(line, "quiet"))

    def _cancelled(self, member: Member) -> list[str]:
        """The levies that are no longer asked for, and why."""
        query = Levy.select().where((Levy.member == member) & Levy.cancelled_on.is_null(False))
        words = _("{text}, {amount}: cancelled on {date}, {reason}")
        return [
            words.format(
                text=levy.text,
                amount=self._desk.conventions.money(levy.amount),
                date=self._desk.conventions.date(levy.cancelled_on),
                reason=levy.cancelled_because,
            )
            for levy in query.order_by(Levy.due_on, Levy.id)
        ]

    def _remarks(self, due: Due) -> list[str]:
        say = self._desk.conventions
        told: list[str] = []
        if due.membership_id is None:
            return told
        given = subsidy_of(due.membership_id)
        if given is not None:
            words = _("Reduced by {amount}: {reason}")
            if given.fund:
                words = _("{fund} pays {amount}: {reason}")
            told.append(words.format(amount=say.money(given.amount), reason=given.reason, fund=given.fund))
        membership = Membership.get_by_id(due.membership_id)
        if membership.reduction and (given is None or given.fund):
            # A reduction that stands in the membership itself, beside what a fund pays.
            reduced, reason = say.money(membership.reduction), membership.reduction_reason
            words = _("Reduced by {amount}: {reason}") if reason else _("Reduced by {amount}")
            told.append(words.format(amount=reduced, reason=reason))
        told += [
            _("{amount} due on {date}").format(amount=say.money(part.amount), date=say.date(part.due_on))
            for part in plan_of(due.membership_id)
        ]
        return told

    def _menu_button(self, due: Due) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("more"))
        words = _("What can be done: {what}").format(what=due.text)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self._open_menu(button, due))
        return button

    def _offers(self, due: Due) -> list[tuple[str, str, str]]:
        """What can be done with something that is due: (icon, words, what is wanted)."""
        if due.membership_id is None:
            return [("close", _("Cancel the levy…"), "cancel")]
        offers = [("edit", _("Fee and payment plan…"), "change")]
        if subsidy_of(due.membership_id) is not None:
            offers.append(("undo", _("Take the reduction back…"), "take_back"))
        elif due.left > 0:
            offers.append(("benefits", _("Reduction…"), "reduce"))
        return offers

    def _open_menu(self, button: QToolButton, due: Due) -> None:
        menu = QMenu(button)
        about = due.levy_id if due.membership_id is None else due.membership_id
        for sign, words, what in self._offers(due):
            action = menu.addAction(icons.icon(sign), words)
            action.triggered.connect(lambda _on=False, what=what: self.wanted.emit(what, about))
        menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height())))

    def _payment(self, paid: Paid) -> QHBoxLayout:
        say, row = self._desk.conventions, QHBoxLayout()
        words = [say.date(paid.day), paid.words()]
        if paid.receipt:
            words.append(_("receipt {number}").format(number=paid.receipt))
        if paid.is_reversed:
            words.append(_("reversed"))
        row.addWidget(_label(" · ".join(words), "quiet"), 1)
        amount = _label(say.amount(paid.amount))
        amount.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        amount.setWordWrap(False)
        row.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if name:
        look(label, name)
    return label
