"""The rules of an import: the dry run, the person's decisions, the one operation, and the rejected rows."""

from assoc_desktop.members.importing.rules.applying import Outcome, apply, write_rejected
from assoc_desktop.members.importing.rules.dry_run import dry_run
from assoc_desktop.members.importing.rules.plan import (
    ADD,
    CHANGED,
    DUPLICATE,
    NEW,
    SAME,
    SKIP,
    STATUSES,
    UPDATE,
    WRONG,
    Plan,
    PlanRow,
)

__all__ = [
    "ADD",
    "CHANGED",
    "DUPLICATE",
    "NEW",
    "SAME",
    "SKIP",
    "STATUSES",
    "UPDATE",
    "WRONG",
    "Outcome",
    "Plan",
    "PlanRow",
    "apply",
    "dry_run",
    "write_rejected",
]
