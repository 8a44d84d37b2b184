"""Categories, and who belongs for which season: operations and their checks."""

from assoc_desktop.members.data import CategoryData, MembershipData
from assoc_desktop.members.memberships.categories import (
    STARTING_CATEGORIES,
    archive_category,
    categories,
    check_category,
    order_categories,
    save_category,
    starting_category,
)
from assoc_desktop.members.memberships.enrolling import (
    Enrolment,
    enrol,
    last_category,
    propose_enrolment,
    write_enrolment,
)
from assoc_desktop.members.memberships.writing import (
    check_membership,
    count_by_season,
    facts_of,
    memberships_of,
    proposed_membership,
    remove_membership,
    save_membership,
    write_memberships,
)

__all__ = [
    "STARTING_CATEGORIES",
    "CategoryData",
    "Enrolment",
    "MembershipData",
    "archive_category",
    "categories",
    "check_category",
    "check_membership",
    "count_by_season",
    "enrol",
    "facts_of",
    "last_category",
    "memberships_of",
    "order_categories",
    "propose_enrolment",
    "proposed_membership",
    "remove_membership",
    "save_category",
    "save_membership",
    "starting_category",
    "write_enrolment",
    "write_memberships",
]
