"""The use desk: scan a card or type a name, see what is left, record a use, and go on with the next person."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from assoc_desktop.benefits.forms.member_benefits import MemberBenefits
from assoc_desktop.benefits.forms.use_forms import ReverseUseForm
from assoc_desktop.benefits.uses import Used, uses_of, uses_on
from assoc_desktop.language import _
from assoc_desktop.members.finding import by_code, offered
from assoc_desktop.members.records import Member
from assoc_desktop.members.references import name_of_member
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.scan import ScanField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label


class UseDeskPlace(Place):
    """Who stands there at the left, the uses of the day or of the member at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.who = ScanField(
            offered, name_of_member, lambda text: by_code(text, today=desk.today()), _("Who uses a benefit")
        )
        self.member = MemberBenefits(desk)
        self.uses = UsesList(desk)
        self._build()
        self.who.found.connect(self.begin)
        self.who.not_found.connect(lambda said: show_refusal(self, said, _("Nobody was taken")))
        self.member.ended.connect(self.end)
        self.read_again()

    # What the tab asks

    def search(self) -> None:
        """Put the keyboard into the line in which a card is scanned."""
        self.who.line.setFocus()
        self.who.line.selectAll()

    def take_keyboard(self) -> None:
        if self.member.member_id is None:
            self.search()
        else:
            self.member.table.setFocus()

    def read_again(self) -> None:
        self.member.read_again()
        self.uses.show_uses(self.member.member_id)

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`member` shows what a member may have; `benefit` puts the focus on a benefit."""
        if choice.get("member") is not None:
            self.begin(choice["member"])
            if choice.get("benefit") is not None:
                self.member.table.select_id(choice["benefit"])

    # What is done

    def begin(self, member_id: int, said: str = "") -> None:
        """Show what a member may have."""
        self._stack.setCurrentIndex(1)
        self.member.show_member(member_id, said)
        self.uses.show_uses(member_id)

    def end(self) -> None:
        """Make the desk ready for the next person."""
        self.member.member_id = None
        self._stack.setCurrentIndex(0)
        self.uses.show_uses(None)
        self.search()

    def _build(self) -> None:
        waiting = EmptyState(
            "scan",
            _("Ready for the next person"),
            _(
                "Scan a membership card, or type a number or a name above. What is left is shown, and Enter records a use."
            ),
        )
        left = QFrame()
        look(left, "card")
        self._stack = QStackedLayout(left)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.member)
        across = QHBoxLayout()
        across.setSpacing(GRID)
        across.addWidget(left, 5)
        across.addWidget(self.uses, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.who)
        column.addLayout(across, 1)


class UsesList(QFrame):
    """The uses of the day, or of the member at the desk; one can be reversed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "card")
        self._desk = desk
        self._uses: dict[int, Used] = {}
        self._names: dict[int, str] = {}
        self.title = plain_label("", "heading")
        empty = EmptyState("list", _("No use yet"), _("Uses that are recorded stand here, the latest first."))
        columns = [
            Column("what", _("Benefit"), 110, sortable=False, stretch=True),
            Column("who", _("Who or when"), 120, sortable=False),
        ]
        self.table = RecordTable("uses", columns, self._rows, memory=desk.preferences, empty=empty)
        self.reverse_button = QPushButton(icons.icon("undo"), _("Rever&se…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addWidget(self.reverse_button)
        self.reverse_button.clicked.connect(self.reverse)
        self.table.opened.connect(lambda _id: self.reverse())
        self.table.current_changed.connect(lambda _id: self._enable())

    def show_uses(self, member_id: int | None) -> None:
        """Show the uses of a member, or those of today."""
        found = uses_on(self._desk.today()) if member_id is None else uses_of(member_id)
        people = {each.member_id for each in found} if member_id is None else set()
        self._names = {each.id: each.full_name for each in Member.select().where(Member.id.in_(people))}
        self.title.setText(_("Uses today") if member_id is None else _("Used so far"))
        self._uses = {each.id: each for each in found}
        self.table.refresh()
        self.table.show_ids(self._uses)
        self._enable()

    def reverse(self) -> FormDialog | None:
        """Ask why the use in focus is taken back."""
        use = self._uses.get(self.table.current_id() or 0)
        if use is None or use.reversed_on is not None:
            return None
        form = ReverseUseForm(self._desk, use)
        return show_form(form, self, lambda _id: self._desk.tell_last(self), _("Reverse"))

    def _enable(self) -> None:
        use = self._uses.get(self.table.current_id() or 0)
        self.reverse_button.setEnabled(use is not None and use.reversed_on is None)

    def _rows(self, ids: list[int]) -> list[Row]:
        return [self._row(self._uses[each]) for each in ids]

    def _row(self, use: Used) -> Row:
        who = self._names.get(use.member_id) or self._desk.conventions.date(use.day)
        told = [
            use.benefit,
            use.note,
            _("Given beyond: {reason}").format(reason=use.beyond) if use.beyond else "",
        ]
        if use.reversed_on:
            words = _("Reversed on {date}: {reason}")
            told.append(
                words.format(date=self._desk.conventions.date(use.reversed_on), reason=use.reversed_because)
            )
            who = _("reversed · {who}").format(who=who)
        what = _("{benefit} · {note}").format(benefit=use.benefit, note=use.note) if use.note else use.benefit
        return Row(
            {"what": what, "who": who},
            {"what": "\n".join(filter(None, told)), "who": who},
            quiet=bool(use.reversed_on),
        )
