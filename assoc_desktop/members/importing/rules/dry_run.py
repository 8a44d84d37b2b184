"""The dry run: what an import would do with each row, without writing anything."""

from __future__ import annotations

import datetime
import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assoc_desktop.association.records import Season, season_by_label, the_association
from assoc_desktop.exchange import Table
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _, language
from assoc_desktop.language.folding import fold
from assoc_desktop.members import bulk
from assoc_desktop.members.consents import answers
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.fees import Past, Proposer, read_pasts
from assoc_desktop.members.importing.mapping import CUSTOM, Mapping, check_mapping, field_key
from assoc_desktop.members.importing.rules.comparing import differences, drop_contradictions, merged
from assoc_desktop.members.importing.rules.matching import (
    Index,
    Match,
    load_members,
    numbers_since_given_up,
    who_is,
)
from assoc_desktop.members.importing.rules.plan import (
    CHANGED,
    DUPLICATE,
    NEW,
    SAME,
    WRONG,
    NewField,
    Plan,
    PlanRow,
)
from assoc_desktop.members.importing.rules.putters import Draft
from assoc_desktop.members.importing.rules.reading import RowReader
from assoc_desktop.members.importing.rules.staying_out import StayingOut
from assoc_desktop.members.importing.targets import target_label
from assoc_desktop.members.records import INSTITUTION, Category, CustomField, Membership
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.database import database, portions
from assoc_desktop.storage.ids import new_id

_TELL_EVERY = 500


def dry_run(
    table: Table,
    mapping: Mapping,
    *,
    today: datetime.date,
    file_name: str = "",
    progress: Progress | None = None,
) -> Plan:
    """Say of each row whether it is new, changed, the same, a possible duplicate, or wrong, and why.

    Args:
        table: the list.
        mapping: how it is read.
        today: for two-digit years and for what may not lie in the future.
        file_name: of the list, for the name of the operation.
        progress: called with (rows done, rows in all); what it raises ends the dry run.

    Raises:
        Invalid: the mapping cannot be used, see `check_mapping`.
    """
    if problems := check_mapping(mapping):
        raise Invalid(problems)
    with _without_collector():
        return _DryRun(table, mapping, today, file_name).run(progress or _tell_nobody)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Build the hundreds of thousands of small objects of a plan, none of them in a circle, without searching them for
    circles again and again: it halves the time of a large list.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _DryRun:
    """One dry run: read all rows, match them, compare those that match a member."""

    def __init__(self, table: Table, mapping: Mapping, today: datetime.date, file_name: str) -> None:
        association = the_association()
        self._table, self._mapping = table, mapping
        self._conventions = association.conventions_in(language())
        self._custom, self._new_fields = _custom_fields(mapping)
        season = season_by_label(mapping.season) if mapping.season else None
        self._plan = Plan(table, mapping, [], season, self._new_fields, file_name)
        self._reader = RowReader(
            table, mapping, today=today, conventions=association.conventions, custom=self._custom,
            categories=list(Category.select()),
        )  # fmt: skip
        self._key_fields = {
            key: self._custom[folded].id
            for key in mapping.match_by
            if key.startswith("custom:")
            and (folded := field_key(key.removeprefix("custom:"))) in self._custom
        }
        self._custom_names = {field.id: field.name for field in self._custom.values()}
        self._members = load_members(self._key_fields)
        self._present = numbers_since_given_up()
        self._seen = Index()
        asked = any(column.use.startswith("consent_") for column in mapping.columns)
        self._consents = answers() if asked else {}
        self._matched: dict[int, int] = {}
        self._staying_out = StayingOut(season)
        self._proposers: dict[int, Proposer] = {}
        self._pasts: dict[int, Past] = {}

    def run(self, progress: Progress) -> Plan:
        drafts = []
        total = len(self._table.rows)
        for number, row in enumerate(self._table.rows):
            if number % _TELL_EVERY == 0:
                progress(number, 2 * total)
            draft = self._reader.read(row)
            drafts.append(draft)
            self._plan.rows.append(draft.row)
        employers = self._employers(drafts)
        for number, draft in enumerate(drafts):
            if number % _TELL_EVERY == 0:
                progress(total + number, 2 * total)
            self._settle_employer(draft, employers)
            self._settle(number, draft)
        self._compare(lambda: progress(2 * total, 2 * total))
        progress(1, 1)
        return self._plan

    # Whom each row is about

    def _settle(self, number: int, draft: Draft) -> None:
        row, data = draft.row, draft.data
        if row.problems:
            row.settle(WRONG)
            return
        data.number = self._present.get(data.number, data.number)
        who = who_is(number, data, self._key_fields)
        match = self._members.find(who, self._mapping.match_by)
        if match.id is None or not match.sure:
            self._settle_number(row, data, match)
        if row.status == WRONG:
            return
        repeated = self._seen.find(who, self._mapping.match_by)
        self._seen.add(who)
        if repeated.id is not None:
            row.member_id, row.candidates = match.id, match.ids
            self._settle_repeated(row, repeated)
        elif match.id is None:
            row.settle(NEW)
            self._warn_of_leaving(row, data, None)
        else:
            self._settle_matched(row, match)

    def _settle_number(self, row: PlanRow, data: MemberData, match: Match) -> None:
        """A number that another member has cannot be given again."""
        taken = self._members.by_key.get(("number", data.number)) if data.number else None
        if not taken:
            return
        if match.id == taken[0] and "number" in self._mapping.match_by:
            row.number_taken = True
            return
        why = _("Number {number} belongs to {name}.")
        row.problems.append(why.format(number=data.number, name=self._members.known[taken[0]].name))
        row.settle(WRONG)

    def _settle_repeated(self, row: PlanRow, repeated: Match) -> None:
        """The row repeats another one of the file."""
        other = self._plan.rows[repeated.id or 0]
        assert row.data is not None and other.data is not None
        if row.data.number and row.data.number == other.data.number:
            why = _("Number {number} is on line {line} already.")
            row.problems.append(why.format(number=row.data.number, line=other.line))
            row.settle(WRONG)
            return
        row.other_line = other.line
        row.why = _("It seems to repeat line {line}: {name}.").format(line=other.line, name=other.name)
        row.settle(DUPLICATE)

    def _settle_matched(self, row: PlanRow, match: Match) -> None:
        member_id = match.id
        assert member_id is not None
        row.member_id, row.candidates = member_id, match.ids
        if not match.sure:
            row.why = match.why
            row.settle(DUPLICATE)
        elif member_id in self._matched:
            row.why = _("It is the same member as on line {line}.").format(line=self._matched[member_id])
            row.settle(DUPLICATE)
        else:
            self._matched[member_id] = row.line
            row.settle(CHANGED)

    # Employers

    def _employers(self, drafts: list[Draft]) -> dict[str, int | str]:
        """Folded name → id of the institution of that name, or the name itself when this list adds it; none when several."""
        found: dict[str, int | str] = {}
        if not any(draft.employer for draft in drafts):
            return found
        several: set[str] = set()
        for member_id, name in database.execute_sql(
            "SELECT id, sort_name FROM member WHERE kind = 'institution'"
        ):
            if name in found:
                several.add(name)
            found[name] = member_id
        adding = Counter(fold(draft.data.name) for draft in drafts if draft.data.kind == INSTITUTION)
        for name, rows in adding.items():
            if name not in found and rows == 1:
                found[name] = name
        return {name: value for name, value in found.items() if name and name not in several}

    def _settle_employer(self, draft: Draft, employers: dict[str, int | str]) -> None:
        if not draft.employer:
            return
        found = employers.get(fold(draft.employer))
        if isinstance(found, int):
            draft.data.employer_id = found
        elif found:
            draft.row.employer = found
        else:
            column = self._mapping.column_for("employer") or self._mapping.column_for("organisation")
            label = column.heading if column else target_label("employer")
            draft.keep(label, draft.employer, _("There is no institution of that name in the list."))
            draft.data.notes = "\n".join(filter(None, draft.notes))

    # What would change

    def _compare(self, go_on: Callable[[], object]) -> None:
        """Compare the rows that match members with what is stored of them; a row with nothing new to say is the same.

        Args:
            go_on: called at each part of them; what it raises ends the dry run.
        """
        waiting = [
            row for row in self._plan.rows if row.member_id is not None and row.status in (CHANGED, DUPLICATE)
        ]
        enrolled = self._enrolled()
        for part in portions(waiting):
            go_on()
            stored = bulk.read_members([member_id for row in part for member_id in row.candidates])
            for row in part:
                self._compare_row(row, stored, enrolled)

    def _compare_row(self, row: PlanRow, stored: dict[int, MemberData], enrolled: dict[int, str]) -> None:
        """Of several members it may be, a row that is exactly one of them is that one."""
        if row.member_id is not None:
            drop_contradictions(row, stored[row.member_id], self._conventions)
        for member_id in row.candidates:
            changes = self._changes(row, member_id, stored[member_id], enrolled)
            same_name = row.status == CHANGED or row.name == stored[member_id].full_name
            if not changes and same_name:
                row.member_id, row.changes, row.why = member_id, {}, ""
                row.settle(SAME)
                break
            if member_id == row.member_id:
                row.changes = changes
        self._warn_of_other_category(row, enrolled)
        if row.member_id is not None and row.member_id not in enrolled and row.data is not None:
            self._warn_of_leaving(row, merged(stored[row.member_id], row.data), row.member_id)

    def _warn_of_leaving(self, row: PlanRow, data: MemberData, member_id: int | None) -> None:
        leaving = self._staying_out.why(data, member_id) if row.category is not None else None
        if leaving is not None:
            words = _("Is not enrolled for {season}. {reason}")
            season = self._plan.season.label if self._plan.season else ""
            row.stays_out = words.format(season=season, reason=leaving.told(self._conventions))
            row.warnings.append(row.stays_out)

    def _warn_of_other_category(self, row: PlanRow, enrolled: dict[int, str]) -> None:
        """A membership that was written already is not changed by a list; the person should know."""
        has = enrolled.get(row.member_id or 0)
        if has and row.category is not None and has != row.category.name:
            row.warnings.append(
                _("The list says {category}; the membership stays {other}.").format(
                    category=row.category.name, other=has
                )
            )

    def _changes(
        self, row: PlanRow, member_id: int, before: MemberData, enrolled: dict[int, str]
    ) -> dict[str, tuple[str, str]]:
        assert row.data is not None
        after = merged(before, row.data)
        changes = differences(before, after, self._conventions, self._custom_names, self._member_name)
        if (
            row.category is not None
            and member_id not in enrolled
            and self._staying_out.why(after, member_id) is None
            and (season := self._counts_for(row, member_id))
        ):
            changes[_("Membership {season}").format(season=season.label)] = ("", str(row.category.name))
        if row.employer:
            changes[target_label("employer")] = ("", row.employer)
        if row.photo and not before.photo_id:
            changes[target_label("photo")] = ("", _("a picture"))
        for purpose, given in row.consents.items():
            said = self._consents.get((member_id, purpose))
            if said is not given:
                words = ("" if said is None else _answer(said), _answer(given))
                changes[target_label(f"consent_{purpose}")] = words
        return changes

    def _counts_for(self, row: PlanRow, member_id: int) -> Season | None:
        """The season for which a member would be enrolled; None when there is none, or they belong to it already."""
        season, category = self._plan.season, row.category
        if season is None or category is None:
            return None
        proposer = self._proposers.setdefault(category.id, Proposer(category))
        if proposer.is_alike():
            return season
        self._pasts = self._pasts or read_pasts()
        past, day = self._pasts[member_id], row.data.joined_on if row.data else None
        proposed = proposer.propose(past, season, day).season
        return None if proposed.id in past.seasons else proposed

    def _enrolled(self) -> dict[int, str]:
        if self._plan.season is None:
            return {}
        query = Membership.select(Membership.member, Category.name).join(Category)
        return dict(query.where(Membership.season == self._plan.season).tuples())

    def _member_name(self, member_id: int) -> str:
        return self._members.known[member_id].name


def _custom_fields(mapping: Mapping) -> tuple[dict[str, NewField], list[NewField]]:
    """Folded name → custom field for the columns that fill one; and those of them that are to be made."""
    existing = {field_key(field.name): field for field in CustomField.select()}
    found: dict[str, NewField] = {}
    fresh = []
    for column in mapping.columns:
        folded = field_key(column.custom_name)
        if column.use != CUSTOM or folded in found:
            continue
        if known := existing.get(folded):
            found[folded] = NewField(known.id, known.name, known.kind, known.choices.splitlines())
            continue
        found[folded] = NewField(new_id(), column.custom_name.strip(), column.custom_kind, column.choices)
        fresh.append(found[folded])
    return found, fresh


def _answer(given: bool) -> str:
    return _("agreed") if given else _("refused")


def _tell_nobody(_done: int, _total: int) -> None:
    pass
