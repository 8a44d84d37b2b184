"""Where else a person stands: in the contact people and notes of other members, in their older changes, in settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import peewee

from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.erasing.rules.traces import Traces, follow, vanished
from assoc_desktop.members.erasing.rules.words import Words, is_contact, matches, needles
from assoc_desktop.members.records import full_name
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import UNRECORDED, Document, record_classes
from assoc_desktop.storage.scrubbing import all_part_ids, read_parts

#: Called with (parts done, parts in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]
CONTACT, TEXT, HISTORY, ELSEWHERE, SEALED = "contact", "text", "history", "elsewhere", "sealed"
#: Entries of the journal are sealed: who takes a name out of them breaks the chain.
_SEALED_TABLES = {"entry"}
#: Table whose words are sealed by themselves → the column of their salt, which is blank once they were changed.
SALTS = {"entry_text": "salt"}
#: What another member is called, and how they are reached, is theirs, even when it is the same.
THEIR_OWN = {
    "member": {
        "kind", "number", "title", "family_name", "given_name", "name", "library_kind", "isil", "country",
        "languages", "sort_name", "search_text",
    },
    "phone": {"number"},
    "email_address": {"address"},
    "contact_person": {"title", "family_name", "given_name", "role", "phone", "email"},
    "former_number": {"number"},
    "card": {"serial"},
    "consent": {"purpose"},
    "import_profile": {"headings", "mapping"},
}  # fmt: skip
#: What a person types about the association itself is changed in its settings, and not from here.
_SETTINGS = {
    "association": N_("The association's details"),
    "season": N_("Seasons"),
    "category": N_("Categories"),
    "tag": N_("Tags"),
    "custom_field": N_("Your own fields"),
    "saved_filter": N_("Saved filters"),
    "card_design": N_("Card designs"),
    "survey": N_("Surveys"),
    "survey_section": N_("Surveys"),
    "survey_question": N_("Surveys"),
    "survey_choice": N_("Surveys"),
}
#: What is on nobody's page.
_PLACES = {
    "household": N_("A household"),
    "account": N_("An account of the treasury"),
    "entry": N_("An entry of the journal"),
    "entry_text": N_("An entry of the journal"),
    "voucher": N_("A voucher"),
    "statement_line": N_("A line of a statement"),
    "statement_rule": N_("A rule for statements"),
    "survey_answer": N_("An answer to a survey"),
}
#: Table of what others are reached by → its column: theirs while they have it, and the person's once they had it.
_REACH = {"phone": "number", "email_address": "address"}
_LONGEST_EXCERPT = 90


@dataclass(frozen=True)
class Mention:
    """One place where a person stands outside their own record.

    Attributes:
        kind: `contact` (a contact person of an institution), `text`, `history` (older changes of another member), or
            `elsewhere` (settings: to be changed there), or `sealed` (the journal: it stays).
        owner_id: the member on whose page it stands; the row itself when there is none.
        where: whose page or which setting, in words.
        excerpt: what stands there.
    """

    kind: str
    table: str
    row_id: int
    column: str
    owner_id: int
    where: str
    excerpt: str

    @property
    def key(self) -> str:
        """Names the mention among all others of the same dry run."""
        return f"{self.kind} {self.table} {self.row_id} {self.column}"


def find_mentions(traces: Traces, words: Words, *, progress: Progress | None = None) -> list[Mention]:
    """Every place outside the person's own records; records that are gone and speak of them join the traces."""
    found = [*_contacts(traces), *_texts(traces, words)]
    told = {mention.owner_id for mention in found if mention.kind not in (ELSEWHERE, SEALED)}
    # Who is mentioned now was so before: taking the one away takes the other.
    return found + [
        mention for mention in _in_history(traces, words, progress) if mention.owner_id not in told
    ]


def _contacts(traces: Traces) -> Iterator[Mention]:
    sql = "SELECT id, member_id, given_name, family_name, email FROM contact_person"
    for row_id, owner_id, given, family, email in database.execute_sql(sql).fetchall():
        if owner_id not in traces.ids and is_contact(traces, given, family, email):
            excerpt = " · ".join(filter(None, (f"{given} {family}".strip(), email)))
            yield Mention(CONTACT, "contact_person", row_id, "", owner_id, name_of(owner_id), excerpt)


def searched_columns(record: type[peewee.Model]) -> list[str]:
    """The columns of a table in which people type freely."""
    table = record._meta.table_name
    own = THEIR_OWN.get(table, set())
    return [
        field.column_name
        for field in record._meta.sorted_fields
        if isinstance(field, (peewee.CharField, peewee.TextField)) and field.column_name not in own
    ]


def _texts(traces: Traces, words: Words) -> Iterator[Mention]:
    for table, record in record_classes().items():
        columns = searched_columns(record)
        if table in UNRECORDED or not columns:
            continue
        owner = record.owner or "id"
        sql = f"SELECT id, {owner}, {', '.join(columns)} FROM {table}"
        for row_id, owner_id, *texts in database.execute_sql(sql).fetchall():
            if not any(texts) or owner_id in traces.ids:
                continue
            for column, text in zip(columns, texts, strict=True):
                if text and matches(words, text):
                    yield _text_mention(table, row_id, column, owner_id, text)


def _text_mention(table: str, row_id: int, column: str, owner_id: int, text: str) -> Mention:
    excerpt = " ".join(text.split())
    if len(excerpt) > _LONGEST_EXCERPT:
        excerpt = f"{excerpt[: _LONGEST_EXCERPT - 1].rstrip()}…"
    if table in _SETTINGS:
        return Mention(ELSEWHERE, table, row_id, column, row_id, _(_SETTINGS[table]), excerpt)
    if table in _PLACES:
        kind = SEALED if table in _SEALED_TABLES else TEXT
        return Mention(kind, table, row_id, column, row_id, _(_PLACES[table]), excerpt)
    return Mention(TEXT, table, row_id, column, owner_id, name_of(owner_id), excerpt)


def name_of(member_id: int) -> str:
    """The full name of a member, or that the record is gone."""
    sql = "SELECT kind, name, family_name, given_name FROM member WHERE id = ?"
    row = database.execute_sql(sql, (member_id,)).fetchone()
    return full_name(*row) if row else _("(no longer there)")


def _in_history(traces: Traces, words: Words, progress: Progress | None) -> list[Mention]:
    """Members in whose older changes the person stands; records that are gone are taken for the person's."""
    wanted = needles(traces)
    ids = all_part_ids() if wanted else []
    owners: set[int] = set()
    for done, (_part, _operation, content) in enumerate(read_parts(ids)):
        if progress is not None:
            progress(done, len(ids))
        text = content.decode().casefold()
        if any(needle in text for needle in wanted):
            owners |= _owners_in(json.loads(content), traces, words)
    owners -= traces.ids
    gone = vanished(owners) - _households(owners)
    if gone:
        traces.ids |= gone
        follow(traces, gone)
    return [
        Mention(HISTORY, "", each, "", each, name_of(each), _("older changes in the history"))
        for each in sorted(owners - gone)
    ]


def _households(ids: Iterable[int]) -> set[int]:
    sql = "SELECT 1 FROM household WHERE id = ?"
    return {each for each in ids if database.execute_sql(sql, (each,)).fetchone()}


def _owners_in(document: Document, traces: Traces, words: Words) -> set[int]:
    """Whose rows speak of the person: members', and rows that stand for themselves."""
    found: set[int] = set()
    for name, table in document.items():
        record = record_classes().get(name)
        owner = record.owner if record else ""
        columns = table["columns"]
        position = columns.index(owner) if owner in columns else 0
        for row in (*table["inserted"], *table["deleted"]):
            if row[position] not in traces.ids and _speaks(
                traces, words, name, dict(zip(columns, row, strict=True))
            ):
                found.add(row[position])
        for row_id, values, owner_id in table["changed"]:
            whose = owner_id or row_id
            for side in (0, 1):
                one = {"id": row_id, **{column: pair[side] for column, pair in values.items()}}
                if whose not in traces.ids and _speaks(traces, words, name, one):
                    found.add(whose)
    return found


def _speaks(traces: Traces, words: Words, table: str, row: dict[str, Any]) -> bool:
    if table in _SETTINGS:
        return False
    if table == "contact_person" or table in _REACH:
        return was_theirs(traces, table, row)
    if table == "member" and _was_called(traces, row):
        return True
    own = THEIR_OWN.get(table, set())
    return any(
        isinstance(value, str) and column not in own and matches(words, value)
        for column, value in row.items()
    )


def was_theirs(traces: Traces, table: str, row: dict[str, Any]) -> bool:
    """Whether a row of the history that belongs to another member was the person: as somebody to talk to, or by a phone
    or e-mail that the other has no longer.
    """
    if table == "contact_person":
        return is_contact(
            traces, row.get("given_name") or "", row.get("family_name") or "", row.get("email") or ""
        )
    if row.get(_REACH.get(table, "")) not in traces.phones | traces.emails:
        return False
    return database.execute_sql(f'SELECT 1 FROM "{table}" WHERE id = ?', (row["id"],)).fetchone() is None


def _was_called(traces: Traces, row: dict[str, Any]) -> bool:
    """A record of the same name that is gone was theirs; one that is there is a namesake, and not looked at."""
    if row.get("id") is None or not vanished({row["id"]}):
        return False
    name = full_name(
        row.get("kind") or "",
        row.get("name") or "",
        row.get("family_name") or "",
        row.get("given_name") or "",
    )
    return fold(name) in {fold(each) for each in traces.names}
