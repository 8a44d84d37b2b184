"""A member's memberships of all seasons: the list on the member's page, and the form of one membership."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.members.memberships import (
    MembershipData,
    categories,
    check_membership,
    memberships_of,
    proposed_membership,
    remove_membership,
    save_membership,
)
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.record_table import Column, Row


class MembershipsPane(ListPane):
    """The memberships of one member, the latest first, with add, change and remove."""

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
                "to_pay": say.money(membership.to_pay),
            }
        )


class MembershipForm(FormPage):
    """One membership: season, category, dates, fee and reduction.

    Args:
        desk: the open file.
        member_id: whose membership it is.
        membership_id: the one to change; None adds one.
    """

    def __init__(
        self, desk: Desk, member_id: int, membership_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._desk, self._membership_id = desk, membership_id
        self._member = Member.get_by_id(member_id)
        title = _("Membership of {name}") if membership_id else _("New membership of {name}")
        super().__init__(title.format(name=self._member.full_name), parent=parent)
        self._stored = Membership.get_by_id(membership_id) if membership_id else None
        say = desk.conventions
        self._seasons = {season.id: season for season in seasons()}
        self._categories = {category.id: category for category in self._offered()}
        self.add_field(
            "season_id", _("Season"), ChoiceField([(s.id, s.label) for s in self._seasons.values()])
        )
        self.add_field(
            "category_id", _("Category"), ChoiceField([(c.id, c.name) for c in self._categories.values()])
        )
        self.add_field("starts_on", _("From"), DateField(say))
        self.add_field("ends_on", _("To"), DateField(say), _("Empty only in a category for life."))
        self.add_field("fee_due", _("Fee due"), AmountField(say))
        self.add_field("reduction", _("Reduction"), AmountField(say))
        self.add_field("reduction_reason", _("Reason for the reduction"), LineField())
        for name in ("season_id", "category_id"):
            self.fields[name].changed.connect(lambda name=name: self._propose(name))
        self.start()

    def load(self) -> dict[str, Any]:
        if self._stored is not None:
            names = MembershipData.__annotations__
            values = {name: getattr(self._stored, name) for name in names}
            return values | {"reduction": self._stored.reduction or None}
        return self._proposed(self._first_season(), next(iter(self._categories.values()), None))

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if values["category_id"] is None:
            return {
                "category_id": _("There is no category for this kind of member. Add one in the settings.")
            }
        if values["starts_on"] is None:
            return {"starts_on": _("Say from which day.")}
        return check_membership(self._member, self._data(values), membership_id=self._membership_id)

    def save(self, values: dict[str, Any]) -> object:
        return save_membership(self._member.id, self._data(values), membership_id=self._membership_id).id

    def _offered(self) -> list[Category]:
        """The categories in use for this kind, and the one that the membership has, in use or not."""
        offered = categories(kind=self._member.kind)
        if self._stored is not None and self._stored.category not in offered:
            offered.append(self._stored.category)
        return offered

    def _first_season(self) -> Season | None:
        """The present season, or the latest that the member has no membership in."""
        taken = {row.season_id for row in memberships_of(self._member.id)}
        present = present_season(self._desk.today())
        if present is not None and present.id not in taken:
            return present
        return next((season for season in self._seasons.values() if season.id not in taken), present)

    def _proposed(self, season: Season | None, category: Category | None) -> dict[str, Any]:
        if season is None or category is None:
            return {}
        return asdict(proposed_membership(season, category)) | {"reduction": None}

    def _propose(self, changed: str) -> None:
        """Another season brings its dates, another category its fee; what stands in other fields stays."""
        season = self._seasons.get(self.fields["season_id"].value())
        category = self._categories.get(self.fields["category_id"].value())
        proposed = self._proposed(season, category)
        names = ("starts_on", "ends_on") if changed == "season_id" else ("ends_on", "fee_due")
        for name in names:
            if name in proposed:
                self.fields[name].set_value(proposed[name])

    def _data(self, values: dict[str, Any]) -> MembershipData:
        data = MembershipData(
            **values | {"fee_due": values["fee_due"] or 0, "reduction": values["reduction"] or 0}
        )
        return data if data.reduction else replace(data, reduction_reason="")


def _columns() -> list[Column]:
    return [
        Column("season", _("Season"), 90, sortable=False),
        Column("category", _("Category"), 130, sortable=False),
        Column("from", _("From"), 100, sortable=False),
        Column("to", _("To"), 100, sortable=False),
        Column("fee", _("Fee due"), 110, right=True, sortable=False),
        Column("reduction", _("Reduction"), 110, right=True, sortable=False),
        Column("reason", _("Reason"), 150, stretch=True, sortable=False),
        Column("to_pay", _("To pay"), 110, right=True, sortable=False),
    ]
