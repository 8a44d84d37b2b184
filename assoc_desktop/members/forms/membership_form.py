"""The form of one membership: season, category, dates, fee and reduction, as the category's rules propose them."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.members import limits, proofs
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.fees import Proposal, Proposer, proposed_for
from assoc_desktop.members.memberships import (
    categories,
    check_membership,
    last_category,
    memberships_of,
    save_membership,
)
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label

#: What a choice brings, whatever was typed there; other fields follow while they hold what was proposed before.
_BROUGHT = {"season_id": ("starts_on", "ends_on"), "category_id": ("ends_on", "fee_due")}
_PROPOSED = ("starts_on", "ends_on", "fee_due")


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
        self._opens: dict[int, Season] = {}
        self._before: dict[str, Any] = {}
        self._categories = {category.id: category for category in self._offered()}
        self.add_field("season_id", _("Season"), ChoiceField(self._labels()))
        self.add_field(
            "category_id", _("Category"), ChoiceField([(c.id, c.name) for c in self._categories.values()])
        )
        self._sentence = plain_label("", "quiet")
        self.add_widget(self._sentence)
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
            self._tell(self._stored.category, self._stored.season, "")
            return values | {"reduction": self._stored.reduction or None}
        season = self._first_season()
        category = self._first_category(season) if season else None
        if season is None or category is None:
            return {}
        proposal = proposed_for(self._member, category, season, self._desk.today())
        self._book(proposal)
        self._before = asdict(proposal.data)
        return self._before | {"reduction": None}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if values["season_id"] is None:
            return {"season_id": _("There is no season yet. Add one in the settings.")}
        if values["category_id"] is None:
            return {
                "category_id": _("There is no category for this kind of member. Add one in the settings.")
            }
        if values["starts_on"] is None:
            return {"starts_on": _("Say from which day.")}
        return check_membership(
            self._member,
            self._data(values),
            membership_id=self._membership_id,
            opens=self._opens.get(values["season_id"]),
        )

    def save(self, values: dict[str, Any]) -> object:
        return save_membership(
            self._member.id,
            self._data(values),
            membership_id=self._membership_id,
            opens=self._opens.get(values["season_id"]),
        ).id

    def _offered(self) -> list[Category]:
        """The categories in use for this kind, and the one that the membership has, in use or not."""
        offered = categories(kind=self._member.kind)
        if self._stored is not None and self._stored.category not in offered:
            offered.append(self._stored.category)
        return offered

    def _labels(self) -> list[tuple[int, str]]:
        opened = _("{season} (to be opened)")
        return [
            *((season.id, opened.format(season=season.label)) for season in self._opens.values()),
            *((season.id, season.label) for season in self._seasons.values()),
        ]

    def _first_season(self) -> Season | None:
        """The present season, or the latest that the member has no membership in."""
        taken = {row.season_id for row in memberships_of(self._member.id)}
        present = present_season(self._desk.today())
        if present is not None and present.id not in taken:
            return present
        return next((season for season in self._seasons.values() if season.id not in taken), present)

    def _first_category(self, season: Season) -> Category | None:
        """The category the member was in last, or the one that its limits move them to; else the first."""
        usual = self._categories.get(last_category([self._member.id]))
        if usual is not None:
            person, known = limits.person_of(self._member), {each.id: each for each in Category.select()}
            if limits.outside(usual, person, season.starts_on):
                return limits.moved_to(usual, person, season.starts_on, known) or usual
        return usual or next(iter(self._categories.values()), None)

    def _propose(self, changed: str) -> None:
        """Another season brings its dates, another category its fee; what was typed in other fields stays."""
        season = (self._seasons | self._opens).get(self.fields["season_id"].value())
        category = self._categories.get(self.fields["category_id"].value())
        if season is None or category is None:
            return
        proposal, why = self._proposal(changed, category, season)
        data = asdict(proposal.data)
        for name in _PROPOSED:
            field = self.fields[name]
            if name in _BROUGHT[changed] or (name in self._before and field.value() == self._before[name]):
                field.set_value(data[name])
        self._before = data
        if changed == "category_id":
            self._book(proposal)
        else:
            self._tell(category, season, why)

    def _proposal(self, changed: str, category: Category, season: Season) -> tuple[Proposal, str]:
        """By the category's rules, and why; a season that the person chose stays chosen."""
        proposer = Proposer(category)
        starts_on = self.fields["starts_on"].value()
        if self._stored is not None:
            return proposer.from_day(season, starts_on) if starts_on else proposer.whole(season), ""
        proposal = proposed_for(self._member, category, season, self._desk.today())
        if changed == "season_id" and proposal.season.id != season.id:
            why = _("By the rules of the category it would count for {season}.")
            return proposer.from_day(season, season.starts_on), why.format(season=proposal.season.label)
        return proposal, proposal.why(self._desk.conventions)

    def _book(self, proposal: Proposal) -> None:
        """Choose the season that a proposal counts for, be it there already or not."""
        self._opens = {proposal.season.id: proposal.season} if proposal.opens else {}
        self.fields["season_id"].set_choices(self._labels())
        self.fields["season_id"].set_value(proposal.season.id)
        category = self._categories[proposal.data.category_id]
        self._tell(category, proposal.season, proposal.why(self._desk.conventions))

    def _tell(self, category: Category, season: Season, why: str) -> None:
        """Say why the days and the fee are what they are, and what to look at; none of it stands in the way."""
        day = max(self._desk.today(), season.starts_on)
        told = (
            why,
            limits.advice(category, limits.person_of(self._member), season.starts_on),
            proofs.advice(category, self._member.id, day),
        )
        self._sentence.setText("\n".join(filter(None, told)))
        self._sentence.setVisible(any(told))

    def _data(self, values: dict[str, Any]) -> MembershipData:
        data = MembershipData(
            **values | {"fee_due": values["fee_due"] or 0, "reduction": values["reduction"] or 0}
        )
        return data if data.reduction else replace(data, reduction_reason="")
