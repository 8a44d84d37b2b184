"""The benefits of the example association: what membership gives, who is entitled, and uses of two seasons."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.catalogue import BenefitData, entitled_categories, save_benefit
from assoc_desktop.benefits.records import Benefit
from assoc_desktop.benefits.uses import record_use, reverse_use
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Category, Membership
from assoc_desktop.refusals import Refused

_SEED = 1905
_DAY = datetime.timedelta(days=1)
_EVERYBODY = ("individual", "student", "retired", "institution", "corporate", "honorary", "life")
_PERSONS = ("individual", "student", "retired", "honorary", "life")
#: Name, description, kind, audience, categories, quota, cost, value, partner, how many try to use it in a season.
_BENEFITS = (
    (N_("Vote in the general assembly"), N_("One member, one vote."), "vote", "all",
     ("individual", "retired", "institution", "honorary", "life"), None, 0, 0, "", 0),
    (N_("Bulletin, four issues a year"), N_("News of the profession, by post or e-mail."), "publication", "all",
     _EVERYBODY, 4, 750, 2_000, "", 30),
    (N_("Study days at half price"), N_("Two days of training in spring and autumn."), "training", "all",
     _PERSONS, 2, 3_000, 7_500, "", 20),
    (N_("Books at a reduced price"), N_("Ten per cent off professional books."), "discount", "all",
     _PERSONS, None, 0, 1_500, N_("Example Bookshop"), 14),
    (N_("Reader's card of the example library"), N_("Reading rooms and loans without a fee."), "loan", "students",
     ("student",), 1, 0, 5_000, N_("Example National Library"), 10),
    (N_("Travel to the assembly"), N_("Half of the bus fare for those who live far away."), "other", "remote",
     ("individual", "student", "retired"), 1, 6_000, 6_000, "", 6),
    (N_("Circle of retired colleagues"), N_("A meeting each quarter, and help for younger colleagues."), "network",
     "retired", ("retired", "honorary"), None, 500, 1_000, "", 5),
    (N_("Visit of a cataloguer"), N_("A day of help on the spot for libraries far from the capital."), "network", "remote",
     ("institution", "corporate"), 1, 15_000, 40_000, "", 6),
    (N_("Stand at the book fair"), N_("A table at the fair without rent."), "event_price", "corporate",
     ("corporate",), 1, 10_000, 60_000, N_("Example Book Fair"), 0),
)  # fmt: skip


def give_benefits(
    seasons: Sequence[Season], categories: Mapping[str, Category], today: datetime.date, say: Conventions
) -> list[Benefit]:
    """Fill the catalogue, and record uses of the last season and of this one.

    Args:
        seasons: the oldest first.
        categories: key → category.

    Returns:
        The benefits, in their order.
    """
    made: list[Benefit] = []
    for name, text, kind, audience, entitled, quota, cost, value, partner, _tries in _BENEFITS:
        data = BenefitData(
            _(name), kind, _(text), _(partner) if partner else "",
            agreed_from=seasons[0].starts_on if partner else None, agreed_until=today + 45 * _DAY if partner else None,
            audience=audience, quota=quota, cost=cost, value=value,
        )  # fmt: skip
        made.append(save_benefit(data, categories={categories[key].id: None for key in entitled}))
    chance = random.Random(_SEED)
    for season in seasons[-2:]:
        _use_all(made, season, chance, today, say)
    return made


def _use_all(
    benefits: Sequence[Benefit], season: Season, chance: random.Random, today: datetime.date, say: Conventions
) -> None:
    """Record the uses of a season."""
    first: datetime.date = season.starts_on
    last: datetime.date = season.ends_on
    days = (min(last, today) - first).days
    rows = list(Membership.select().where(Membership.season == season).order_by(Membership.member))
    for benefit, (*_told, tries) in zip(benefits, _BENEFITS, strict=True):
        entitled_to = entitled_categories(benefit.id)
        people = [row.member_id for row in rows if row.category_id in entitled_to]
        for member_id in chance.sample(people, min(tries, len(people))):
            _use(benefit, member_id, first + chance.randint(0, days) * _DAY, chance, say)


def _use(
    benefit: Benefit, member_id: int, day: datetime.date, chance: random.Random, say: Conventions
) -> None:
    """Record a use, if the member is entitled; one in forty was a slip and is reversed."""
    try:
        use = record_use(benefit.id, member_id, today=day, say=say)
    except Refused:
        return
    if chance.random() < 1 / 40:
        reverse_use(use.id, _("Written to the wrong name"), on=day)
