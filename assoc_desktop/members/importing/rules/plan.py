"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assoc_desktop.association.records import Season
from assoc_desktop.exchange import Table
from assoc_desktop.language import N_
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.importing.mapping import Mapping
from assoc_desktop.members.records import Category

NEW, CHANGED, SAME, DUPLICATE, WRONG = "new", "changed", "same", "duplicate", "wrong"
#: Status of a row → its name, in the order of filters.
STATUSES = {
    NEW: N_("New"),
    CHANGED: N_("Changed"),
    SAME: N_("Same"),
    DUPLICATE: N_("Possible duplicate"),
    WRONG: N_("Wrong"),
}
#: What is done with a row.
ADD, UPDATE, SKIP = "add", "update", "skip"
_USUAL_ACTIONS = {NEW: ADD, CHANGED: UPDATE, SAME: SKIP, DUPLICATE: SKIP, WRONG: SKIP}


@dataclass(slots=True)
class NewField:
    """A custom field that the import will make; its id is known beforehand."""

    id: int
    name: str
    kind: str
    choices: list[str]


@dataclass(slots=True)
class PlanRow:
    """One row of the list and what would become of it.

    Attributes:
        line: where it stands in the file.
        status: a key of `STATUSES`.
        action: what will be done: `ADD`, `UPDATE` or `SKIP`; a person may decide otherwise with `Plan.decide`.
        data: what the row says of the member; None when it could not be read.
        name: of the member, for lists.
        problems: why the row is wrong: sentences that name the column.
        warnings: what was not understood and kept in the notes, or needs a look.
        member_id: the member it is, or most likely is.
        candidates: all members it may be.
        other_line: the line of this file that it may repeat; 0 for none.
        number_taken: whether the number it brings is that of `member_id`, so that it cannot be added beside.
        why: for possible duplicates, the sentence that says whom it resembles and in what.
        changes: name of a field → (before, after) as text, for what an update would change.
        category: in which the member is enrolled, when a season was chosen.
        employer: folded name of an institution that this same list adds.
        photo: a picture as a data: address.
        consents: a key of `consents.PURPOSES` → yes or no, for what the row says.
        stays_out: why the member is not enrolled, although a season was chosen; it stands among the warnings too.
    """

    line: int
    status: str = NEW
    action: str = ADD
    data: MemberData | None = None
    name: str = ""
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    member_id: int | None = None
    candidates: tuple[int, ...] = ()
    other_line: int = 0
    number_taken: bool = False
    why: str = ""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    category: Category | None = None
    employer: str = ""
    photo: str = ""
    consents: dict[str, bool] = field(default_factory=dict)
    stays_out: str = ""

    def settle(self, status: str) -> None:
        """Give the row a status, and the action that usually follows from it."""
        self.status = status
        self.action = _USUAL_ACTIONS[status]


@dataclass(slots=True)
class Plan:
    """What an import would do. Made by `dry_run`, carried out by `apply`.

    Attributes:
        table: the list.
        mapping: how it is read.
        rows: one per row of the list, in its order.
        season: in which the members are enrolled, or None.
        new_fields: custom fields that will be made.
        file_name: of the list, for the name of the operation.
    """

    table: Table
    mapping: Mapping
    rows: list[PlanRow]
    season: Season | None
    new_fields: list[NewField]
    file_name: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Status → number of rows, for all statuses; they add up to the rows of the list."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in STATUSES}

    @property
    def with_warnings(self) -> int:
        """How many rows have something that was kept in the notes."""
        return sum(1 for row in self.rows if row.warnings)

    def with_status(self, *statuses: str) -> Iterator[PlanRow]:
        """The rows of these statuses."""
        return (row for row in self.rows if row.status in statuses)

    def decide(self, rows: Iterable[PlanRow], action: str) -> int:
        """Let something else be done with rows: possible duplicates may be added or may update whom they resemble, and
        any row may be passed over. What cannot be done with a row leaves it as it is.

        Returns:
            For how many rows the action was taken.
        """
        decided = 0
        for row in rows:
            if action in self.possible_actions(row):
                row.action = action
                decided += 1
        return decided

    def possible_actions(self, row: PlanRow) -> tuple[str, ...]:
        """What may be done with a row."""
        if row.status == NEW:
            return ADD, SKIP
        if row.status == CHANGED:
            return UPDATE, SKIP
        if row.status == DUPLICATE:
            return (UPDATE, SKIP) if row.number_taken else (ADD, UPDATE, SKIP)
        return (SKIP,)

    @property
    def to_add(self) -> int:
        """How many members would be added."""
        return sum(1 for row in self.rows if row.action == ADD)

    @property
    def to_update(self) -> int:
        """How many rows would change a member."""
        return sum(1 for row in self.rows if row.action == UPDATE)

    @property
    def rejected(self) -> list[PlanRow]:
        """The rows that would not go in although they say something new: wrong ones and duplicates passed over."""
        return [row for row in self.rows if row.action == SKIP and row.status != SAME]
