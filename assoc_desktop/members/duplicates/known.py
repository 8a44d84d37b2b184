"""What a member is recognised by, read for all members at once and folded once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.records import INSTITUTION, full_name
from assoc_desktop.storage.database import database

#: Called with (steps done, steps in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]

#: Folded words that tell no institution or street from another in its town.
_SMALL_WORDS = frozenset([
    "a", "au", "aux", "d", "de", "des", "du", "e", "el", "en", "et", "l", "la", "le", "les", "of", "sur", "the",
    "y", "communal", "communale", "municipal", "municipale", "public", "publique",
])  # fmt: skip
#: Folded words that mean the same, and how they are compared.
_SAME_WORDS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "boul": "boulevard", "bld": "boulevard", "pl": "place",
    "r": "rue", "rte": "route", "rd": "road", "sq": "square", "st": "saint", "ste": "sainte", "str": "street",
    "all": "allee", "chem": "chemin", "bp": "bp", "biblio": "bibliotheque", "bib": "bibliotheque",
    "bm": "bibliotheque", "mediatheque": "bibliotheque", "library": "bibliotheque",
}  # fmt: skip
_DIGITS = re.compile(r"\d+")
_APOSTROPHES = re.compile("['’‘ʼ]")


@dataclass(slots=True)
class Known:
    """What a member is recognised by; texts are folded, but for `name` and the reachable ones.

    Attributes:
        words: of the name in one order; of an institution, without its town and the small words.
        family, given: of a person, each as one text; the whole name of an institution stands in `family`.
        place: the town and the postcode.
        codes: ISIL, registration number.
    """

    id: int
    kind: str
    name: str
    number: str
    family: str
    given: str
    words: tuple[str, ...]
    birth: str
    place: tuple[str, str]
    town: str
    address: tuple[str, ...]
    codes: tuple[str, str]
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether it is a person and no institution."""
        return self.kind != INSTITUTION


@dataclass(frozen=True, slots=True)
class Everybody:
    """All members that may have a duplicate, and what many of them share.

    Attributes:
        members: in the order of their ids.
        namesakes: (kind, words of a name) → how many members have it.
        sharers: phone or e-mail → how many members have it.
    """

    members: tuple[Known, ...]
    namesakes: Counter[tuple[str, tuple[str, ...]]]
    sharers: Counter[str]


_SQL = """
    SELECT id, kind, number, family_name, given_name, name, birth_date, postcode, town, address, isil,
           registration_number
    FROM member WHERE erased_on IS NULL {only} ORDER BY id
"""
_STEP = 5000


def everybody(*, progress: Progress | None = None) -> Everybody:
    """All members but the erased ones."""
    return _read("", (), progress)


def some(ids: Sequence[int]) -> Everybody:
    """A few members; `namesakes` and `sharers` count these alone."""
    return _read(f"AND id IN ({', '.join('?' * len(ids))})", tuple(ids), None)


def _read(only: str, values: tuple[object, ...], progress: Progress | None) -> Everybody:
    where = only.replace("AND id", "WHERE member_id")
    phones = _lists(f"SELECT member_id, number FROM phone {where} ORDER BY position, id", values)
    emails = _lists(
        f"SELECT member_id, lower(address) FROM email_address {where} ORDER BY position, id", values
    )
    folded = _Folded()
    rows = database.execute_sql(_SQL.format(only=only), values).fetchall()
    members = []
    for place, row in enumerate(rows):
        if progress is not None and place % _STEP == 0:
            progress(place, len(rows))
        members.append(_known(row, phones, emails, folded))
    return gathered(members)


def gathered(members: Sequence[Known]) -> Everybody:
    """Members with what many of them share counted."""
    shared: Counter[str] = Counter()
    for one in members:
        shared.update({*one.phones, *one.emails})
    return Everybody(tuple(members), Counter((one.kind, one.words) for one in members), shared)


class _Folded(dict[str, str]):
    """Text → folded text: towns and names come again and again."""

    def __missing__(self, text: str) -> str:
        self[text] = folded = fold(text)
        return folded


def _lists(sql: str, values: tuple[object, ...]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for member_id, value in database.execute_sql(sql, values):
        found[member_id] += (value,)
    return found


def _known(
    row: Sequence[str | None],
    phones: dict[int, tuple[str, ...]],
    emails: dict[int, tuple[str, ...]],
    folded: dict[str, str],
) -> Known:
    (
        member_id,
        kind,
        number,
        family,
        given,
        name,
        birth,
        postcode,
        town,
        address,
        isil,
        registration,
    ) = (value or "" for value in row)
    own = int(member_id)
    family_folded, given_folded, town_folded = folded[family], folded[given], folded[town]
    if kind == INSTITUTION:
        words = name_words(name, town)
        family_folded = folded[name]
    else:
        words = tuple(sorted(f"{family_folded} {given_folded}".split()))
    return Known(
        id=own,
        kind=kind,
        name=full_name(kind, name, family, given),
        number=number,
        family=family_folded,
        given=given_folded,
        words=words,
        birth=birth,
        place=(town_folded, folded[postcode].replace(" ", "")),
        town=town,
        address=address_words(fold(address), town_folded),
        codes=(_code(isil), _code(registration)),
        phones=phones.get(own, ()),
        emails=emails.get(own, ()),
    )


def known_of(data: MemberData) -> Known:
    """What a member that is not stored yet is recognised by; its id is 0."""
    row = (
        "0", data.kind, data.number, data.family_name, data.given_name, data.name,
        data.birth_date.isoformat() if data.birth_date else "", data.postcode, data.town, data.address, data.isil,
        data.registration_number,
    )  # fmt: skip
    emails = {0: tuple(email.strip().lower() for email in data.emails)}
    return _known(row, {0: tuple(data.phones)}, emails, _Folded())


def _code(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def name_words(name: str, town: str) -> tuple[str, ...]:
    """The words of an institution's name that tell it from others in its town, in one order.

    `Bibliothèque d'Aigremont` in Aigremont has the word `bibliotheque` alone.
    """
    left = f" {fold(_APOSTROPHES.sub(' ', name))} "
    if its_town := fold(_APOSTROPHES.sub(" ", town)):
        left = left.replace(f" {its_town} ", " ")
    words = (_SAME_WORDS.get(word, word) for word in left.split() if word not in _SMALL_WORDS)
    return tuple(sorted(words)) or ("-",)


def address_words(folded: str, town: str) -> tuple[str, ...]:
    """The words of an address, written in one way, without the town."""
    words = (_SAME_WORDS.get(word, word) for word in folded.split() if word not in _SMALL_WORDS)
    return tuple(word for word in words if word != town)


def number_digits(number: str) -> str:
    """The digits of a member number without leading zeros: `0412`, `412` and `N° 412` are written differently."""
    return "".join(_DIGITS.findall(number)).lstrip("0")
