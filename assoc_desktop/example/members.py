"""One member of the example after the other: who they are, where they live, what is known of them."""

from __future__ import annotations

import datetime
import random

from assoc_desktop.example import people
from assoc_desktop.example.people import FIRST_CORPORATE, INSTITUTIONS
from assoc_desktop.example.portraits import draw_portrait
from assoc_desktop.language import _, speaking
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.records import INSTITUTION, PERSON
from assoc_desktop.storage import attachment


def _repeated(**counts: int) -> tuple[str, ...]:
    return tuple(history for history, count in counts.items() for _number in range(count))


#: What became of the hundred persons and twenty institutions: every status occurs.
PERSON_HISTORIES = _repeated(
    faithful=46,
    second=10,
    new=12,
    grace=5,
    lapsed=4,
    unrenewed=5,
    pending=5,
    resigned=4,
    struck_off=2,
    deceased=3,
    honorary=2,
    life=2,
)
INSTITUTION_HISTORIES = (
    "faithful", "faithful", "second", "faithful", "lapsed", "faithful", "faithful", "new", "faithful", "faithful",
    "grace", "faithful", "pending", "faithful", "faithful", "second", "faithful", "faithful", "faithful", "faithful",
)  # fmt: skip


def person_category(place: int) -> str:
    """The category of the person at a place in the list."""
    if place % 8 == 3:
        return "student"
    return "retired" if place % 9 == 4 else "individual"


def person(place: int, chance: random.Random, category: str, today: datetime.date) -> MemberData:
    """The person at a place in the list, 0 to 99; call inside an operation, the portrait is kept at once."""
    woman, given_name, family_name, language = _name(place, chance)
    towns = people.FRENCH_TOWNS if language == "fr" else people.ENGLISH_TOWNS
    town = chance.choice(sorted(towns))
    has_portrait = place < len(people.CHOSEN_PEOPLE) or chance.random() < 0.75
    with speaking(language):
        title, profession = _title(place, woman), _profession(category, chance)
    return MemberData(
        kind=PERSON,
        title=title,
        given_name=given_name,
        family_name=family_name,
        birth_date=today - datetime.timedelta(days=365 * _age(category, chance) + chance.randint(0, 364)),
        profession=profession,
        photo_id=_portrait(place, woman, category) if has_portrait else None,
        address=_("P.O. Box {n}").format(n=200 + place),
        town=town,
        region=towns[town],
        languages=f"{language},{'en' if language == 'fr' else 'fr'}" if place % 3 else language,
        phones=[_phone(place + 1)] if place % 11 != 10 else [],
        emails=[_email(given_name, family_name, place)] if place % 7 != 6 else [],
        tags=_tags(place),
    )


def _portrait(place: int, woman: bool, category: str) -> str:
    return attachment.add(draw_portrait(place, woman=woman, old=category == "retired"), "image/jpeg")


def _name(place: int, chance: random.Random) -> tuple[bool, str, str, str]:
    if place < len(people.CHOSEN_PEOPLE):
        return people.CHOSEN_PEOPLE[place]
    woman = chance.random() < 0.5
    if chance.random() < 0.68:
        given_names = people.FRENCH_WOMEN if woman else people.FRENCH_MEN
        return woman, chance.choice(given_names), chance.choice(people.FRENCH_FAMILIES), "fr"
    given_names = people.ENGLISH_WOMEN if woman else people.ENGLISH_MEN
    return woman, chance.choice(given_names), chance.choice(people.ENGLISH_FAMILIES), "en"


def _title(place: int, woman: bool) -> str:
    if place % 13 == 5:
        return _("Dr")
    return _("Mrs") if woman else _("Mr")


def _age(category: str, chance: random.Random) -> int:
    low, high = {"student": (19, 27), "retired": (61, 78)}.get(category, (27, 59))
    return chance.randint(low, high)


def _profession(category: str, chance: random.Random) -> str:
    if category == "student":
        return _("Student in library science")
    if category == "retired":
        return _("Retired librarian")
    return chance.choice(
        (
            _("Librarian"),
            _("Head librarian"),
            _("Cataloguer"),
            _("Archivist"),
            _("School librarian"),
            _("Library assistant"),
        )
    )


def _phone(number: int) -> str:
    """A number whose row of zeros shows that nobody has it."""
    return f"+237670000{number:03}"


def _email(given_name: str, family_name: str, place: int) -> str:
    """An address in a domain that is kept free for examples (RFC 2606)."""
    words = "".join(sign if sign.isascii() else " " for sign in fold(f"{given_name} {family_name}")).split()
    return f"{'.'.join(words[:3] or ['member'])}.{place + 1}@example.org"


def _tags(place: int) -> list[str]:
    tags = []
    if place % 17 == 2:
        tags.append(_("Board"))
    if place % 10 == 1:
        tags.append(_("Volunteer"))
    if place % 12 == 7:
        tags.append(_("Trainer"))
    if place % 15 == 8:
        tags.append(_("Far away"))
    return tags


def institution(place: int, chance: random.Random, fields: dict[str, int]) -> MemberData:
    """The institution at a place in the list, 0 to 19, with its contact people."""
    kind, name, town, language = INSTITUTIONS[place]
    is_library = place < FIRST_CORPORATE
    custom = {fields["bulletin"]: chance.choice((_("Paper"), _("E-mail")))}
    if is_library:
        custom[fields["volumes"]] = str(chance.randint(4, 900) * 100)
        custom[fields["internet"]] = str(chance.randint(0, 1))
    return MemberData(
        kind=INSTITUTION,
        name=name,
        library_kind=kind,
        isil=f"CM-EX{place + 1:04}" if is_library and place % 3 else "",
        registration_number=f"EX/{place + 101}",
        address=_("P.O. Box {n}").format(n=500 + place),
        town=town,
        region=(people.FRENCH_TOWNS | people.ENGLISH_TOWNS)[town],
        languages=language,
        website="https://example.org" if place % 4 == 0 else "",
        phones=[_phone(900 + place)],
        emails=[f"institution.{place + 1}@example.org"],
        contacts=list(_contacts(place, chance, language)),
        tags=[_("Far away")] if town in ("Maroua", "Garoua", "Kumbo") else [],
        custom=custom,
    )


def _contacts(place: int, chance: random.Random, language: str) -> list[ContactData]:
    roles = ("director", "administrator", "staff", "treasurer")[: 1 + place % 3]
    contacts = []
    for number, role in enumerate(roles):
        woman = chance.random() < 0.5
        if language == "fr":
            given_names = people.FRENCH_WOMEN if woman else people.FRENCH_MEN
            families = people.FRENCH_FAMILIES
        else:
            given_names = people.ENGLISH_WOMEN if woman else people.ENGLISH_MEN
            families = people.ENGLISH_FAMILIES
        contacts.append(
            ContactData(
                title=_("Mrs") if woman else _("Mr"),
                given_name=chance.choice(given_names),
                family_name=chance.choice(families),
                role=role,
                phone=_phone(950 + place) if number == 0 else "",
                email=f"{role}.{place + 1}@example.org",
                main=number == 0,
            )
        )
    return contacts
