"""The benefits on the member's page: what they may have, what was used and what is left, with the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assoc_desktop.benefits.entitlement import entitlements
from assoc_desktop.benefits.forms.member_benefits import entitled_row
from assoc_desktop.language import _
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.record_table import Column, Row

_NARROW = 74


class MemberBenefitsPane(ListPane):
    """Every benefit that is offered, as it stands for the member today; uses are recorded at the use desk."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        self._desk, self._member_id = desk, member_id
        empty = EmptyState(
            "benefits",
            _("The catalogue is empty"),
            _(
                "What membership gives is written down in the Benefits tab; then it is seen here who may have it."
            ),
            (_("Open the catalogue"), lambda: desk.wanted.emit("benefits", {"place": "catalogue"})),
        )
        super().__init__(
            "benefits of a member",
            [
                Column("name", _("Benefit"), 3 * _NARROW, sortable=False),
                Column("used", _("Used"), _NARROW, right=True, sortable=False),
                Column("left", _("Left"), _NARROW, right=True, sortable=False),
                Column("state", _("State"), 5 * _NARROW // 3, chip=True, sortable=False),
                Column("reason", _("Why"), 4 * _NARROW, sortable=False, stretch=True),
            ],
            self._read_benefits,
            [Action("check", _("Record a use…"), self.record, main=True)],
            empty=empty,
            hint=_("What is used and left counts in the season that runs today."),
            parent=parent,
        )
        self.table.opened.connect(lambda _id: self.record())

    def show_again(self) -> None:
        """Read again what is left; the first benefit is chosen, so that the keyboard can go on from it."""
        super().show_again()
        if self.chosen() is None and self._rows:
            self.table.select_id(next(iter(self._rows)))

    def record(self) -> None:
        """Go to the use desk with this member, at the benefit in focus."""
        chosen = self.chosen()
        if chosen is not None:
            choice = {"place": "desk", "member": self._member_id, "benefit": chosen}
            self._desk.wanted.emit("benefits", choice)

    def _read_benefits(self) -> dict[int, Row]:
        found = entitlements(self._member_id, self._desk.today(), self._desk.conventions)
        return {each.benefit_id: entitled_row(each, self._desk.conventions) for each in found}
