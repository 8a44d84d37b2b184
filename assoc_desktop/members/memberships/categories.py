"""Membership categories: what is checked of them, and how they are kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from assoc_desktop.language import N_, _
from assoc_desktop.members.data import CategoryData
from assoc_desktop.members.fees import (
    check_fees,
    check_joining,
    save_fees,
    settle_past,
    why_not_fee,
)
from assoc_desktop.members.limits import check_limits
from assoc_desktop.members.records import (
    BOTH,
    INSTITUTION,
    PERSON,
    Category,
    Proof,
)
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import operation

#: Categories to start from, offered by the first-run assistant: key → what it is.
STARTING_CATEGORIES = {
    "individual": CategoryData(N_("Individual"), PERSON, colour="#1F6F5C"),
    "student": CategoryData(N_("Student"), PERSON, colour="#2F6DB5"),
    "retired": CategoryData(N_("Retired"), PERSON, colour="#7A5195"),
    "institution": CategoryData(N_("Institution"), INSTITUTION, colour="#8A5A00"),
    "corporate": CategoryData(N_("Corporate"), INSTITUTION, colour="#37474F"),
    "honorary": CategoryData(N_("Honorary"), BOTH, exempt=True, colour="#A8322D"),
    "life": CategoryData(N_("Life"), PERSON, exempt=True, for_life=True, colour="#B8860B"),
}


def starting_category(key: str, *, fee: int = 0) -> CategoryData:
    """One of `STARTING_CATEGORIES` with its name in the language spoken now."""
    data = STARTING_CATEGORIES[key]
    position = list(STARTING_CATEGORIES).index(key)
    return CategoryData(
        **asdict(data) | {"name": _(data.name), "fee": 0 if data.exempt else fee, "position": position}
    )


def check_category(data: CategoryData, *, category_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with a category."""
    problems = {}
    others = Category.select().where(Category.id != (category_id or 0))
    if not data.name.strip():
        problems["name"] = _("The category needs a name.")
    elif others.where(Category.name == data.name.strip()).exists():
        problems["name"] = _("There is a category named {name} already.").format(name=data.name.strip())
    if problem := why_not_fee(data.fee):
        problems["fee"] = problem
    elif data.exempt and data.fee:
        problems["fee"] = _("A category that owes nothing has no fee.")
    if not 0 <= data.grace_days <= 3660:
        problems["grace_days"] = _("The days of grace are a number from 0 to 3660.")
    if not re.fullmatch("#[0-9A-Fa-f]{6}", data.colour):
        problems["colour"] = _("A colour is written like #1F6F5C.")
    if data.applies_to not in (PERSON, INSTITUTION, BOTH):
        problems["applies_to"] = _("Choose whether the category is for persons, institutions or both.")
    return problems | check_joining(data) | check_limits(data, category_id=category_id)


def save_category(
    data: CategoryData,
    *,
    category_id: int | None = None,
    today: datetime.date | None = None,
    fees: Mapping[int, int | None] | None = None,
) -> Category:
    """Add a category, or change one; memberships already written keep their fee.

    When the fee changes, the seasons that have begun, and those with memberships in the category, keep the fee that
    they had until now. When its proof is called otherwise, what members have shown is called so too, unless another
    category asks for it under its old name.

    Args:
        today: says which seasons have begun; None takes every season that is there for one.
        fees: season id → what the category costs in it; None for the category's own fee.

    Raises:
        Invalid: see `check_category` and `fees.check_fees`.
    """
    if problems := check_category(data, category_id=category_id) | check_fees(fees or {}):
        raise Invalid(problems)
    label = N_("Add the category {name}") if category_id is None else N_("Change the category {name}")
    with operation(label, name=data.name.strip()):
        category = Category() if category_id is None else Category.get_by_id(category_id)
        if category_id is not None and category.fee != data.fee:
            settle_past(category_id, category.fee, today=today)
        _rename_proofs(category, data.proof.strip())
        texts = {"name": data.name.strip(), "proof": data.proof.strip()}
        for name, value in (asdict(data) | texts).items():
            setattr(category, name, value)
        category.save(force_insert=category_id is None)
        if fees:
            save_fees(category.id, fees)
    return category


def _rename_proofs(category: Category, name: str) -> None:
    """Have what was shown for a category bear the new name of its proof: else it would count as missing."""
    old = category.proof
    if not old or not name or old == name:
        return
    others = Category.select().where(Category.id != category.id, Category.proof == old)
    if not others.exists():
        Proof.update(name=name).where(Proof.name == old).execute()


def archive_category(category_id: int, archived: bool = True) -> None:
    """Offer a category no more (or again); who has it keeps it."""
    category = Category.get_by_id(category_id)
    label = N_("Archive the category {name}") if archived else N_("Bring back the category {name}")
    with operation(label, name=category.name):
        Category.update(archived=archived).where(Category.id == category_id).execute()


def categories(*, kind: str | None = None, archived: bool = False) -> list[Category]:
    """Categories in their order; only those a kind of member may have, when one is given."""
    query = Category.select().order_by(Category.position, Category.name)
    if not archived:
        query = query.where(~Category.archived)
    if kind is not None:
        query = query.where(Category.applies_to.in_((kind, BOTH)))
    return list(query)


def order_categories(ids: Sequence[int]) -> None:
    """Have the categories stand in this order, in lists and in choices."""
    with operation(N_("Change the order of the categories")):
        for position, category_id in enumerate(ids):
            Category.update(position=position).where(Category.id == category_id).execute()
