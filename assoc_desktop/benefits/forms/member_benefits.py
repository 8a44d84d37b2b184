"""What one member may have: every benefit with what is left or why not, and Enter records a use."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.benefits.entitlement import Entitled, entitlements, standings
from assoc_desktop.benefits.forms.use_forms import BeyondForm
from assoc_desktop.benefits.uses import LONGEST, NotEntitled, record_use
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.status import status_on
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, look
from assoc_desktop.widgets.wide_form import plain_label


class MemberBenefits(QWidget):
    """The benefits of the member at the desk.

    Signals:
        ended(): Esc or the button: the next person.
    """

    ended = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.member_id: int | None = None
        self._found: dict[int, Entitled] = {}
        self.name = plain_label("", "title")
        self.told = plain_label("", "quiet")
        self.reason = plain_label("", "")
        empty = EmptyState(
            "benefits",
            _("The catalogue is empty"),
            _("Add benefits to the catalogue; then their uses are recorded here."),
        )
        self.table = RecordTable(
            "member benefits", _columns(), self._rows, memory=desk.preferences, empty=empty
        )
        self.table.view.setAccessibleName(_("Benefits"))
        self.use_button = QPushButton(
            icons.icon("check", QPalette.ColorRole.HighlightedText), _("&Record the use")
        )
        look(self.use_button, "main")
        self.beyond_button = QPushButton(icons.icon("warning"), _("&Give all the same…"))
        self.next_button = QPushButton(_("Ne&xt person"))
        self.note = QLineEdit(maxLength=LONGEST, placeholderText=_("only if there is something to keep"))
        self._lay_out()
        self.table.opened.connect(lambda _id: self.act())
        self.table.current_changed.connect(lambda _id: self._show_reason())
        self.use_button.clicked.connect(self.act)
        self.beyond_button.clicked.connect(self.give)
        self.next_button.clicked.connect(self.ended)
        self.note.returnPressed.connect(self.act)

    def show_member(self, member_id: int, said: str = "") -> None:
        """Show what a member may have; `said` is what is to be said of their card."""
        self.member_id = member_id
        self.note.clear()
        member = Member.get_by_id(member_id)
        today, say = self._desk.today(), self._desk.conventions
        self.name.setText(member.full_name)
        category = Category.get_or_none(Category.id == standings(today, [member_id])[member_id].category_id)
        status = status_on(today, facts_of(member), say)
        known = (member.number or "", category.name if category else "", status.label, said or status.reason)
        self.told.setText(" · ".join(filter(None, known)))
        self.read_again()
        first = next((each.benefit_id for each in self._found.values() if each.is_entitled), None)
        self.table.select_id(first or next(iter(self._found), None))
        self.table.setFocus()

    def read_again(self) -> None:
        """Read again what is left; the benefit in focus stays."""
        if self.member_id is None:
            return
        found = entitlements(self.member_id, self._desk.today(), self._desk.conventions)
        self._found = {each.benefit_id: each for each in found}
        self.table.refresh()
        self.table.show_ids(self._found)
        self._show_reason()

    def act(self) -> None:
        """Record a use of the benefit in focus, or ask why it is given all the same."""
        entitled = self._current()
        if entitled is None or self.member_id is None:
            return
        if not entitled.is_entitled:
            self.give()
            return
        try:
            record_use(
                entitled.benefit_id, self.member_id, today=self._desk.today(), say=self._desk.conventions,
                note=self.note.text(),
            )  # fmt: skip
        except NotEntitled as refusal:
            show_refusal(self, str(refusal), _("Nothing was recorded"))
            self.read_again()
            return
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._recorded()

    def give(self) -> FormDialog | None:
        """Ask for the reason for which a benefit is given although the member is not entitled."""
        entitled = self._current()
        if entitled is None or self.member_id is None or entitled.is_entitled:
            return None
        form = BeyondForm(self._desk, self.member_id, entitled, self.note.text())
        return show_form(form, self, lambda _id: self._recorded(), _("Give it"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: the next person."""
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    # Inside

    def _recorded(self) -> None:
        self.note.clear()
        self._desk.tell_last(self)
        self.table.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.use_button, self.beyond_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        note = QHBoxLayout()
        note.setSpacing(GRID)
        words = QLabel(_("N&ote"))
        words.setBuddy(self.note)
        note.addWidget(words)
        note.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.name)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason)
        column.addLayout(note)
        column.addLayout(buttons)

    def _current(self) -> Entitled | None:
        return self._found.get(self.table.current_id() or 0)

    def _show_reason(self) -> None:
        entitled = self._current()
        self.reason.setText(entitled.reason if entitled else "")
        self.use_button.setEnabled(entitled is not None and entitled.is_entitled)
        self.beyond_button.setVisible(entitled is not None and not entitled.is_entitled)

    def _rows(self, ids: list[int]) -> list[Row]:
        return [entitled_row(self._found[each], self._desk.conventions) for each in ids]


def entitled_row(entitled: Entitled, say: Conventions) -> Row:
    """A benefit as it stands for a member; also under `reason`, for lists that have room for it."""
    number, left = say.number, ""
    # Where they are not entitled at all, nothing is left to tell.
    if entitled.left is not None and entitled.why_not in ("", "quota", "dues"):
        left = f"{number(entitled.left)} / {number(entitled.quota or 0)}"
    return Row(
        {
            "name": entitled.name,
            "used": number(entitled.used),
            "left": left,
            "state": _("Entitled") if entitled.is_entitled else _("Not entitled"),
            "reason": entitled.reason,
        },
        {"name": entitled.name, "state": entitled.reason},
        {"state": "good" if entitled.is_entitled else "neutral"},
        quiet=not entitled.is_entitled,
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("Benefit"), 180, sortable=False, stretch=True),
        Column("used", _("Used"), 70, right=True, sortable=False),
        Column("left", _("Left"), 74, right=True, sortable=False),
        Column("state", _("State"), 150, chip=True, sortable=False),
    ]
