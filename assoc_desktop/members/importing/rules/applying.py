"""Carrying a plan out: a verified backup, then one operation, all or nothing."""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import SeasonBook, open_proposed
from assoc_desktop.exchange.csv_writer import write_csv
from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members import bulk
from assoc_desktop.members.consents import answers, save_consents
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.fees import Proposer, read_pasts
from assoc_desktop.members.importing.mapping import remember
from assoc_desktop.members.importing.rules.comparing import merged
from assoc_desktop.members.importing.rules.plan import ADD, UPDATE, Plan, PlanRow
from assoc_desktop.members.importing.rules.staying_out import who_stays_out
from assoc_desktop.members.importing.targets import target_label
from assoc_desktop.members.memberships import MembershipData, write_memberships
from assoc_desktop.members.numbers import next_numbers
from assoc_desktop.members.records import Category, CustomField, Member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment, backup
from assoc_desktop.storage.database import database, portions
from assoc_desktop.storage.history import Operation, operation
from assoc_desktop.storage.ids import new_ids

_WRITTEN_AT_ONCE = 2_000
_T = TypeVar("_T")


@dataclass(frozen=True)
class Outcome:
    """What an import did.

    Attributes:
        operation_id: for `storage.undo`; None when there was nothing to write.
        added: members added.
        changed: members changed.
        enrolled: memberships written for the season.
        backup: the copy of the file as it was before.
    """

    operation_id: int | None
    added: int
    changed: int
    enrolled: int
    backup: Path


def apply(plan: Plan, *, today: datetime.date, progress: Progress | None = None) -> Outcome:
    """Write what a plan says and the person decided, as one operation that can be undone.

    The mapping is remembered and a verified backup is made first. New members get numbers by the association's
    pattern unless the list brings them.

    Args:
        plan: from `dry_run` on the file as it is now.
        today: the day on which members without a date of joining get their number.
        progress: called with (rows written, rows in all), every 2,000 rows; what it raises undoes the import.

    Raises:
        Refused: the backup could not be made, or the list of members was changed since the dry run in a way that
            stands against the plan; nothing was written.
    """
    remember(plan.mapping)
    saved = _back_up()
    return _Applying(plan, today, progress).run(saved)


def _back_up() -> Path:
    path = Path(str(database.database))
    folder = the_association().folder_for_backups(path)
    return backup.make_backup(path, folder, reason="before-import").path


class _Applying:
    def __init__(self, plan: Plan, today: datetime.date, progress: Progress | None) -> None:
        self._plan, self._today, self._progress = plan, today, progress
        self._adding = [row for row in plan.rows if row.action == ADD]
        self._updating = [row for row in plan.rows if row.action == UPDATE and row.member_id]
        self._repeating = [row for row in plan.rows if row.action == UPDATE and not row.member_id]
        self._total = len(self._adding) + len(self._updating) + len(self._repeating)
        self._done = 0
        self._ids: dict[int, int] = {}

    def run(self, saved: Path) -> Outcome:
        one, many = N_("Import one member from {file}"), N_("Import {n} members from {file}")
        label = one if self._total == 1 else many
        with operation(label, n=self._total, file=self._plan.file_name or _("a list")) as running:
            self._make_fields()
            repeated = self._settle_repeated()
            members = self._new_members(repeated)
            for part in portions(members, _WRITTEN_AT_ONCE):
                self._go_on(0)
                bulk.insert_members(part)
                self._go_on(len(part))
            changed = self._update()
            self._write_consents()
            enrolled = self._enrol()
        wrote = Operation.select().where(Operation.id == running.id).exists()
        return Outcome(running.id if wrote else None, len(members), changed, enrolled, saved)

    def _go_on(self, more: int) -> None:
        self._done += more
        if self._progress:
            self._progress(self._done, max(1, self._total))

    def _make_fields(self) -> None:
        """Make the custom fields that some row needs."""
        used = {
            field_id
            for row in (*self._adding, *self._updating, *self._repeating)
            for field_id in _custom_ids(row)
        }
        position = CustomField.select().count()
        for number, field in enumerate(field for field in self._plan.new_fields if field.id in used):
            if CustomField.select().where(CustomField.name == field.name).exists():
                raise _outdated()
            CustomField.insert(
                id=field.id,
                name=field.name,
                kind=field.kind,
                applies_to="both" if self._plan.mapping.column_for("kind") else self._plan.mapping.kind,
                choices="\n".join(field.choices),
                position=position + number,
            ).execute()

    # New members

    def _settle_repeated(self) -> dict[int, list[PlanRow]]:
        """Line of a row that is added → rows of the same list that are to complete it; others are added themselves."""
        lines = {row.line for row in self._adding}
        found: dict[int, list[PlanRow]] = defaultdict(list)
        for row in self._repeating:
            if row.other_line in lines:
                found[row.other_line].append(row)
            else:
                self._adding.append(row)
        return found

    def _new_members(self, repeated: dict[int, list[PlanRow]]) -> list[tuple[int, MemberData]]:
        self._ids = dict(zip((row.line for row in self._adding), new_ids(len(self._adding)), strict=True))
        institutions = {
            fold(row.name): self._ids[row.line] for row in self._adding if row.data and row.data.name
        }
        members = []
        for row in self._adding:
            data = _data_of(row)
            for other in repeated.get(row.line, ()):
                data = merged(data, _data_of(other))
            data = _employed(data, row, institutions)
            if row.photo:
                data = replace(data, photo_id=_keep_photo(row.photo))
            members.append((self._ids[row.line], data))
        # Institutions first: a person's employer must be there before the person.
        members.sort(key=lambda pair: pair[1].employer_id is not None)
        return self._numbered(members)

    def _institutions(self) -> dict[str, int]:
        """Folded name → id, of the institutions that this import adds."""
        return {fold(row.name): self._ids[row.line] for row in self._adding if row.data and row.data.name}

    def _numbered(self, members: list[tuple[int, MemberData]]) -> list[tuple[int, MemberData]]:
        """Give numbers by the pattern to those who bring none, in the order of the list."""
        self._check_numbers([data.number for _member_id, data in members if data.number])
        pattern = the_association().number_pattern
        by_year: dict[int, list[int]] = defaultdict(list)
        for place, (_member_id, data) in enumerate(members):
            if not data.number and not self._is_prospect(data):
                joined = data.joined_on or self._first_day()
                by_year[joined.year if "YY" in pattern else 0].append(place)
        brought = {data.number for _member_id, data in members if data.number}
        for year, places in by_year.items():
            day = self._first_day().replace(month=1, day=1, year=year) if year else self._first_day()
            numbers = _free_numbers(pattern, day, len(places), brought)
            for place, number in zip(sorted(places, key=lambda p: members[p][0]), numbers, strict=True):
                member_id, data = members[place]
                members[place] = (member_id, replace(data, number=number))
        return members

    def _is_prospect(self, data: MemberData) -> bool:
        return bool(data.prospect_since) and not data.joined_on and self._plan.season is None

    def _first_day(self) -> datetime.date:
        """The day from which a new member without a date of joining belongs."""
        return self._plan.season.starts_on if self._plan.season else self._today

    def _check_numbers(self, numbers: list[str]) -> None:
        taken = {number for (number,) in Member.select(Member.number).tuples() if number}
        if taken.intersection(numbers) or len(set(numbers)) < len(numbers):
            raise _outdated()

    # Members of the list

    def _update(self) -> int:
        changed = 0
        institutions = self._institutions()
        for part in portions(self._updating, _WRITTEN_AT_ONCE):
            self._go_on(0)
            stored = bulk.read_members([row.member_id for row in part if row.member_id])
            changes: dict[int, tuple[int, MemberData, MemberData]] = {}
            for row in part:
                if row.member_id not in stored:
                    raise _outdated()
                _id, before, latest = changes.get(
                    row.member_id, (0, stored[row.member_id], stored[row.member_id])
                )
                after = _employed(merged(latest, _data_of(row)), row, institutions)
                if row.photo and not before.photo_id:
                    after = replace(after, photo_id=_keep_photo(row.photo))
                changes[row.member_id] = (row.member_id, before, after)
            bulk.update_members(list(changes.values()))
            changed += len(changes)
            self._go_on(len(part))
        return changed

    def _write_consents(self) -> None:
        """Write down the answers that are new, as given on this day by way of the list."""
        rows = [row for row in (*self._adding, *self._updating) if row.consents]
        known = answers() if rows else {}
        wanted: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for row in rows:
            member_id = row.member_id if row.action == UPDATE and row.member_id else self._ids[row.line]
            for purpose, given in row.consents.items():
                if known.get((member_id, purpose)) is not given:
                    wanted[purpose, given].append(member_id)
        source = (self._plan.file_name or _("a list"))[:200]
        for (purpose, given), ids in wanted.items():
            save_consents(ids, purpose, given, self._today, source, today=self._today)

    def _enrol(self) -> int:
        season = self._plan.season
        if season is None:
            return 0
        joined: dict[int, tuple[Category, datetime.date | None]] = {}
        staying_out = who_stays_out(season)
        for row in (*self._adding, *self._updating):
            member_id = row.member_id if row.action == UPDATE and row.member_id else self._ids.get(row.line)
            if row.category is not None and member_id is not None and member_id not in staying_out:
                joined.setdefault(member_id, (row.category, _data_of(row).joined_on))
        rows, opens = self._memberships(joined, season)
        for new_season in opens.values():
            open_proposed(new_season)
        for part in portions(rows, _WRITTEN_AT_ONCE):
            self._go_on(0)
            write_memberships(part)
        return len(rows)

    def _memberships(
        self, joined: dict[int, tuple[Category, datetime.date | None]], season: Season
    ) -> tuple[list[tuple[int, MembershipData]], dict[int, Season]]:
        """The memberships by the rules of their categories, and the seasons that are opened with them."""
        book, pasts = SeasonBook(), read_pasts()
        proposers: dict[int, Proposer] = {}
        rows: list[tuple[int, MembershipData]] = []
        opens: dict[int, Season] = {}
        for member_id, (category, day) in joined.items():
            if category.id not in proposers:
                proposers[category.id] = Proposer(category, book)
            past = pasts[member_id]
            proposal = proposers[category.id].propose(past, season, day)
            if not past.seasons.isdisjoint((season.id, proposal.season.id)):
                continue
            rows.append((member_id, proposal.data))
            if proposal.opens:
                opens[proposal.season.id] = proposal.season
        return rows, opens


def _data_of(row: PlanRow) -> MemberData:
    assert row.data is not None  # every row that is read gets its data
    return row.data


def _employed(data: MemberData, row: PlanRow, institutions: dict[str, int]) -> MemberData:
    """The member with the employer that this import adds; a name that was passed over is kept in the notes."""
    if not row.employer:
        return data
    if row.employer in institutions:
        return replace(data, employer_id=institutions[row.employer])
    line = f"{target_label('employer')}: {row.employer}"
    return replace(data, notes="\n".join(filter(None, (data.notes, line))))


def _custom_ids(row: PlanRow) -> tuple[int, ...]:
    return tuple(row.data.custom) if row.data and row.data.custom else ()


def _free_numbers(pattern: str, day: datetime.date, count: int, brought: set[str]) -> list[str]:
    """Numbers of the pattern that no row of the list brings itself."""
    numbers: list[str] = []
    while len(numbers) < count:
        numbers += [
            number for number in next_numbers(pattern, day, count - len(numbers)) if number not in brought
        ]
    return numbers


def _keep_photo(text: str) -> str | None:
    """Keep a picture given as a data: address, re-encoded; None when it is no picture we can read."""
    from assoc_desktop.storage.pictures import PHOTO_TYPE, photo_of

    try:
        content = base64.b64decode(re.sub(r"^data:[^,]*,", "", text))
        return attachment.add(photo_of(content), PHOTO_TYPE)
    except (Refused, binascii.Error):
        return None


def _outdated() -> Refused:
    return Refused(_("The list of members was changed meanwhile. Look through the import once more."))


def write_rejected(plan: Plan, path: Path, *, delimiter: str = ",") -> int:
    """Write the rows that did not go in, as they stood in the file, with their line and the reason in front.

    Returns:
        How many there are.

    Raises:
        Refused: the disk is full or the place cannot be written to; an old file stays as it is.
    """
    by_line = {row.line: row.cells for row in plan.table.rows}
    rejected = plan.rejected

    def rows() -> Iterator[list[Cell]]:
        for row in rejected:
            reason = " ".join(row.problems) or row.why or _("It was passed over.")
            yield [row.line, reason, *by_line[row.line]]

    headings = [_("Line"), _("Reason"), *plan.table.headings]
    write_csv(path, headings, rows(), delimiter=delimiter, total=len(rejected))
    return len(rejected)
