"""Builds the example association's file through the same rules that the screens use."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity, found, open_season
from assoc_desktop.example import members as drawn
from assoc_desktop.example.asked import ask_by_name
from assoc_desktop.example.books import keep_books
from assoc_desktop.example.cards import add_designs, add_register
from assoc_desktop.example.categories import add_categories, add_proofs, first_membership
from assoc_desktop.example.fund import ask_fund, name_criteria
from assoc_desktop.example.gifts import give_benefits
from assoc_desktop.example.people import FIRST_CORPORATE
from assoc_desktop.example.portraits import draw_logo
from assoc_desktop.example.relations import add_relations
from assoc_desktop.example.reviewed import review_benefits
from assoc_desktop.example.talks import keep_talks
from assoc_desktop.language import N_, _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import (
    MembershipData,
    proposed_membership,
    write_memberships,
)
from assoc_desktop.members.records import INSTITUTION, Category
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.storage.history import operation

#: The whole example follows from this number and the day.
_SEED = 1972
_GRACE_BEGAN = datetime.timedelta(days=20)


@dataclass
class _Example:
    """What the parts of the build need of each other."""

    chance: random.Random
    today: datetime.date
    conventions: Conventions
    seasons: list[Season]
    categories: dict[str, Category]


def build_example(path: Path, *, language: str, today: datetime.date) -> None:
    """Make the example association's file: 120 members, the season of `today` and the two before it.

    No other file may be open meanwhile.

    Args:
        language: of the texts in it: fr, en.

    Raises:
        Refused: something of that name is there already, or the folder cannot be written to.
    """
    with speaking(language), create_file(path, SCHEMA) as file:
        try:
            with operation(N_("Make the example association"), undoable=False):
                _fill(language, today)
        except BaseException:
            file.close()
            path.unlink()
            raise


def _fill(language: str, today: datetime.date) -> None:
    association = found(_identity(language), logo=draw_logo())
    seasons = [open_season(today.replace(year=today.year - ago, day=1)) for ago in (2, 1, 0)]
    categories = add_categories(seasons)
    example = _Example(random.Random(_SEED), today, association.conventions, seasons, categories)
    employers = _add_institutions(example, _add_custom_fields())
    _add_persons(example, employers)
    add_relations(today, association.conventions)
    add_proofs(categories["student"], seasons[2], today)
    add_designs()
    add_register(seasons[1], seasons[2], today)
    name_criteria()
    keep_books(seasons, today, association.conventions)
    keep_talks(seasons, today)
    benefits = give_benefits(seasons, categories, today, association.conventions)
    ask_by_name(seasons[1], association.conventions)
    review_benefits(seasons, categories, benefits, today, association.conventions)
    ask_fund(seasons, today, association.conventions)


def _identity(language: str) -> Identity:
    return Identity(
        name=_("Example Library Association"),
        country="CM",
        language=language,
        address=_("P.O. Box 100"),
        town="Yaoundé",
        region="Centre",
        phone="+237670000000",
        email="association@example.org",
        website="https://example.org",
        registration="EX-0001",
    )


def _add_custom_fields() -> dict[str, int]:
    fields = {
        "volumes": save_custom_field(_("Volumes held"), "number", applies_to=INSTITUTION),
        "internet": save_custom_field(_("Has internet"), "yes_no", applies_to=INSTITUTION),
        "bulletin": save_custom_field(
            _("Bulletin sent by"), "choice", choices="\n".join((_("Paper"), _("E-mail"), _("Telephone")))
        ),
        "visited": save_custom_field(_("Last visit"), "date", applies_to=INSTITUTION),
    }
    return {key: field.id for key, field in fields.items()}


def _add_institutions(example: _Example, fields: dict[str, int]) -> list[int]:
    """Add the institutions; the ids of those that employ members."""
    histories = drawn.INSTITUTION_HISTORIES
    ids = []
    for place, history in enumerate(histories):
        data = drawn.institution(place, example.chance, fields)
        category = "institution" if place < FIRST_CORPORATE else "corporate"
        ids.append(_add(example, data, history, category))
    return ids[:FIRST_CORPORATE]


def _add_persons(example: _Example, employers: list[int]) -> None:
    histories = list(drawn.PERSON_HISTORIES)
    example.chance.shuffle(histories)
    for place, history in enumerate(histories):
        category = history if history in ("honorary", "life") else drawn.person_category(place)
        data = drawn.person(place, example.chance, category, example.today)
        if category == "individual" and example.chance.random() < 0.6:
            data = replace(data, employer_id=example.chance.choice(employers))
        _add(example, data, history, category)


def _add(example: _Example, data: MemberData, history: str, category: str) -> int:
    """Save a member with the dates and memberships of a history; the member's id."""
    data = replace(data, **_dates(example, history))
    member = save_member(data, today=example.today, conventions=example.conventions)
    write_memberships(
        [
            (member.id, row)
            for row in _memberships(example, history, example.categories[category], member.joined_on)
        ]
    )
    return int(member.id)


def _dates(example: _Example, history: str) -> dict[str, Any]:
    """The dates of a member's life in the association."""
    first, last, present = (season.starts_on for season in example.seasons)
    days = datetime.timedelta(days=example.chance.randint(0, 200))
    if history == "pending":
        return {"prospect_since": example.today - days}
    if history == "new":
        # Before the cards of this season were printed, ten days ago.
        return {"joined_on": max(present, example.today - days - datetime.timedelta(days=10))}
    if history == "second":
        return {"joined_on": last + days / 8}  # before that season's cards were printed
    facts: dict[str, Any] = {"joined_on": first - 5 * days}
    left_on = last + datetime.timedelta(days=90) + days  # after the cards were received
    if history == "struck_off":
        facts |= {"struck_off_on": left_on, "struck_off_reason": _("Dues not paid after three reminders.")}
    if history in ("resigned", "deceased"):
        facts[f"{history}_on"] = left_on
    return facts


def _memberships(
    example: _Example, history: str, category: Category, joined_on: datetime.date | None
) -> Iterator[MembershipData]:
    """The memberships of a member with a history, the oldest first."""
    first, last, present = example.seasons
    seasons = {
        "pending": [],
        "new": [present],
        "second": [last, present],
        "faithful": [first, last, present],
        "honorary": [first, last, present],
    }.get(history, [first])
    for season in seasons:
        day = joined_on if history == "new" and joined_on else season.starts_on
        yield _reduced(example, first_membership(season, category, day))
    if history in ("unrenewed", "resigned", "struck_off", "deceased"):
        yield proposed_membership(last, category)
    if history == "grace":
        yield _just_ended(example, category)


def _just_ended(example: _Example, category: Category) -> MembershipData:
    """A membership that ended a few days ago, whatever day it is, so that somebody always is in the days of grace."""
    ended_on = example.today - _GRACE_BEGAN
    season = next(season for season in reversed(example.seasons) if season.starts_on <= ended_on)
    return replace(proposed_membership(season, category), ends_on=ended_on)


def _reduced(example: _Example, membership: MembershipData) -> MembershipData:
    if membership.fee_due == 0 or example.chance.random() > 0.06:
        return membership
    return replace(
        membership, reduction=membership.fee_due // 2, reduction_reason=_("Lives far from any branch.")
    )
