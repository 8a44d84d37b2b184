"""Which members are compared at all: those who share something that few share.

Comparing everybody with everybody would take hours for 100,000. Members are put into blocks by what a duplicate would
have in common with them; a block that is too large is cut by finer and finer marks, and given up when none is left:
among two hundred people of one name in one town, without birth dates, nobody can tell who is who, and those of them who
share a telephone are found by that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from assoc_desktop.members.duplicates.known import Known, number_digits

#: Members of a block that are compared one with another.
MOST_TOGETHER = 24

#: What a member has of a mark; empty when they lack it.
Mark = Callable[[Known], str]

_VOWELS = re.compile(r"[aeiouyh]")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The first letter and the consonants after it, each once: `ouedraogo` and `ouedrago` are `odrg`."""
    return _DOUBLE.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))


def _name(one: Known) -> str:
    return " ".join(one.words)


def _bones(one: Known) -> str:
    return " ".join(sorted(map(skeleton, one.words)))


def _initials(one: Known) -> str:
    return "".join(sorted(word[0] for word in one.words[:3]))


def _family_and_initial(one: Known) -> str:
    return f"{one.family} {one.given[0]}" if one.family and one.given else ""


def _given_and_beginning(one: Known) -> str:
    return f"{one.given} {one.family[:2]}" if one.family and one.given else ""


def _birth_and_first_initial(one: Known) -> str:
    return f"{one.birth} {min(word[0] for word in one.words)}" if one.birth and one.words else ""


def _birth_and_last_initial(one: Known) -> str:
    return f"{one.birth} {max(word[0] for word in one.words)}" if one.birth and one.words else ""


def _town(one: Known) -> str:
    return one.place[0]


def _postcode(one: Known) -> str:
    return one.place[1]


def _birth(one: Known) -> str:
    return one.birth


def _birth_year(one: Known) -> str:
    return one.birth[:4]


def _address(one: Known) -> str:
    return " ".join((*one.address, *one.place)) if one.address else ""


def _digits(one: Known) -> str:
    digits = number_digits(one.number)
    return digits if len(digits) > 1 else ""


def _isil(one: Known) -> str:
    return one.codes[0]


def _registration(one: Known) -> str:
    return one.codes[1]


#: The marks by which members are put together, each followed by those that cut a block that is too large.
_PERSONS: tuple[tuple[Mark, ...], ...] = (
    (_name, _town, _birth),
    (_name, _birth),
    (_bones, _town, _birth_year),
    (_bones, _birth),
    (_family_and_initial, _town, _birth),
    (_given_and_beginning, _town, _birth),
    (_birth_and_first_initial, _bones),
    (_birth_and_last_initial, _bones),
    (_address, _initials, _birth),
    (_digits, _initials),
)
_INSTITUTIONS: tuple[tuple[Mark, ...], ...] = (
    (_town, _postcode, _bones),
    (_postcode, _town, _bones),
    (_address, _bones),
    (_digits, _town),
    (_isil,),
    (_registration,),
)


def blocks(members: Sequence[Known]) -> Iterator[list[Known]]:
    """Members that are to be compared one with another, at most `MOST_TOGETHER` at once."""
    persons = [one for one in members if one.is_person]
    institutions = [one for one in members if not one.is_person]
    for group, marks in ((persons, _PERSONS), (institutions, _INSTITUTIONS)):
        for chain in marks:
            yield from _cut(group, chain)
        for values in (lambda one: one.emails, lambda one: one.phones):
            for sharing in _by_each(group, values):
                yield from _cut_large(sharing, (_initials, _bones))


def _cut(members: Iterable[Known], marks: tuple[Mark, ...]) -> Iterator[list[Known]]:
    """The members by the first mark; blocks that are too large by the next one."""
    found: dict[str, list[Known]] = defaultdict(list)
    mark, *finer = marks
    for one in members:
        if value := mark(one):
            found[value].append(one)
    for block in found.values():
        yield from _cut_large(block, tuple(finer))


def _cut_large(block: list[Known], finer: tuple[Mark, ...]) -> Iterator[list[Known]]:
    if len(block) <= MOST_TOGETHER:
        if len(block) > 1:
            yield block
    elif finer:
        yield from _cut(block, finer)


def _by_each(members: Iterable[Known], values: Callable[[Known], tuple[str, ...]]) -> Iterable[list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for one in members:
        for value in dict.fromkeys(values(one)):
            found[value].append(one)
    return found.values()
