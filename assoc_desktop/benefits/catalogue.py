"""The catalogue of benefits: what membership gives, its checks, and the order and end of a benefit."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from assoc_desktop.benefits.records import (
    AUDIENCES,
    BENEFIT_KINDS,
    Benefit,
    BenefitUse,
    Entitlement,
    ReviewItem,
)
from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.model import from_json
from assoc_desktop.members.records import Category
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.ledger import MOST

#: Most uses by a member in a season that a quota may allow, and longest name.
MOST_USES, LONGEST_NAME = 9999, 120


@dataclass(frozen=True)
class BenefitData:
    """All of a benefit that a person fills in; see `records.Benefit`. Amounts in minor units."""

    name: str
    kind: str = "other"
    description: str = ""
    partner: str = ""
    agreed_from: datetime.date | None = None
    agreed_until: datetime.date | None = None
    audience: str = "all"
    only_for: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    quota: int | None = None
    cost: int = 0
    value: int = 0
    needs_dues: bool = True


@dataclass(frozen=True)
class Offer:
    """A plainly typical benefit to begin with: its name, what it is, its kind."""

    name: str
    description: str
    kind: str


#: Proposed in an empty catalogue, by ticks.
TYPICAL = (
    Offer(N_("Vote in the general assembly"), N_("One member, one vote."), "vote"),
    Offer(N_("Newsletter"), N_("News of the association and of the profession, sent to every member."), "publication"),
    Offer(N_("Reduced price for training"), N_("Members pay less than others for courses and workshops."), "training"),
    Offer(N_("Reduced price at events"), N_("Members pay less than others at study days and the congress."), "event_price"),
    Offer(N_("Professional loan"), N_("Books of the association are lent to members."), "loan"),
    Offer(N_("Directory of colleagues"), N_("Members find each other by place and specialty."), "network"),
)  # fmt: skip


def current_benefits(today: datetime.date) -> list[Benefit]:
    """The benefits that may be had on a day: offered, valid, and with their agreement running; in their order."""
    return [
        each
        for each in benefits()
        if _covers(each.valid_from, each.valid_until, today)
        and _covers(each.agreed_from, each.agreed_until, today)
    ]


def _covers(first: datetime.date | None, last: datetime.date | None, day: datetime.date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def benefits(*, archived: bool = False) -> list[Benefit]:
    """The benefits in their order; with `archived`, those offered no more too."""
    query = Benefit.select().order_by(Benefit.archived, Benefit.position, Benefit.name)
    return list(query if archived else query.where(~Benefit.archived))


def benefit_with(benefit_id: int) -> Benefit:
    """The benefit of an id.

    Raises:
        Refused: it is no longer there.
    """
    found = Benefit.get_or_none(Benefit.id == benefit_id)
    if found is None:
        raise Refused(_("This benefit is no longer there: it was undone or removed."))
    return found


def data_of(benefit: Benefit) -> BenefitData:
    """What a person filled in of a benefit."""
    return BenefitData(**{field.name: getattr(benefit, field.name) for field in fields(BenefitData)})


def check_benefit(data: BenefitData, *, benefit_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with a benefit."""
    problems = {}
    name = storable(data.name).strip()
    same = [
        each.name for each in Benefit.select() if _alike(each.name) == _alike(name) and each.id != benefit_id
    ]
    if not name:
        problems["name"] = _("A benefit needs a name.")
    elif len(name) > LONGEST_NAME:
        problems["name"] = _("This name is too long: {n} characters at most.").format(n=LONGEST_NAME)
    elif same:
        problems["name"] = _("There is a benefit “{name}” already.").format(name=same[0])
    if data.kind not in BENEFIT_KINDS:
        problems["kind"] = _("Choose what kind of benefit it is.")
    if data.audience not in AUDIENCES:
        problems["audience"] = _("Choose for whom it is meant.")
    if data.quota is not None and not 1 <= data.quota <= MOST_USES:
        problems["quota"] = _(
            "Write how often, from 1 to {n}, or leave it empty: as often as wanted."
        ).format(n=MOST_USES)
    for field, amount in (("cost", data.cost), ("value", data.value)):
        if amount < 0:
            problems[field] = _("This amount cannot be less than nothing.")
        elif amount > MOST:
            problems[field] = _("This amount is too large to be right.")
    if data.only_for:
        try:
            from_json(data.only_for)
        except Refused as refusal:
            problems["only_for"] = str(refusal)
    return {**problems, **_check_days(data)}


def _alike(name: str) -> str:
    """What two names share that are the same but for accents and case; a name of signs alone is itself."""
    return fold(name) or name


def _check_days(data: BenefitData) -> dict[str, str]:
    problems = {}
    if data.valid_from and data.valid_until and data.valid_until < data.valid_from:
        problems["valid_until"] = _("The last day lies before the first.")
    if data.agreed_from and data.agreed_until and data.agreed_until < data.agreed_from:
        problems["agreed_until"] = _("The agreement would end before it begins.")
    if (data.agreed_from or data.agreed_until) and not data.partner.strip():
        problems["partner"] = _("Say with whom the agreement is.")
    return problems


def save_benefit(
    data: BenefitData,
    *,
    benefit_id: int | None = None,
    categories: Mapping[int, int | None] | None = None,
) -> Benefit:
    """Add or change a benefit.

    Args:
        benefit_id: the one to change; None adds one.
        categories: who is entitled: category → quota of its own or None; None leaves that as it is.

    Raises:
        Invalid: see `check_benefit`.
        Refused: the benefit to change is gone.
    """
    if problems := check_benefit(data, benefit_id=benefit_id):
        raise Invalid(problems)
    benefit = Benefit(position=_last() + 1) if benefit_id is None else benefit_with(benefit_id)
    label = N_("Add the benefit “{name}”") if benefit_id is None else N_("Change the benefit “{name}”")
    with operation(label, name=storable(data.name).strip()):
        for field in fields(BenefitData):
            value = getattr(data, field.name)
            setattr(benefit, field.name, storable(value).strip() if isinstance(value, str) else value)
        benefit.save(force_insert=benefit_id is None)
        if categories is not None:
            write_entitlements({benefit.id: categories})
    return benefit


def write_entitlements(wanted: Mapping[int, Mapping[int, int | None]]) -> None:
    """Write who is entitled: benefit → category → quota of its own; only what differs is written. In an operation."""
    for benefit_id, categories in wanted.items():
        known = {
            each.category_id: each for each in Entitlement.select().where(Entitlement.benefit == benefit_id)
        }
        for category_id, row in known.items():
            if category_id not in categories:
                row.delete_instance()
        for category_id, quota in categories.items():
            stored = known.get(category_id)
            if stored is None:
                Entitlement.create(benefit=benefit_id, category=category_id, quota=quota)
            elif stored.quota != quota:
                stored.quota = quota
                stored.save()


def _last() -> int:
    return max((each.position for each in Benefit.select()), default=-1)


def add_typical(places: Sequence[int]) -> int:
    """Add some of the `TYPICAL` benefits, by their places, for every category that is offered; gives how many.

    Those whose name is there already are left out.
    """
    known = {fold(each.name) for each in Benefit.select()}
    wanted = [TYPICAL[place] for place in places if fold(_(TYPICAL[place].name)) not in known]
    everybody = Category.select().where(~Category.archived)
    label = N_("Add a typical benefit") if len(wanted) == 1 else N_("Add {n} typical benefits")
    with operation(label, n=len(wanted)):
        for offer in wanted:
            voters = [each.id for each in everybody if each.votes or offer.kind != "vote"]
            data = BenefitData(_(offer.name), offer.kind, _(offer.description))
            save_benefit(data, categories=dict.fromkeys(voters))
    return len(wanted)


def archive_benefit(benefit_id: int, archived: bool = True) -> None:
    """Offer a benefit no more, or again; its uses stay."""
    benefit = benefit_with(benefit_id)
    label = N_("Archive the benefit “{name}”") if archived else N_("Bring back the benefit “{name}”")
    with operation(label, name=benefit.name):
        benefit.archived = archived
        benefit.save()


def remove_benefit(benefit_id: int) -> None:
    """Remove a benefit that was never used.

    Raises:
        Refused: it was used, or a review speaks of it; it can be archived.
    """
    benefit = benefit_with(benefit_id)
    if is_held(benefit_id):
        raise Refused(
            _("“{name}” was used or reviewed, and stays for the figures. Archive it instead.").format(
                name=benefit.name
            )
        )
    with operation(N_("Remove the benefit “{name}”"), name=benefit.name):
        Entitlement.delete().where(Entitlement.benefit == benefit).execute()
        benefit.delete_instance()


def is_held(benefit_id: int) -> bool:
    """Whether uses or reviews keep a benefit from being removed."""
    used = BenefitUse.select().where(BenefitUse.benefit == benefit_id).exists()
    return bool(used or ReviewItem.select().where(ReviewItem.benefit == benefit_id).exists())


def order_benefits(ids: Sequence[int]) -> None:
    """Put the benefits into an order."""
    with operation(N_("Change the order of the benefits")):
        for place, benefit_id in enumerate(ids):
            Benefit.update(position=place).where(
                (Benefit.id == benefit_id) & (Benefit.position != place)
            ).execute()


def entitled_by_benefit() -> dict[int, set[int]]:
    """Benefit → the categories entitled to it; one that no category has yet is left out."""
    found: dict[int, set[int]] = {}
    for row in Entitlement.select():
        found.setdefault(row.benefit_id, set()).add(row.category_id)
    return found


def entitled_categories(benefit_id: int) -> dict[int, int | None]:
    """Category → its own quota or None, of those entitled to a benefit."""
    rows = Entitlement.select().where(Entitlement.benefit == benefit_id)
    return {each.category_id: each.quota for each in rows}


@dataclass(frozen=True)
class EndingAgreement:
    """An agreement with a partner that runs out soon."""

    benefit_id: int
    name: str
    partner: str
    until: datetime.date


def ending_agreements(today: datetime.date, *, days: int = 60) -> list[EndingAgreement]:
    """The agreements of offered benefits that run out within some days from today, the first to end first."""
    last = today + datetime.timedelta(days=days)
    query = (
        Benefit.select()
        .where(~Benefit.archived & Benefit.agreed_until.between(today, last))
        .order_by(Benefit.agreed_until, Benefit.name)
    )
    return [EndingAgreement(each.id, each.name, each.partner, each.agreed_until) for each in query]
