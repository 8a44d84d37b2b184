"""Erasing members: their rows, what belongs to them, their history and, by choice, where others mention them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import peewee

from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.members import bulk
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.erasing.rules.keeping import STAYS, kept_in_history
from assoc_desktop.members.erasing.rules.mentions import (
    CONTACT,
    ELSEWHERE,
    HISTORY,
    SALTS,
    SEALED,
    TEXT,
    THEIR_OWN,
    Mention,
    find_mentions,
    was_theirs,
)
from assoc_desktop.members.erasing.rules.planning import neutral_name
from assoc_desktop.members.erasing.rules.traces import (
    Traces,
    names_of_household,
    rows_once_owned,
    traces_of,
    undone_merges,
)
from assoc_desktop.members.erasing.rules.words import Words, is_contact, replacement, strong_words, weak_words
from assoc_desktop.members.households import household_of, leave_household
from assoc_desktop.members.records import INSTITUTION, PERSON, Household, HouseholdMember, Member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation, record_classes
from assoc_desktop.storage.scrubbing import (
    Scrubber,
    all_part_ids,
    freeze_operations,
    operations_of,
    part_ids,
    read_parts,
    rewrite_details,
    rewrite_file,
    scrub_history,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Erased:
    """What was done.

    Attributes:
        members: how many were erased.
        frozen: operations that can no longer be undone.
        mentions: places elsewhere that were changed.
        rewritten: the file was written anew, so that no older bytes are left in it; not where the disk is too full.
    """

    members: int
    frozen: int
    mentions: int
    rewritten: bool


def erase(
    member_ids: Sequence[int],
    *,
    today: datetime.date,
    mentions: Collection[str] = (),
    progress: Progress | None = None,
) -> Erased:
    """Make members nameless everywhere, for good.

    Args:
        mentions: keys of the mentions (see `plan_erasing`) that are taken away as well; only for a single member.

    Raises:
        Refused: one of them was erased already, or is no longer there; nothing is changed.
        Cancelled: by `progress`; nothing is changed.
    """
    ids = list(dict.fromkeys(member_ids))
    refuse_erased(ids)
    with operation(N_("Erase {n} on request"), undoable=False, n=len(ids)) as running:
        work = _Work(ids, today, progress)
        chosen = work.choose(mentions) if len(ids) == 1 else []
        running.censor = work.scrubber.document
        work.take_mentions(chosen)
        work.take_rows()
        frozen = work.take_history()
        work.take_photos()
    return Erased(len(ids), len(frozen), len(chosen), _write_anew())


def _write_anew() -> bool:
    try:
        rewrite_file()
    except Refused:
        return False
    return True


class _Work:
    """One erasing while it runs, inside its operation."""

    def __init__(self, ids: list[int], today: datetime.date, progress: Progress | None) -> None:
        self._ids, self._today, self._progress = ids, today, progress
        self._kinds = dict(
            Member.select(Member.id, Member.kind).where(Member.id.in_(ids)).tuples()
            if len(ids) < bulk.CHUNK
            else database.execute_sql("SELECT id, kind FROM member")
        )
        if not set(ids) <= self._kinds.keys():
            from assoc_desktop.language import _

            raise Refused(_("A member is no longer in the list. Nothing was erased."))
        self._neutral = {kind: neutral_name(kind) for kind in (PERSON, INSTITUTION)}
        self._traces: Traces = traces_of(ids)
        # Of many members only their own records are looked through: everybody's names would match half the file.
        self._alone = len(ids) == 1
        self._strong: Words = self._words(strong_words)
        self._homes: set[str] = set()
        self.scrubber = Scrubber(self._traces.ids, kept_in_history(), spared=THEIR_OWN_IN_HISTORY)

    def _words(self, kind: Callable[[Traces, str], Words]) -> Words:
        return kind(self._traces, self._neutral[self._kinds[self._ids[0]]]) if self._alone else []

    # Elsewhere

    def choose(self, keys: Collection[str]) -> list[Mention]:
        """The mentions of these keys. Looking for them also finds records of the person that are gone."""
        found = find_mentions(self._traces, self._strong, progress=self._progress)
        self._strong = self._words(strong_words)
        return [each for each in found if each.key in keys and each.kind not in (ELSEWHERE, SEALED)]

    def take_mentions(self, mentions: Sequence[Mention]) -> None:
        """Take the person out of other members' rows, and out of their history."""
        self.scrubber.words = self._strong if mentions else []
        self.scrubber.within = {each.owner_id for each in mentions}
        contacts = [each for each in mentions if each.kind in (CONTACT, HISTORY)]
        self.scrubber.rows |= self._past_rows({each.owner_id for each in contacts})
        self._take_contacts({each.row_id: each.owner_id for each in mentions if each.kind == CONTACT})
        for each in mentions:
            if each.kind == TEXT:
                self._replace_text(each)

    def _past_rows(self, owners: set[int]) -> set[int]:
        """Every row in the history of these members that was the person."""
        found: set[int] = set()
        for _part, _operation, content in read_parts(part_ids(owners)):
            for name, table in json.loads(content).items():
                for row in (*table["inserted"], *table["deleted"]):
                    values = dict(zip(table["columns"], row, strict=True))
                    if values.get("member_id") in owners and was_theirs(self._traces, name, values):
                        found.add(row[0])
        return found

    def _take_contacts(self, rows: dict[int, int]) -> None:
        self.scrubber.rows |= rows.keys()
        stored = bulk.read_members(list(set(rows.values())))
        changes = []
        for owner_id, before in stored.items():
            left = [
                each
                for each in before.contacts
                if not is_contact(self._traces, each.given_name, each.family_name, each.email)
            ]
            changes.append((owner_id, before, replace(before, contacts=left)))
        bulk.update_members(changes)

    def _replace_text(self, mention: Mention) -> None:
        sql = f'SELECT "{mention.column}" FROM "{mention.table}" WHERE id = ?'
        text = database.execute_sql(sql, (mention.row_id,)).fetchone()[0]
        database.execute_sql(
            f'UPDATE "{mention.table}" SET "{mention.column}" = ? WHERE id = ?',
            (self.scrubber.text(text), mention.row_id),
        )
        if salt := SALTS.get(mention.table):
            database.execute_sql(
                f'UPDATE "{mention.table}" SET "{salt}" = \'\' WHERE id = ?', (mention.row_id,)
            )

    # The members' own rows

    def take_rows(self) -> None:
        """Take away what goes, and make nameless what stays."""
        for member_id in self._ids:
            if HouseholdMember.select().where(HouseholdMember.member == member_id).exists():
                self._leave_household(member_id)
        cursor = database.connection().cursor()
        for table, columns in STAYS.items():
            owner = record_classes()[table].owner or "id"
            each = [(member_id,) for member_id in self._ids]
            if columns is None:
                cursor.executemany(f'DELETE FROM "{table}" WHERE "{owner}" = ?', each)
            elif assignments := _assignments(record_classes()[table], columns):
                cursor.executemany(f'UPDATE "{table}" SET {assignments} WHERE "{owner}" = ?', each)
        cursor.executemany("DELETE FROM not_same WHERE other_id = ?", [(each,) for each in self._ids])
        self._take_what_they_wrote()
        self._name_members()

    def _take_what_they_wrote(self) -> None:
        """Surveys that were answered with a name: the words go, and with them what the history holds of the words."""
        responses = {
            row[0]
            for member_id in self._ids
            for row in database.execute_sql(
                "SELECT id FROM survey_response WHERE member_id = ?", (member_id,)
            )
        }
        self.scrubber.owners |= responses | rows_once_owned("survey_response", self._traces.ids)
        database.connection().cursor().executemany(
            "DELETE FROM survey_answer WHERE response_id = ? AND text != ''", [(each,) for each in responses]
        )

    def _leave_household(self, member_id: int) -> None:
        household = household_of(member_id)
        leave_household(member_id)
        if household is not None and Household.get_or_none(Household.id == household.id) is None:
            self.scrubber.rows.add(household.id)
            self._homes |= names_of_household(household.id) | {household.name}

    def _name_members(self) -> None:
        rows = []
        for member_id in self._ids:
            kind = self._kinds[member_id]
            name = self._neutral[kind]
            family, institution = ("", name) if kind == INSTITUTION else (name, "")
            rows.append((family, institution, fold(name), fold(name), self._today, self._today, member_id))
        database.connection().cursor().executemany(
            "UPDATE member SET family_name = ?, name = ?, sort_name = ?, search_text = ?, erased_on = ?,"
            " archived_on = coalesce(archived_on, ?) WHERE id = ?",
            rows,
        )

    # History

    def take_history(self) -> set[int]:
        """Scrub what the history holds of them; the operations that can no longer be undone."""
        frozen = scrub_history(self.scrubber, freeze=set(self._ids), progress=self._progress)
        weak = self._words(weak_words)
        near = operations_of(part_ids({*self._traces.ids, *self.scrubber.rows}))
        if self._alone:
            everywhere = [row[0] for row in database.execute_sql("SELECT id FROM operation")]
            rewrite_details(self._unshared(everywhere), lambda text: _replaced(self._strong, text))
            rewrite_details(near, lambda text: _replaced([*self._strong, *weak], text))
        else:
            self._take_many_names(near)
        rewrite_details(near, lambda text: replacement() if text in self._homes else text)
        for kept_id, operations in undone_merges(self._ids).items():
            # What the one was for a while, it was of the other.
            mixed = Scrubber({kept_id}, kept_in_history())
            frozen |= scrub_history(mixed, operations=operations)
        freeze_operations(frozen)
        return frozen

    def _unshared(self, operations: Iterable[int]) -> list[int]:
        """The operations whose label may name the person: a namesake's are left as they are."""
        names = {fold(name) for name in self._traces.names}
        sql = "SELECT id, sort_name FROM member"
        namesakes = {
            row[0] for row in database.execute_sql(sql) if row[1] in names and row[0] not in self._traces.ids
        }
        theirs = operations_of(part_ids(namesakes)) - operations_of(part_ids(self._traces.ids))
        return [each for each in operations if each not in theirs]

    def _take_many_names(self, operations: Iterable[int]) -> None:
        """Of many members: what speaks of one of them names only them, so a whole name is enough to look for."""
        known = {*self._traces.whole_names, *self._traces.numbers, *self._traces.phones, *self._traces.emails}
        neutral = self._neutral[PERSON]
        rewrite_details(operations, lambda text: neutral if text in known else text)

    # Photos

    def take_photos(self) -> None:
        """Take away the bytes of photos that nobody else has, or had."""
        wanted = self._traces.photos - _pictures_in_use()
        if not wanted:
            return
        for _part, _operation, content in read_parts(all_part_ids()):
            wanted = {each for each in wanted if each.encode() not in content}
        for each in wanted:
            database.execute_sql("DELETE FROM attachment WHERE sha256 = ?", (each,))


#: What is another member's own stays as it is in their history, too; what only the search looks in does not.
THEIR_OWN_IN_HISTORY = {table: columns - {"sort_name", "search_text"} for table, columns in THEIR_OWN.items()}


def _replaced(words: Words, text: str) -> str:
    for pattern, instead in words:
        text = pattern.sub(instead.replace("\\", r"\\"), text)
    return text


def _assignments(record: type[peewee.Model], stays: Collection[str]) -> str:
    """SQL that empties every column of a table but those that stay."""
    parts = []
    for field in record._meta.sorted_fields:
        column = field.column_name
        if column in stays or column == "id":
            continue
        if field.null:
            parts.append(f'"{column}" = NULL')
        elif field.unique:
            # Stands once in the table, and tells nothing.
            parts.append(f"\"{column}\" = 'E' || id")
        else:
            parts.append(f"\"{column}\" = ''")
    return ", ".join(parts)


def _pictures_in_use() -> set[str]:
    """The attachments that some record points to, or that a card design names."""
    found: set[str] = set()
    for table, record in record_classes().items():
        for field in record._meta.sorted_fields:
            if isinstance(field, peewee.ForeignKeyField) and field.rel_model is Attachment:
                sql = f'SELECT DISTINCT "{field.column_name}" FROM "{table}"'
                found.update(row[0] for row in database.execute_sql(sql) if row[0])
    designs = " ".join(row[0] for row in database.execute_sql("SELECT settings FROM card_design"))
    named = database.execute_sql("SELECT sha256 FROM attachment")
    return found | {row[0] for row in named if row[0] in designs}
