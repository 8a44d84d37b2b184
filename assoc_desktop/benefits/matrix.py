"""The matrix of categories and benefits: who is entitled to what, and how often. Saved as one operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assoc_desktop.benefits.catalogue import MOST_USES, benefits, write_entitlements
from assoc_desktop.benefits.records import Benefit, Entitlement
from assoc_desktop.language import N_, _
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import Category
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import operation

#: Benefit id and category id → quota of its own; None: that of the benefit. What is not there is not entitled.
Cells = Mapping[tuple[int, int], int | None]


@dataclass(frozen=True)
class Matrix:
    """Rows of benefits, columns of categories, and the cells that are ticked."""

    benefits: tuple[Benefit, ...]
    categories: tuple[Category, ...]
    cells: dict[tuple[int, int], int | None]


def read_matrix() -> Matrix:
    """The matrix of what is offered; an archived category stands in it while a benefit names it."""
    rows = tuple(benefits())
    offered = {each.id for each in rows}
    cells = {
        (each.benefit_id, each.category_id): each.quota
        for each in Entitlement.select()
        if each.benefit_id in offered
    }
    named = {category_id for _benefit, category_id in cells}
    columns = tuple(each for each in categories(archived=True) if not each.archived or each.id in named)
    return Matrix(rows, columns, cells)


def save_matrix(cells: Cells) -> None:
    """Write the ticks and quotas of what is offered, as one operation.

    Raises:
        Invalid: a quota is out of bounds.
    """
    if any(quota is not None and not 1 <= quota <= MOST_USES for quota in cells.values()):
        raise Invalid({"": _("A quota is a whole number from 1 to {n}.").format(n=MOST_USES)})
    known = [each.id for each in benefits()]
    with operation(N_("Change who is entitled to the benefits")):
        write_entitlements(
            {
                benefit_id: {
                    category: quota for (each, category), quota in cells.items() if each == benefit_id
                }
                for benefit_id in known
            }
        )
