"""How alike two members are: a score out of 100, and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assoc_desktop.members.duplicates.known import Everybody, Known, number_digits

#: A pair below this score is not worth a look.
LEAST = 55
#: What is said of a score, from the strongest: the least score → its key.
STRENGTHS = {85: "sure", 70: "likely", 0: "possible"}
#: No program knows for sure.
_SUREST = 99
#: A pair that something speaks against stays below `LEAST`, however much else is the same.
_CONTRADICTED = 45

#: Reason → points of a person's. What several share counts less.
_PERSON = {
    "same_name": 55, "same_words": 52, "swapped": 50, "typo": 42, "shorter": 36, "initial": 34, "other_family": 25,
    "same_birth": 35, "birth_slip": 6, "same_email": 34, "same_phone": 26, "shared_email": 12, "shared_phone": 8,
    "same_number": 22, "same_address": 16, "same_town": 6, "other_town": -8,
}  # fmt: skip
_INSTITUTION = {
    "same_name": 46, "same_words": 43, "typo": 38, "shorter": 26, "same_isil": 60, "same_registration": 58,
    "same_email": 26, "same_phone": 22, "shared_email": 4, "shared_phone": 4, "same_number": 14,
    "same_address": 30, "same_town": 14, "other_address": -14,
}  # fmt: skip
#: More members than these make a phone or an e-mail one of a family, a town hall or an employer.
_FEW = 2
#: More letters than two spellings of one name differ in.
_ANOTHER = 9
#: Each further member of one name after these takes this many points: a name of dozens tells little.
_FEW_NAMESAKES, _PER_NAMESAKE, _MOST_FOR_NAMESAKES = 3, 3, 30


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against two members being the same; see `telling.reason_in_words`."""

    code: str
    value: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members that may be the same.

    Attributes:
        one: id of the member that was entered first; the smaller of the two.
        other: id of the other.
        score: 0 to 99.
        reasons: what speaks for it, the name first, and what speaks against it.
    """

    one: int
    other: int
    score: int
    reasons: tuple[Reason, ...]

    @property
    def strength(self) -> str:
        """A key of `telling.STRENGTH_NAMES`: `sure`, `likely` or `possible`."""
        return next(key for least, key in STRENGTHS.items() if self.score >= least)


def compare(one: Known, other: Known, among: Everybody) -> Pair | None:
    """The two as a pair; None when nothing speaks for their being the same, or too much against it."""
    if one.kind != other.kind:
        return None
    if one.id > other.id:
        one, other = other, one
    told = _person_reasons(one, other, among) if one.is_person else _institution_reasons(one, other, among)
    if told is None:
        return None
    points = _PERSON if one.is_person else _INSTITUTION
    score = sum(points.get(reason.code, 0) for reason in told) - _for_namesakes(one, other, told, among)
    if any(reason.code in ("other_birth", "other_isil", "other_registration") for reason in told):
        score = min(score, _CONTRADICTED)
    return Pair(one.id, other.id, max(0, min(_SUREST, score)), tuple(told))


def _for_namesakes(one: Known, other: Known, told: Sequence[Reason], among: Everybody) -> int:
    """Points that a name loses because many have it; institutions of one town share their town's names."""
    if not one.is_person or told[0].code == "other_family":
        return 0
    namesakes = max(among.namesakes[one.kind, one.words], among.namesakes[other.kind, other.words])
    return min(_MOST_FOR_NAMESAKES, _PER_NAMESAKE * max(0, namesakes - _FEW_NAMESAKES))


# Persons


def _person_reasons(one: Known, other: Known, among: Everybody) -> list[Reason] | None:
    name = _names_of_persons(one, other)
    birth = _births(one.birth, other.birth)
    if name is None:
        if birth is None or birth.code != "same_birth" or not one.given or one.given != other.given:
            return None
        name = Reason("other_family")
    told = [name, *([birth] if birth else []), *_reachable(one, other, among), *_numbers(one, other)]
    if name.code == "other_family" and not any(
        reason.code in ("same_email", "same_phone") for reason in told
    ):
        return None
    if (
        one.address
        and other.address
        and one.place[0] == other.place[0]
        and _alike_addresses(one.address, other.address)
    ):
        told.append(Reason("same_address"))
    elif one.place[0] and one.place[0] == other.place[0]:
        told.append(Reason("same_town", one.town))
    elif one.place[0] and other.place[0]:
        told.append(Reason("other_town", one.town, other.town))
    return told


def _names_of_persons(one: Known, other: Known) -> Reason | None:
    """In what the names of two persons are alike; None when they are two different names."""
    if not one.words or not other.words:
        return None  # signs alone, of which folding leaves nothing
    if one.family == other.family and one.given == other.given:
        return Reason("same_name")
    if one.family == other.given and one.given == other.family:
        return Reason("swapped")
    if one.words == other.words or _is_joined(one, other):
        return Reason("same_words")
    if not (one.family and one.given and other.family and other.given):
        return None
    return _nearly(one, other)


def _nearly(one: Known, other: Known) -> Reason | None:
    born_together = bool(one.birth) and one.birth == other.birth
    for family, given, swapped in ((other.family, other.given, False), (other.given, other.family, True)):
        same_family, same_given = one.family == family, one.given == given
        in_family = _slips(one.family, family, born_together)
        if in_family == _ANOTHER and not same_given:
            continue
        letters = in_family + _slips(one.given, given, born_together)
        if (same_family and _is_initial_of(one.given, given)) or (
            same_given and _is_initial_of(one.family, family)
        ):
            return Reason("initial")
        if letters <= (1 if swapped else 2):
            return Reason("typo", str(letters))
        if (same_family and _is_part(one.given, given)) or (same_given and _is_part(one.family, family)):
            return Reason("shorter")
    return None


def _is_joined(one: Known, other: Known) -> bool:
    """Whether the names differ in spaces alone: `Jean Paul` and `Jeanpaul`."""
    if (one.given or one.family)[:1] != (other.given or other.family)[:1]:
        return False
    left, right = (f"{each.given}{each.family}".replace(" ", "") for each in (one, other))
    return left == right


def _slips(one: str, other: str, born_together: bool = False) -> int:
    """Letters in which two names differ by slips of the keyboard; `_ANOTHER` when they are two different names.

    Short names differ by one letter and are others all the same, Ali and Alia, Awa and Ada: unless both were born on
    the same day.
    """
    if one == other:
        return 0
    length = min(len(one), len(other))
    allowed = 2 if length > 6 else 1 if length > (2 if born_together else 3) else 0
    if abs(len(one) - len(other)) > allowed:
        return _ANOTHER
    distance = int(OSA.distance(one, other, score_cutoff=allowed))
    return distance if distance <= allowed else _ANOTHER


def _is_initial_of(one: str, other: str) -> bool:
    """Whether one given name is written as the initials of the other: `A.` or `A. M.` for `Awa Marie`."""
    short, long = sorted((one.split(), other.split()), key=lambda words: max(map(len, words)))
    if max(map(len, short)) != 1 or max(map(len, long)) == 1:
        return False
    return len(short) <= len(long) and all(word[0] == sign for sign, word in zip(short, long, strict=False))


def _is_part(one: str, other: str) -> bool:
    """Whether all words of one are among those of the other: `Awa` and `Awa Marie`."""
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return len(few) < len(many) and few < many and max(map(len, few)) > 2


def _births(one: str, other: str) -> Reason | None:
    if not one or not other:
        return None
    if one == other:
        return Reason("same_birth", one)
    year, month, day = one.split("-")
    is_slip = other == f"{year}-{day}-{month}" or sum(a != b for a, b in zip(one, other, strict=True)) == 1
    # Who does not know the day writes the first of January.
    is_rough = other[:4] == year and "-01-01" in (one[4:], other[4:])
    return Reason("birth_slip" if is_slip or is_rough else "other_birth", one, other)


# Institutions


def _institution_reasons(one: Known, other: Known, among: Everybody) -> list[Reason] | None:
    codes = list(_codes(one, other))
    known_by_code = any(reason.code in ("same_isil", "same_registration") for reason in codes)
    name = _names_of_institutions(one, other)
    in_one_place = _same_place(one, other)
    if not known_by_code and (name is None or not in_one_place):
        return None
    told = [*([name] if name else []), *codes, *_reachable(one, other, among), *_numbers(one, other)]
    if in_one_place and one.address and other.address:
        alike = _alike_addresses(one.address, other.address)
        told += (
            [Reason("same_address")] if alike else [Reason("same_town", one.town), Reason("other_address")]
        )
    elif in_one_place:
        told.append(Reason("same_town", one.town or other.town))
    return told


def _same_place(one: Known, other: Known) -> bool:
    """One town; towns of one name have different postcodes, and so have the quarters of a city."""
    (town, postcode), (other_town, other_postcode) = one.place, other.place
    if postcode and other_postcode and postcode != other_postcode:
        return False
    return bool(town and town == other_town) or bool(
        postcode and postcode == other_postcode and not (town and other_town)
    )


def _names_of_institutions(one: Known, other: Known) -> Reason | None:
    if one.name.casefold() == other.name.casefold():
        return Reason("same_name")
    left, right = set(one.words), set(other.words)
    if left == right:
        return Reason("same_words")
    only_left, only_right = sorted(left - right), sorted(right - left)
    if _numbers_in(only_left) != _numbers_in(only_right):
        return None
    letters = _letters_apart(one, other, only_left, only_right)
    if letters <= 2:
        return Reason("typo", str(letters))
    return Reason("shorter") if left < right or right < left else None


def _letters_apart(one: Known, other: Known, only_left: Sequence[str], only_right: Sequence[str]) -> int:
    """Letters in which the names differ, word by word, or as a whole when a space has moved; branch A is not branch B."""
    if min(map(len, (*only_left, *only_right))) < 3:
        return _ANOTHER
    by_word = _ANOTHER
    if len(only_left) == len(only_right) <= 2:
        by_word = sum(_slips(a, b) for a, b in zip(only_left, only_right, strict=True))
    return min(by_word, _slips(one.family, other.family))


def _numbers_in(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(map(str.isdecimal, word))]


def _codes(one: Known, other: Known) -> Iterator[Reason]:
    for place, name in enumerate(("isil", "registration")):
        mine, its = one.codes[place], other.codes[place]
        if mine and its:
            yield Reason(f"same_{name}" if mine == its else f"other_{name}", mine.upper(), its.upper())


def _alike_addresses(one: Sequence[str], other: Sequence[str]) -> bool:
    """One address may have a word more than the other, such as the hamlet; the numbers are the same."""
    left, right = set(one), set(other)
    if _numbers_in(sorted(left)) != _numbers_in(sorted(right)):
        return False
    return left == right or (min(len(left), len(right)) >= 3 and (left <= right or right <= left))


# Both


def _reachable(one: Known, other: Known, among: Everybody) -> Iterator[Reason]:
    for name, mine, its in (("email", one.emails, other.emails), ("phone", one.phones, other.phones)):
        shared = sorted(set(mine) & set(its))
        if shared:
            best = min(shared, key=lambda value: (among.sharers[value], value))
            few = among.sharers[best] <= _FEW
            yield Reason(f"same_{name}" if few else f"shared_{name}", best)


def _numbers(one: Known, other: Known) -> Iterator[Reason]:
    digits = number_digits(one.number)
    if digits and len(digits) > 1 and digits == number_digits(other.number):
        yield Reason("same_number", one.number, other.number)
