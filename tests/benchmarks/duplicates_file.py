"""A file with made members whose names, towns and dates are spread as in life, and duplicates planted among them."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path

from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.bulk import insert_members
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import starting_category
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids

TODAY = datetime.date(2026, 5, 14)
_STARTS = (
    "Ba",
    "Ko",
    "Dia",
    "Traor",
    "Oué",
    "N'D",
    "Mbar",
    "Sis",
    "Kam",
    "Tcha",
    "Fo",
    "Ngo",
    "Éto",
    "Ab",
    "Zon",
)
_MIDDLES = ("ra", "li", "mou", "ssi", "ga", "ndi", "bo", "ké", "dra", "to", "ya", "lle", "wa", "ngué", "sso")
_ENDS = ("go", "né", "ré", "ko", "ma", "ye", "di", "lo", "mba", "tou", "sa", "bi", "wé", "da", "gan")
_GIVEN = (
    "Aïssatou", "Kofi", "Marie", "Ibrahim", "Fatoumata", "Jean", "Paul", "Chinua", "Ngozi", "Amélie",
    "Moussa", "Grace", "Hélène", "Peter", "Étienne", "Mercy", "Ousmane", "Awa", "Mariam", "Issa", "Salif",
    "Adama", "Rokia", "Binta", "Yaya", "Lamine", "Sékou", "Djénéba", "Oumar", "Kadiatou", "Brigitte",
    "Solange", "Roger", "Édith", "Clarisse", "Blaise", "Gaston", "Achille", "Thérèse", "Lucie", "Ernest",
    "Désiré", "Prosper", "Honorine", "Cécile", "Pascal", "Rachel", "Samuel", "Esther",
)  # fmt: skip
_TOWNS = (
    "Yaoundé", "Douala", "Bamako", "Dakar", "Kumasi", "Ségou", "Gao", "Thiès", "Cotonou", "Lomé", "Accra",
    "Niamey", "Kribi", "Buea", "Garoua", "Maroua", "Bouaké",
)  # fmt: skip


def duplicates_file(folder: Path, members: int, planted: int) -> tuple[Path, set[tuple[int, int]]]:
    """Make the file and close it; gives its path, and the pairs that were planted, the smaller id first."""
    path = folder / f"duplicates-{members}.assoc"
    people = made_people(members)
    chance = random.Random(2)
    chosen = chance.sample(range(members), planted)
    copies = [spoilt(people[place], chance) for place in chosen]
    ids = new_ids(members + planted)
    categories = [starting_category("individual")]
    with (
        found_association(path, Identity("Example", "CM"), categories, today=TODAY),
        operation("Fill", undoable=False),
    ):
        insert_members(list(zip(ids, [*people, *copies], strict=True)))
    return path, {(ids[place], ids[members + turn]) for turn, place in enumerate(chosen)}


def made_people(count: int, seed: int = 1) -> list[MemberData]:
    """People of whom each is another, the same every time: some share names, some a town and a birthday, none all."""
    chance = random.Random(seed)
    return [_person(place, chance) for place in range(count)]


def _person(place: int, chance: random.Random) -> MemberData:
    family = (
        chance.choice(_STARTS)
        + chance.choice(_MIDDLES)
        + chance.choice(("", *_MIDDLES))
        + chance.choice(_ENDS)
    )
    given = " ".join(chance.sample(_GIVEN, 2 if chance.random() < 0.3 else 1))
    born = datetime.date(1940, 1, 1) + datetime.timedelta(days=chance.randrange(24_000))
    return MemberData(
        number=f"{place + 1:06}",
        family_name=family,
        given_name=given,
        birth_date=born,
        town=chance.choice(_TOWNS),
        address=f"{chance.randrange(1, 400)} rue {chance.choice(_STARTS)}{chance.choice(_ENDS)}",
        phones=[f"+2376{50_000_000 + place}"] if chance.random() < 0.8 else [],
        emails=[f"{given[:1]}.{family}.{place}@example.org".lower().replace("'", "")]
        if chance.random() < 0.5
        else [],
    )


def spoilt(one: MemberData, chance: random.Random) -> MemberData:
    """The same person entered once more by somebody in a hurry."""
    how = chance.randrange(6)
    again = replace(one, number="", phones=list(one.phones), emails=list(one.emails))
    if how == 0:
        return replace(again, family_name=one.given_name, given_name=one.family_name)
    if how == 1:
        return replace(again, family_name=_slip(one.family_name, chance), phones=[])
    if how == 2:
        return replace(again, given_name=f"{one.given_name[:1]}.", birth_date=one.birth_date, emails=[])
    if how == 3:
        return replace(again, family_name=one.family_name.upper(), birth_date=None, address="")
    if how == 4:
        return replace(again, given_name=one.given_name.split()[0], town="", address="", phones=[])
    return replace(again, given_name=_slip(one.given_name, chance), number=one.number.lstrip("0"), emails=[])


def _slip(name: str, chance: random.Random) -> str:
    """The name with one letter doubled, left out, or changed places with the next."""
    place = chance.randrange(1, len(name) - 1)
    how = chance.randrange(3)
    if how == 0:
        return name[:place] + name[place] + name[place:]
    if how == 1:
        return name[:place] + name[place + 1 :]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
