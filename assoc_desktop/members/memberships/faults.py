"""What no rule lets into categories, their fees and proofs, told in sentences."""

from __future__ import annotations

from dataclasses import fields

from assoc_desktop.language import _, ngettext, some_names
from assoc_desktop.members.data import CategoryData
from assoc_desktop.members.memberships.categories import check_category
from assoc_desktop.members.records import Category, full_name
from assoc_desktop.storage.database import database

_FEES = """
    SELECT category.name, season.label FROM category_fee
    JOIN category ON category.id = category_id JOIN season ON season.id = season_id WHERE category_fee.fee < 0"""
_PROOFS = """
    SELECT DISTINCT m.kind, m.name, m.family_name, m.given_name FROM proof JOIN member m ON m.id = member_id
    WHERE valid_until < seen_on ORDER BY m.sort_name"""


def category_faults() -> list[str]:
    """What is wrong with the categories of the open file and what hangs on them. Nothing is changed."""
    found = []
    for category in Category.select().order_by(Category.position):
        data = CategoryData(**{field.name: getattr(category, field.name) for field in fields(CategoryData)})
        for problem in check_category(data, category_id=category.id).values():
            found.append(_("Category {name}: {problem}").format(name=category.name, problem=problem))
    for name, season in database.execute_sql(_FEES):
        found.append(_("Category {name}: the fee for {season} is negative.").format(name=name, season=season))
    names = [full_name(*row) for row in database.execute_sql(_PROOFS)]
    if names:
        sentence = ngettext(
            "{n} member has a proof that had run out before it was shown: {names}.",
            "{n} members have a proof that had run out before it was shown: {names}.",
            len(names),
        )
        found.append(sentence.format(n=len(names), names=some_names(names)))
    return found
