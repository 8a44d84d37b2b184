"""A member's memberships of all seasons: the list on the member's page, and the form of one membership."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.forms.membership_form import MembershipForm
from assoc_desktop.members.forms.proofs import ProofsPane
from assoc_desktop.members.holding import paid_for
from assoc_desktop.members.memberships import memberships_of, remove_membership
from assoc_desktop.members.records import Membership
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.theme import row_height

#: Rows of the list of proofs that are seen at once, its heading among them; the others are scrolled to.
_PROOFS_SEEN = 4


class MembershipsPane(ListPane):
    """The memberships of one member, the latest first, with add, change and remove; below them their proofs, if any count."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        self._desk, self._member_id = desk, member_id
        self._memberships: dict[int, Membership] = {}
        empty = EmptyState(
            "calendar",
            _("No membership yet"),
            _(
                "A membership says for which season and in which category the member belongs, and what is due."
            ),
        )
        super().__init__(
            "memberships",
            _columns(),
            self._read_memberships,
            [
                Action("add", _("Add a membership…"), self.add, needs_choice=False, main=True),
                Action("edit", _("Change…"), self.change),
                Action("delete", _("Remove"), self.remove),
            ],
            empty=empty,
            parent=parent,
        )
        self.proofs = ProofsPane(desk, member_id)
        self.column.addWidget(self.proofs, 1)

    def show_again(self) -> None:
        """Read everything again; proofs are shown where a category asks for one, or the member has shown some."""
        super().show_again()
        self.proofs.show_again()
        # The list of memberships keeps the larger part of a small screen.
        self.proofs.table.setMaximumHeight(_PROOFS_SEEN * row_height(self))
        self.proofs.setVisible(self.proofs.matters())

    def add(self) -> FormDialog:
        """Ask for a new membership."""
        return self._ask(None)

    def change(self) -> FormDialog | None:
        """Ask for changes to the chosen membership."""
        return self._ask(chosen) if (chosen := self.chosen()) else None

    def remove(self) -> None:
        """Take the chosen membership back, after a question."""
        chosen = self.chosen()
        if chosen is None:
            return
        sentence = _("The membership {season} was written by mistake and is taken away. Undo brings it back.")
        season = self._memberships[chosen].season.label
        title = _("Remove this membership?")
        if not confirm(self, title, sentence.format(season=season), _("Remove"), danger=True):
            return
        try:
            remove_membership(chosen)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._tell(_("The membership was removed."))

    def _ask(self, membership_id: int | None) -> FormDialog:
        form = MembershipForm(self._desk, self._member_id, membership_id)
        return show_form(form, self, lambda _id: self._tell(_("The membership was saved.")))

    def _tell(self, sentence: str) -> None:
        self.show_again()
        self._desk.tell_change(self, sentence)

    def _read_memberships(self) -> dict[int, Row]:
        self._memberships = {row.id: row for row in memberships_of(self._member_id)}
        return {each: self._row(membership) for each, membership in self._memberships.items()}

    def _row(self, membership: Membership) -> Row:
        say = self._desk.conventions
        return Row(
            {
                "season": membership.season.label,
                "category": membership.category.name,
                "from": say.date(membership.starts_on),
                "to": say.date(membership.ends_on) if membership.ends_on else _("for life"),
                "fee": say.money(membership.fee_due),
                "reduction": say.money(membership.reduction) if membership.reduction else "—",
                "reason": membership.reduction_reason,
                "to_pay": say.money(membership.to_pay - paid_for(membership.id)),
            }
        )


def _columns() -> list[Column]:
    return [
        Column("season", _("Season"), 90, sortable=False),
        Column("category", _("Category"), 130, sortable=False),
        Column("from", _("From"), 100, sortable=False),
        Column("to", _("To"), 100, sortable=False),
        Column("fee", _("Fee due"), 110, right=True, sortable=False),
        Column("reduction", _("Reduction"), 110, right=True, sortable=False),
        Column("reason", _("Reason"), 150, stretch=True, sortable=False),
        Column("to_pay", _("Left to pay"), 110, right=True, sortable=False),
    ]
