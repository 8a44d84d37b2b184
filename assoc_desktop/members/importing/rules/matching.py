"""Whom a row is about: a member of the list for sure, perhaps one, or somebody new.

Everything known of the existing members is loaded once; a row is then matched by a few look-ups in dictionaries. The
rows of the file are entered in the same kind of index as they pass, so that a file's own repetitions are found too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.records import INSTITUTION
from assoc_desktop.storage.database import database

#: Members of one name and place that are looked at: a list of thousands of the same name stays quick.
_LOOKED_AT = 50
#: How alike two names must be, out of 100, for one number to mean one member.
_SAME_NAME = 60
#: The place under which members of a name are found wherever they are.
_ANYWHERE = "*"


@dataclass(slots=True)
class Who:
    """What a member, or a row, is recognised by. `id` is a member's, or a row's place in the list."""

    id: int
    kind: str
    name_key: str
    name: str
    birth: str
    place: tuple[str, str]
    keys: dict[str, str]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(slots=True)
class Match:
    """Whom a row may be about.

    Attributes:
        ids: of the members or rows it may be, the likeliest first.
        sure: whether it is the first of them beyond doubt.
        why: in what they resemble, as a sentence; empty when sure.
    """

    ids: tuple[int, ...] = ()
    sure: bool = False
    why: str = ""

    @property
    def id(self) -> int | None:
        """The likeliest; None for nobody."""
        return self.ids[0] if self.ids else None


@dataclass(slots=True)
class Index:
    """Members or rows by what they are recognised by."""

    known: dict[int, Who] = field(default_factory=dict)
    by_key: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_email: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, who: Who) -> None:
        """Enter a member or row."""
        self.known[who.id] = who
        for key, value in who.keys.items():
            self.by_key[key, value].append(who.id)
        for place in _places(who) or ("",):
            self.by_name[who.name_key, place].append(who.id)
        self.by_name[who.name_key, _ANYWHERE].append(who.id)
        for email in who.emails:
            self.by_email[email].append(who.id)

    def find(self, who: Who, match_by: list[str]) -> Match:
        """Whom it is about: first by its keys, then by name and e-mail.

        A key that both have and that differs tells two members apart, however alike they are otherwise.
        """
        for key in match_by:
            same_key = self.by_key.get((key, who.keys[key]), ()) if key in who.keys else ()
            if found := [other_id for other_id in same_key if self.known[other_id].kind == who.kind]:
                return self._by_key(key, who, found)
        named = [other for other in self._of_name(who) if not _are_apart(who, other, match_by)]
        if named:
            return _by_name(who, named, match_by)
        for email in who.emails:
            for other_id in self.by_email.get(email, ()):
                other = self.known[other_id]
                if not _are_apart(who, other, match_by):
                    why = _("{name} has the same e-mail address.").format(name=other.name)
                    return Match((other_id,), False, why)
        return Match()

    def _of_name(self, who: Who) -> Iterator[Who]:
        """Those of the same name; of institutions, those that stand in the same place or may do so."""
        places = _places(who)
        buckets = (*places, "") if places else (_ANYWHERE,)
        found: dict[int, None] = {}
        for place in buckets if who.name_key else ():
            found.update(dict.fromkeys(islice(self.by_name.get((who.name_key, place), ()), _LOOKED_AT)))
        return (self.known[other_id] for other_id in found)

    def _by_key(self, key: str, who: Who, found: list[int]) -> Match:
        other = self.known[found[0]]
        if len(found) > 1:
            why = _("Several members have “{value}” too.").format(value=who.keys[key])
            return Match(tuple(found), False, why)
        strangers = key == "number" and not _alike(who.name_key, other.name_key)
        if strangers and not set(who.emails) & set(other.emails):
            why = _("Number {number} is that of {name}, who is named otherwise.")
            return Match((other.id,), False, why.format(number=who.keys[key], name=other.name))
        return Match((other.id,), True)


def _by_name(who: Who, named: list[Who], match_by: list[str]) -> Match:
    sure = [other for other in named if _is_sure(who, other, match_by)]
    if len(sure) == 1:
        return Match((sure[0].id,), True)
    likeliest = [*sure, *(other for other in named if other not in sure)]
    return Match(tuple(other.id for other in likeliest), False, _why_by_name(who, likeliest[0]))


def name_key(folded: str, full: str) -> str:
    """The words of a folded name in one order, so that family and given name may have changed places.

    A name without letters, of which folding leaves little or nothing, is compared as it is.
    """
    if not any(map(str.isalpha, folded)):
        return full.casefold()
    words = folded.split()
    return folded if len(words) < 2 else " ".join(sorted(words))


def who_is(row_number: int, data: MemberData, key_fields: dict[str, int]) -> Who:
    """What a row is recognised by.

    Args:
        key_fields: "custom:<name>" → id of the custom field that serves as a key.
    """
    keys = {key: value for key, field_id in key_fields.items() if (value := data.custom.get(field_id))}
    if data.number:
        keys["number"] = data.number
    if data.isil:
        keys["isil"] = data.isil.upper()
    folded = fold(data.name if data.kind == INSTITUTION else f"{data.family_name} {data.given_name}")
    return Who(
        row_number,
        data.kind,
        name_key(folded, data.full_name),
        data.full_name,
        data.birth_date.isoformat() if data.birth_date else "",
        (fold(data.postcode), fold(data.town)),
        keys,
        tuple(email.lower() for email in data.emails),
        tuple(data.phones),
    )


def load_members(key_fields: dict[str, int]) -> Index:
    """All members of the association's list, archived ones too; who was erased is found by nothing."""
    emails, phones, customs = (
        _lists("email_address", "address"),
        _lists("phone", "number"),
        _customs(key_fields),
    )
    index = Index()
    for row in database.execute_sql(
        "SELECT id, kind, number, isil, sort_name, birth_date, postcode, town, name, given_name, family_name"
        " FROM member WHERE erased_on IS NULL"
    ):
        member_id, kind, number, isil, sort_name, birth, postcode, town, name, given, family = row
        keys = customs.get(member_id, {})
        if number:
            keys["number"] = number
        if isil:
            keys["isil"] = isil.upper()
        full = name if kind == INSTITUTION else f"{given} {family}".strip()
        place = (fold(postcode), fold(town))
        own = tuple(email.lower() for email in emails.get(member_id, ()))
        index.add(
            Who(
                member_id,
                kind,
                name_key(sort_name, full),
                full,
                birth or "",
                place,
                keys,
                own,
                tuple(phones.get(member_id, ())),
            )
        )
    return index


def numbers_since_given_up() -> dict[str, str]:
    """A number that a member had before two records were brought together → the number they have now."""
    return dict(
        database.execute_sql(
            "SELECT former_number.number, member.number FROM former_number JOIN member ON member.id = member_id"
            " WHERE member.number IS NOT NULL"
        )
    )


def _lists(table: str, column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for member_id, value in database.execute_sql(
        f"SELECT member_id, {column} FROM {table} ORDER BY position"
    ):
        found[member_id].append(value)
    return found


def _customs(key_fields: dict[str, int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for key, field_id in key_fields.items():
        for member_id, value in database.execute_sql(
            "SELECT member_id, value FROM custom_value WHERE field_id = ?", (field_id,)
        ):
            found[member_id][key] = value
    return found


def _are_apart(one: Who, other: Who, match_by: list[str]) -> bool:
    if one.kind != other.kind or (one.birth and other.birth and one.birth != other.birth):
        return True
    return any(key in one.keys and key in other.keys and one.keys[key] != other.keys[key] for key in match_by)


def _places(who: Who) -> tuple[str, ...]:
    """Where an institution stands, by postcode and by town; nothing for persons, who move."""
    return tuple(dict.fromkeys(filter(None, who.place))) if who.kind == INSTITUTION else ()


def _is_sure(one: Who, other: Who, match_by: list[str]) -> bool:
    if "email" in match_by and set(one.emails) & set(other.emails):
        return True
    if "name" not in match_by:
        return False
    if one.kind == INSTITUTION:
        return bool(one.place[1]) and one.place == other.place
    return bool(one.birth and other.birth) or bool(set(one.phones) & set(other.phones))


def _why_by_name(one: Who, other: Who) -> str:
    if set(_places(one)) & set(_places(other)):
        return _("{name} has the same name and town.").format(name=other.name)
    return _("{name} has the same name.").format(name=other.name)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return one == other or fuzz.token_set_ratio(one, other) >= _SAME_NAME
