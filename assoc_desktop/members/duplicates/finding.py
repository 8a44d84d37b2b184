"""Finding duplicates among all members, and those that one new member may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.blocking import blocks
from assoc_desktop.members.duplicates.comparing import LEAST, Pair, compare
from assoc_desktop.members.duplicates.different import different_pairs
from assoc_desktop.members.duplicates.known import (
    Everybody,
    Known,
    Progress,
    everybody,
    gathered,
    known_of,
    some,
)
from assoc_desktop.storage.database import database

_BLOCKS_PER_STEP = 2000
_MOST_LOOKED_AT = 200


def find_duplicates(
    *, progress: Progress | None = None, ids: Collection[int] | None = None, least: int = LEAST
) -> list[Pair]:
    """Pairs of members that may be the same, the likeliest first.

    Who was erased is never among them, and pairs that somebody said are different people are left out. Persons are
    compared with persons, institutions with institutions.

    Args:
        progress: told how far the work is; may raise `Cancelled`.
        ids: only pairs of which one member is among these.
        least: pairs below this score are left out.
    """
    among = everybody(progress=progress)
    wanted = None if ids is None else frozenset(ids)
    found = _compare_blocks(among, wanted, least, progress)
    for pair in different_pairs() & found.keys():
        del found[pair]
    names = {one.id: one.name.casefold() for one in among.members}
    return sorted(found.values(), key=lambda pair: (-pair.score, names[pair.one], pair.one, pair.other))


def pair_of(one_id: int, other_id: int) -> Pair:
    """Two members that somebody chose, however little speaks for their being the same; of different kinds too."""
    among = some([one_id, other_id])
    found = compare(*among.members, among) if len(among.members) == 2 else None
    return found or Pair(min(one_id, other_id), max(one_id, other_id), 0, ())


def lookalikes(data: MemberData) -> list[Pair]:
    """Members that somebody not yet in the list may be, the likeliest first; the new one has the id 0.

    A few quick questions to the file, and no look at everybody: it may be asked when a page is saved.
    """
    candidates = _candidates(data)
    if not candidates:
        return []
    mine = known_of(data)
    among = gathered([mine, *some(candidates).members])
    found = [pair for one in among.members[1:] if (pair := compare(mine, one, among)) and pair.score >= LEAST]
    return sorted(found, key=lambda pair: (-pair.score, pair.other))


def _compare_blocks(
    among: Everybody, wanted: Collection[int] | None, least: int, progress: Progress | None
) -> dict[tuple[int, int], Pair]:
    found: dict[tuple[int, int], Pair] = {}
    about = len(among.members)  # there are somewhat fewer blocks than members
    for done, block in enumerate(blocks(among.members)):
        if progress is not None and done % _BLOCKS_PER_STEP == 0:
            progress(min(done, about), about)
        for one, other in _pairs(block, wanted):
            pair = compare(one, other, among)
            if pair is not None and pair.score >= least:
                found[pair.one, pair.other] = pair
    return found


def _pairs(block: Sequence[Known], wanted: Collection[int] | None) -> list[tuple[Known, Known]]:
    pairs = combinations(block, 2)
    if wanted is None:
        return list(pairs)
    return [(one, other) for one, other in pairs if one.id in wanted or other.id in wanted]


_CANDIDATES_SQL = """
    SELECT id FROM member WHERE kind = :kind AND erased_on IS NULL AND (
        sort_name IN (:name, :swapped) OR (:birth != '' AND birth_date = :birth)
        OR (:isil != '' AND isil = :isil COLLATE NOCASE) OR (:registration != '' AND registration_number = :registration)
        OR (:town != '' AND kind = 'institution' AND town = :town COLLATE NOCASE))
    LIMIT :most
"""


def _candidates(data: MemberData) -> list[int]:
    values = {
        "kind": data.kind,
        "name": fold(f"{data.family_name} {data.given_name}") if data.kind == "person" else fold(data.name),
        "swapped": fold(f"{data.given_name} {data.family_name}"),
        "birth": data.birth_date.isoformat() if data.birth_date else "",
        "isil": data.isil.strip(),
        "registration": data.registration_number.strip(),
        "town": data.town.strip(),
        "most": _MOST_LOOKED_AT,
    }
    found = [row[0] for row in database.execute_sql(_CANDIDATES_SQL, values)]
    for table, column, texts in (("phone", "number", data.phones), ("email_address", "address", data.emails)):
        for text in filter(None, (text.strip() for text in texts)):
            sql = f"SELECT member_id FROM {table} WHERE {column} = ? COLLATE NOCASE LIMIT ?"
            found += [row[0] for row in database.execute_sql(sql, (text, _MOST_LOOKED_AT))]
    return list(dict.fromkeys(found))[:_MOST_LOOKED_AT]
