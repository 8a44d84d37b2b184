"""What lines are matched with: who owes something, and by what a bank's text may name them. Read once for many lines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from assoc_desktop.association.records import Season
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.balances import Due, dues_of, left_to_pay
from assoc_desktop.treasury.records import StatementRule

#: How alike a name must be to the one in the text, out of 100.
_NEAR = 86
_MOST_NAMES = 6
_LONGEST_NUMBER = 4
_PHONE_DIGITS = 8
_PHONE = re.compile(r"\+?\d(?:[ .-]?\d){7,14}")
_YEAR = re.compile(r"(19|20)\d\d")
#: Words before which a short number is a member's, folded.
_BEFORE_NUMBER = {
    "no",
    "n",
    "nr",
    "num",
    "numero",
    "number",
    "member",
    "membre",
    "adherent",
    "adh",
    "carte",
    "card",
}


@dataclass(frozen=True)
class Named:
    """A member that a line names.

    Attributes:
        how: number, phone, receipt or name.
        likeness: of the name, out of 100.
        by_party: the bank says it as the other party, not only in the text.
        alike: how many members the same word fits.
    """

    member_id: int
    how: str
    word: str = ""
    likeness: float = 100
    by_party: bool = False
    alike: int = 1


@dataclass
class Known:
    """All that matching needs of the file.

    Attributes:
        left: member id → what is left to pay, only of those who owe.
        names: member id → full name, of those who owe or may pay for others.
        sort_names: the same, folded.
        numbers: folded number → member id, former numbers included.
        phones: last digits → member ids.
        pays_for: member id → others whose dues they may settle.
        rules: words → account id, the longest first.
        seasons: the labels of all seasons.
    """

    left: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    sort_names: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    phones: dict[str, list[int]] = field(default_factory=dict)
    pays_for: dict[int, list[int]] = field(default_factory=dict)
    rules: list[tuple[str, int]] = field(default_factory=list)
    seasons: list[str] = field(default_factory=list)
    _dues: dict[int, list[Due]] = field(default_factory=dict)

    def dues(self, member_ids: list[int]) -> list[Due]:
        """What some members have left to pay: the first member's first, of each the oldest first."""
        missing = [each for each in member_ids if each not in self._dues]
        found = defaultdict(list)
        for due in dues_of(missing):
            if due.left > 0:
                found[due.member_id].append(due)
        for each in missing:
            self._dues[each] = sorted(found[each], key=lambda due: due.due_on)
        return [due for each in dict.fromkeys(member_ids) for due in self._dues[each]]

    def by_number(self, text: str) -> list[Named]:
        """The members whose number stands in a text, in its order."""
        words = fold(text).split()
        found: dict[int, Named] = {}
        place = 0
        while place < len(words):
            for length in range(_LONGEST_NUMBER, 0, -1):
                number = " ".join(words[place : place + length])
                member_id = self.numbers.get(number)
                if member_id is not None and _is_telling(number, words[place - 1] if place else ""):
                    found.setdefault(member_id, Named(member_id, "number", number))
                    place += length - 1
                    break
            place += 1
        return list(found.values())

    def by_phone(self, text: str) -> list[Named]:
        """The members whose phone number stands in a text."""
        found: dict[int, Named] = {}
        for match in _PHONE.finditer(text):
            digits = "".join(sign for sign in match[0] if sign.isdigit())
            ids = self.phones.get(digits[-_PHONE_DIGITS:], [])
            for each in ids:
                found.setdefault(each, Named(each, "phone", match[0], alike=len(ids)))
        return list(found.values())

    def by_name(self, party: str, text: str) -> list[Named]:
        """The members whose name is like the other party's, or stands in the text."""
        found: dict[int, Named] = {}
        for said, by_party in ((fold(party), True), (fold(text), False)):
            if not said:
                continue
            near = process.extract(
                said, self.sort_names, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR, limit=_MOST_NAMES
            )
            good = [
                (name, likeness, member_id) for name, likeness, member_id in near if _stands_in(name, said)
            ]
            best = max((likeness for _name, likeness, _id in good), default=0)
            alike = sum(likeness >= best - 1 for _name, likeness, _id in good)
            for _name, likeness, member_id in good:
                found.setdefault(
                    member_id, Named(member_id, "name", self.names[member_id], likeness, by_party, alike)
                )
        return list(found.values())


def _is_telling(number: str, before: str) -> bool:
    """Whether a number is a member's, and not a year or the count of something."""
    if _YEAR.fullmatch(number):
        return before in _BEFORE_NUMBER
    return len(number) >= 3 or before in _BEFORE_NUMBER


def _stands_in(name: str, said: str) -> bool:
    """Whether each word of a name, or all but one of a long name, is said nearly so; one short word alone tells nothing."""
    words, there = name.split(), said.split()
    fitting = [word for word in words if any(fuzz.ratio(word, each) >= _NEAR for each in there)]
    if len(words) == 1:
        return len(words[0]) > 2 and len(fitting) == 1
    return len(fitting) >= max(2, len(words) - 1)


def read_known() -> Known:
    """Read what lines are matched with."""
    known = Known({each: left for each, left in left_to_pay().items() if left > 0})
    known.pays_for = _pays_for()
    wanted = set(known.left) | {
        each for each, others in known.pays_for.items() if known.left.keys() & set(others)
    }
    rows = database.execute_sql(
        "SELECT id, trim(given_name || ' ' || family_name || name), sort_name, number FROM member WHERE erased_on IS NULL"
    )
    for member_id, name, sort_name, number in rows:
        if member_id in wanted:
            known.names[member_id] = name
            known.sort_names[member_id] = sort_name
        if number:
            known.numbers[fold(number)] = member_id
    for number, member_id in database.execute_sql("SELECT number, member_id FROM former_number"):
        known.numbers.setdefault(fold(number), member_id)
    phones: dict[str, list[int]] = defaultdict(list)
    for number, member_id in database.execute_sql("SELECT DISTINCT number, member_id FROM phone"):
        digits = "".join(sign for sign in number if sign.isdigit())
        if len(digits) >= _PHONE_DIGITS and member_id not in phones[digits[-_PHONE_DIGITS:]]:
            phones[digits[-_PHONE_DIGITS:]].append(member_id)
    known.phones = dict(phones)
    rules = [(each.words, each.account_id) for each in StatementRule.select()]
    known.rules = sorted(rules, key=lambda rule: -len(rule[0]))
    known.seasons = [season.label for season in Season.select()]
    return known


def _pays_for() -> dict[int, list[int]]:
    """Member id → the people of their household, or the employees of an institution."""
    found: dict[int, list[int]] = defaultdict(list)
    homes = """SELECT one.member_id, other.member_id FROM household_member AS one
        JOIN household_member AS other ON other.household_id = one.household_id AND other.member_id != one.member_id
        ORDER BY other.id"""
    for member_id, other_id in database.execute_sql(homes):
        found[member_id].append(other_id)
    staff = "SELECT employer_id, id FROM member WHERE employer_id IS NOT NULL ORDER BY sort_name, id"
    for institution_id, person_id in database.execute_sql(staff):
        found[institution_id].append(person_id)
    return dict(found)


def name_of(known: Known, member_id: int) -> str:
    """A member's full name, also of one who owes nothing."""
    if member_id not in known.names:
        row = database.execute_sql(
            "SELECT trim(given_name || ' ' || family_name || name) FROM member WHERE id = ?", (member_id,)
        ).fetchone()
        return row[0] if row else ""
    return known.names[member_id]
