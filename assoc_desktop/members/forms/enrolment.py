"""The first membership on the page of a new member: season, category, and what that means in words."""

from __future__ import annotations

import datetime
from typing import Any

from assoc_desktop.association.records import Season, present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.members import limits, proofs
from assoc_desktop.members.fees import Proposal, proposed_for
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import Category
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.wide_form import WideFormPage, plain_label


class EnrolmentFields:
    """The fields `category_id` and `season_id` of a new member's page.

    No category makes a prospect: the day of joining gives way to the day since when.

    Args:
        page: gets the fields.
        desk: the open file.
        kind: of the new member, which says which categories are offered.
    """

    def __init__(self, page: WideFormPage, desk: Desk, kind: str) -> None:
        self._page, self._desk, self._kind = page, desk, kind
        self._seasons = {season.id: season for season in seasons()}
        self._categories = {category.id: category for category in categories(kind=kind)}
        offered = [(category.id, category.name) for category in self._categories.values()]
        offered.append((None, _("None yet: a prospect")))
        page.add_section(_("First membership"), side=1)
        page.add_field("category_id", _("Category"), ChoiceField(offered))
        labels = [(season.id, season.label) for season in self._seasons.values()]
        page.add_field("season_id", _("Season"), ChoiceField(labels))
        self._sentence = plain_label("", "quiet")
        page.add_widget(self._sentence)
        page.fields["category_id"].changed.connect(self._category_changed)
        page.fields["season_id"].changed.connect(self._say)
        page.shown_again.connect(self._say)

    def load(self) -> dict[str, Any]:
        """The first category and the present season; the member joins today."""
        # By now the page has all its fields.
        for name in ("joined_on", "birth_date"):
            if name in self._page.fields:
                self._page.fields[name].changed.connect(self._say)
        category = next(iter(self._categories), None)
        season = present_season(self._desk.today())
        self._page.fields["category_id"].set_value(category)
        self._page.fields["season_id"].set_value(season.id if season else None)
        self._say()
        return {"joined_on" if category else "prospect_since": self._desk.today()}

    def data(self, values: dict[str, Any]) -> Proposal | None:
        """The membership to write, or None for a prospect."""
        category, season = self._chosen(values["category_id"], values["season_id"])
        return self._proposal(category, season, values["joined_on"]) if category and season else None

    def _proposal(self, category: Category, season: Season, joined_on: datetime.date | None) -> Proposal:
        return proposed_for(None, category, season, joined_on or self._desk.today())

    def _chosen(self, category_id: Any, season_id: Any) -> tuple[Category | None, Season | None]:
        return self._categories.get(category_id), self._seasons.get(season_id)

    def _category_changed(self) -> None:
        """The day that was filled in for the person follows the choice; a day that was typed stays."""
        fields, today = self._page.fields, self._desk.today()
        joins = fields["category_id"].value() is not None
        here, there = ("joined_on", "prospect_since") if joins else ("prospect_since", "joined_on")
        if fields[there].value() == today:
            fields[there].set_value(None)
            if not fields[here].typed():
                fields[here].set_value(today)
        self._say()

    def _say(self) -> None:
        fields = self._page.fields
        category, season = self._chosen(fields["category_id"].value(), fields["season_id"].value())
        if category is None or season is None:
            self._sentence.setText(_("Nothing is due. The membership can be added later."))
            return
        say, joined_on = self._desk.conventions, fields["joined_on"].value()
        proposal = self._proposal(category, season, joined_on)
        data = proposal.data
        if data.ends_on is None:
            sentence = _("{fee} due, from {start}, for life.")
        else:
            sentence = _("{fee} due, from {start} to {end}.")
        sentence = sentence.format(
            fee=say.money(data.fee_due), start=say.date(data.starts_on), end=say.date(data.ends_on)
        )
        born = fields["birth_date"].value() if "birth_date" in fields else None
        person = limits.Person(self._kind, born, joined_on)
        told = (
            sentence,
            proposal.why(say),
            limits.advice(category, person, proposal.season.starts_on),
            proofs.advice(category, None, data.starts_on),
        )
        self._sentence.setText("\n".join(filter(None, told)))
