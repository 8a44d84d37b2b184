"""Looking through the members of the open file for what no rule lets in, and telling it in sentences."""

from __future__ import annotations

from collections.abc import Callable

from assoc_desktop.language import ngettext, some_names
from assoc_desktop.language.folding import fold
from assoc_desktop.members.bulk import read_members
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.households import household_faults
from assoc_desktop.members.memberships.faults import category_faults
from assoc_desktop.members.records import INSTITUTION, PERSON, full_name, list_name
from assoc_desktop.members.rules import search_text
from assoc_desktop.storage.database import database

#: Called with (members done, members in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]
_READ_AT_ONCE = 2000

# Each finds the names of members of which something is written that no screen, import or command would write.
_AMONG_TABLES = {
    "employer": f"""
        SELECT m.kind, m.name, m.family_name, m.given_name FROM member m JOIN member e ON e.id = m.employer_id
        WHERE e.kind != '{INSTITUTION}' OR m.kind != '{PERSON}' OR e.id = m.id""",
    "period": """
        SELECT DISTINCT m.kind, m.name, m.family_name, m.given_name FROM membership JOIN member m ON m.id = member_id
        WHERE ends_on < starts_on OR (ends_on IS NULL) != (grace_until IS NULL)""",
    "fee": """
        SELECT DISTINCT m.kind, m.name, m.family_name, m.given_name FROM membership JOIN member m ON m.id = member_id
        WHERE fee_due < 0 OR reduction < 0 OR reduction > fee_due""",
}


def check_members(*, progress: Progress | None = None) -> list[str]:
    """What is wrong with the members of the open file, one sentence for each kind of fault. Nothing is changed.

    The file itself must be whole: see `storage.check.check_file`.
    """
    found: dict[str, list[str]] = {}
    for kind, sql in _AMONG_TABLES.items():
        found[kind] = [full_name(*row) for row in database.execute_sql(sql)]
    found["name"], found["search"] = _out_of_step(progress)
    return (
        [_sentence(kind, names) for kind, names in found.items() if names]
        + household_faults()
        + category_faults()
    )


def _out_of_step(progress: Progress | None) -> tuple[list[str], list[str]]:
    """Members without a name, and members whose sorted name or search text no longer follows from what they are."""
    stored = {
        row[0]: row[1:]
        for row in database.execute_sql("SELECT id, sort_name, search_text FROM member ORDER BY id")
    }
    nameless, lost = [], []
    ids = list(stored)
    for start in range(0, len(ids), _READ_AT_ONCE):
        if progress is not None:
            progress(start, len(ids))
        for member_id, data in read_members(ids[start : start + _READ_AT_ONCE]).items():
            if not data.full_name:
                nameless.append(data.number or str(member_id))
            elif not _is_found(data, *stored[member_id]):
                lost.append(data.full_name)
    return nameless, lost


def _is_found(data: MemberData, sort_name: str, text: str) -> bool:
    """The order of phones, tags and contact people in the text does not matter: every word is looked for alone."""
    expected = fold(list_name(data.kind, data.name, data.family_name, data.given_name))
    return sort_name == expected and set(text.split()) == set(search_text(data).split())


def _sentence(kind: str, names: list[str]) -> str:
    n = len(names)
    sentences = {
        "employer": ngettext(
            "{n} member has an employer that is no institution: {names}. Choose the employer anew.",
            "{n} members have an employer that is no institution: {names}. Choose the employers anew.",
            n,
        ),
        "period": ngettext(
            "{n} member has a membership whose dates contradict each other: {names}.",
            "{n} members have a membership whose dates contradict each other: {names}.",
            n,
        ),
        "fee": ngettext(
            "{n} member has a fee or reduction that cannot be: {names}.",
            "{n} members have a fee or reduction that cannot be: {names}.",
            n,
        ),
        "name": ngettext("{n} member has no name: {names}.", "{n} members have no name: {names}.", n),
        "search": ngettext(
            "{n} member is not found by what is written on the page: {names}. Open and save the page.",
            "{n} members are not found by what is written on their pages: {names}. Open and save these pages.",
            n,
        ),
    }
    return sentences[kind].format(n=n, names=some_names(names))
