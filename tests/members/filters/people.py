"""Made members for tests of filters, and what a filter asks evaluated over them in plain Python.

The evaluation knows nothing of the program's SQL: it reads each member as a dictionary and answers with loops.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from assoc_desktop.association.records import Season
from assoc_desktop.language.folding import fold
from assoc_desktop.members import bulk
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.filters.model import (
    ANY_SEASON,
    LAST_SEASON,
    NEXT_SEASON,
    THIS_SEASON,
    Condition,
    Group,
    Ref,
)
from assoc_desktop.members.filters.queries import filter_sql
from assoc_desktop.members.filters.tests import TESTS
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import (
    Card,
    Category,
    Consent,
    Household,
    HouseholdMember,
    Member,
    Membership,
    Proof,
    Tag,
)
from assoc_desktop.members.status import status_on
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_id, new_ids

TOWNS = (
    "Bamako",
    "BAMAKO",
    "Ségou",
    "Łódź",
    "N'Djamena",
    "",
    "100%",
    "a_b",
    "Robert'); DROP TABLE member;--",
)
WORDS = ("Bibliothécaire", "éditeur", "", "%", "_", "Œuvre", "\\", "bibliothecaire")
DAYS = (None, date(2004, 2, 29), date(1960, 5, 14), date(2026, 5, 31), date(2026, 2, 28), date(1999, 12, 31))


@dataclass
class World:
    """The made members: id → what is known of each, and the records that conditions may name."""

    today: date
    people: dict[int, dict] = field(default_factory=dict)
    seasons: list[Season] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)


def make_world(today: date, conventions, count: int = 60, seed: int = 7) -> World:
    """Write members of every sort into the open file."""
    chance = random.Random(seed)
    world = World(today)
    world.own = {
        "text": save_custom_field("Pointure", "text").id,
        "number": save_custom_field("Livres", "number").id,
        "date": save_custom_field("Visite", "date").id,
        "choice": save_custom_field("Jour", "choice", choices="lundi\nmardi").id,
        "yes_no": save_custom_field("Clef", "yes_no").id,
    }
    with operation("Fill"):
        for label, year in (("2025", 2025), ("2027", 2027)):
            Season.create(label=label, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
        world.seasons = list(Season.select().order_by(Season.starts_on))
        world.categories = list(Category.select().order_by(Category.position).limit(3))
        Category.update(proof="Carte d'étudiant").where(Category.id == world.categories[1].id).execute()
        ids = list(new_ids(count))
        members = [(each, _data(chance, world, place)) for place, each in enumerate(ids)]
        bulk.insert_members(members)
        archived = [each for each in ids if chance.random() < 0.2]
        Member.update(archived_on=date(2026, 1, 1)).where(Member.id.in_(archived)).execute()
        world.tags = list(Tag.select().order_by(Tag.folded))
        for each in ids:
            _belongings(chance, world, each)
        _households(chance, ids)
    for each, data in members:
        world.people[each] = _known(each, data, today, conventions)
    return world


def _data(chance: random.Random, world: World, place: int) -> MemberData:
    data = MemberData(
        kind="person" if place % 3 else "institution",
        number=f"{place:04}" if chance.random() < 0.8 else "",
        town=chance.choice(TOWNS),
        region=chance.choice(TOWNS),
        notes=chance.choice(WORDS),
        country=chance.choice(("", "", "ML", "CM")),
        languages=chance.choice(("", "fr", "fr,en", "en,bm")),
        joined_on=chance.choice(DAYS),
        resigned_on=chance.choice((None, None, None, *DAYS)),
        phones=chance.sample(["+23769912345", "+22370000000"], chance.randrange(3)),
        emails=chance.sample(["a.b@example.org", "É_x@example.com"], chance.randrange(3)),
        tags=chance.sample(["Presse", "Bénévole", "100 %"], chance.randrange(4)),
        custom=_custom(chance, world.own),
    )
    if data.kind == "person":
        data.family_name, data.given_name = chance.choice(("N'Diaye", "Łoś", "Koné")), chance.choice(WORDS)
        data.birth_date, data.profession = chance.choice(DAYS), chance.choice(WORDS)
    else:
        data.name = f"Bibliothèque {chance.choice(TOWNS)}"
        data.library_kind = chance.choice(("", "public", "school"))
        data.contacts = [
            ContactData(
                family_name="Étoundi",
                role=chance.choice(("", "director")),
                phone=chance.choice(("", "+23769912345")),
                email=chance.choice(("", "c@example.org")),
                main=True,
            )
        ] * chance.randrange(2)
    return data


def _custom(chance: random.Random, own: dict[str, int]) -> dict[int, str]:
    choices = {
        "text": ("", "42", "Quarante-deux"),
        "number": ("", "3", "17.5", "-2"),
        "date": ("", "2026-05-14", "2004-02-29"),
        "choice": ("", "lundi", "mardi"),
        "yes_no": ("", "1", "0"),
    }
    return {own[kind]: chance.choice(values) for kind, values in choices.items()}


def _belongings(chance: random.Random, world: World, member_id: int) -> None:
    for season in world.seasons:
        if chance.random() < 0.6:
            life = chance.random() < 0.1
            Membership.create(
                member=member_id, season=season, category=chance.choice(world.categories),
                starts_on=season.starts_on + timedelta(chance.choice((0, 90))),
                ends_on=None if life else season.ends_on,
                grace_until=None if life else season.ends_on + timedelta(60),
                fee_due=chance.choice((0, 2500, 5000)), reduction=chance.choice((0, 0, 1000)),
            )  # fmt: skip
        if chance.random() < 0.4:
            Card.create(
                serial=str(new_id()), member=member_id, season=season, printed_on=world.today,
                handed_over_on=chance.choice((None, world.today)), lost_on=chance.choice((None, None, world.today)),
                spoiled_on=chance.choice((None, None, world.today)),
            )  # fmt: skip
    for purpose in sorted(PURPOSES):
        if chance.random() < 0.5:
            Consent.create(
                member=member_id, purpose=purpose, given=chance.random() < 0.5, said_on=world.today
            )
    for _time in range(chance.randrange(3)):
        Proof.create(
            member=member_id, name=chance.choice(("Carte d'étudiant", "Autre")), seen_on=world.today,
            valid_until=world.today + timedelta(chance.choice((-1, 0, 20, 400))),
        )  # fmt: skip


def _households(chance: random.Random, ids: list[int]) -> None:
    for start in range(0, len(ids), 10):
        home = Household.create(name=f"Famille {start}", payer=ids[start])
        for member_id in ids[start : start + chance.randrange(1, 5)]:
            HouseholdMember.create(member=member_id, household=home)


def _known(member_id: int, data: MemberData, today: date, conventions) -> dict:
    """All of a member as plain values, read from the records one by one."""
    member = Member.get_by_id(member_id)
    home = HouseholdMember.get_or_none(HouseholdMember.member == member_id)
    return {
        **vars(data),
        "archived_on": member.archived_on,
        "any_name": f"{data.family_name} {data.given_name}" if data.kind == "person" else data.name,
        "status": status_on(today, facts_of(member), conventions).code,
        "memberships": list(Membership.select().where(Membership.member == member_id)),
        "cards": list(Card.select().where(Card.member == member_id)),
        "proofs": list(Proof.select().where(Proof.member == member_id)),
        "consents": {c.purpose: c.given for c in Consent.select().where(Consent.member == member_id)},
        "household": home.household.name if home else "",
        "payer": Household.select().where(Household.payer == member_id).exists(),
    }


def ask(group: Group, today: date) -> set[int]:
    """All whom the engine lets through, in the archive or not."""
    sql, values = filter_sql(group, today)
    return {row[0] for row in database.execute_sql(f"SELECT id FROM member WHERE {sql}", values)}


def line(*condition) -> Group:
    """A filter of one line."""
    return Group(True, (Condition(*condition),))


# The evaluation


def expected(world: World, group: Group) -> set[int]:
    """Who passes, archived members too."""
    return {each for each, person in world.people.items() if passes(world, person, group)}


def passes(world: World, person: dict, part: Group | Condition) -> bool:
    """Whether one member passes a filter or a line."""
    if isinstance(part, Group):
        answers = [passes(world, person, each) for each in part.parts]
        return all(answers) if part.all_of else any(answers)
    negated = TESTS[part.test].negates
    answer = _positive(world, person, part, negated or part.test)
    return not answer if negated else answer


def _season(world: World, ref: Ref) -> int | None:
    years = {THIS_SEASON: "2026", LAST_SEASON: "2025", NEXT_SEASON: "2027"}
    if ref.id in years:
        return next(each.id for each in world.seasons if each.label == years[ref.id])
    return None if ref.id == ANY_SEASON else ref.id


def _in_season(world: World, records: list, about: Ref) -> list:
    wanted = _season(world, about)
    return [each for each in records if wanted is None or each.season_id == wanted]


def _positive(world: World, person: dict, condition: Condition, test: str) -> bool:
    key, values = condition.field, condition.values
    if key in ("kind", "status"):
        return person[key] in values
    if key == "card":
        return any(_card_is(_in_season(world, person["cards"], condition.about), each) for each in values)
    if key == "proof":
        return any(_proof_is(world.today, person, each) for each in values)
    if key.startswith("consent."):
        given = person["consents"].get(key.partition(".")[2])
        answer = {None: "not_asked", True: "agreed", False: "refused"}[given]
        return answer in values
    if key == "archived":
        return person["archived_on"] is not None
    if key == "payer":
        return person["payer"]
    if key in ("tags", "enrolled", "languages"):
        return _many(world, person, key, test, values)
    found = _values_of(world, person, condition)
    own = {field_id: kind for kind, field_id in world.own.items()}
    key = f"own {own[condition.about.id]}" if key == "own" else key
    return any(_one(world.today, key, test, each, values) for each in found)


def _card_is(cards: list, state: str) -> bool:
    good = [each for each in cards if not each.lost_on and not each.spoiled_on]
    return {
        "good": bool(good),
        "none": not good,
        "waiting": any(not each.handed_over_on for each in good),
        "handed_over": any(each.handed_over_on for each in good),
        "lost": any(each.lost_on for each in cards),
        "spoiled": any(each.spoiled_on for each in cards),
    }[state]


def _proof_is(today: date, person: dict, state: str) -> bool:
    proofs = person["proofs"]
    valid = [each for each in proofs if each.valid_until >= today]
    current = [
        each
        for each in person["memberships"]
        if each.starts_on <= today and (not each.ends_on or each.ends_on >= today)
    ]
    needed = {each.category.proof for each in current} - {""}
    return {
        "valid": bool(valid),
        "missing": bool(needed - {each.name for each in valid}),
        "run_out": bool(proofs) and not valid,
        "never": not proofs,
    }[state]


def _many(world: World, person: dict, key: str, test: str, values: tuple) -> bool:
    if key == "tags":
        has = {tag.id for tag in world.tags if tag.folded in {fold(name) for name in person["tags"]}}
        wanted = {ref.id for ref in values}
    elif key == "enrolled":
        has = {each.season_id for each in person["memberships"]}
        wanted = {_season(world, ref) for ref in values}
    else:
        has, wanted = set(filter(None, person["languages"].split(","))), set(values)
    return {"has_any": bool(has & wanted), "has_all": wanted <= has, "has_some": bool(has)}[test]


def _values_of(world: World, person: dict, condition: Condition) -> list:
    """Every value a member has in a field; an empty one is there and empty."""
    key = condition.field
    if key == "own":
        value = person["custom"].get(condition.about.id, "")
        return [value] if value else []
    if key in ("category", "fee_due", "to_pay", "starts_on", "ends_on"):
        column = "category_id" if key == "category" else key
        return [getattr(each, column) for each in _in_season(world, person["memberships"], condition.about)]
    if key == "proof_until":
        return [max(each.valid_until for each in person["proofs"])] if person["proofs"] else []
    lists = {"phone": "phones", "email": "emails"}
    if key in lists:
        return person[lists[key]]
    if key == "contact_name":
        return [f"{each.title} {each.given_name} {each.family_name}" for each in person["contacts"]]
    if key.startswith("contact_"):
        return [getattr(each, key.removeprefix("contact_")) for each in person["contacts"]]
    if key == "country":
        return [person["country"] or "CM"]
    same = {"age": "birth_date", "seniority": "joined_on"}
    return [person[same.get(key, key)]]


def _one(today: date, key: str, test: str, has, values: tuple) -> bool:
    if has is None or has == "":
        return False
    if test == "filled":
        return True
    if key in ("age", "seniority"):
        if has > today:
            return False
        has = today.year - has.year - ((today.month, today.day) < (has.month, has.day))
    if key == "category":
        return has in {ref.id for ref in values}
    if key in ("phone", "contact_phone"):
        return "".join(filter(str.isdigit, values[0])).lstrip("0") in has
    if isinstance(has, date) or key == "own date":
        return _day(today, test, has if isinstance(has, date) else date.fromisoformat(has), values)
    if isinstance(has, int):
        return _number(test, has, values)
    if key == "own number":
        return _number(test, float(has), tuple(map(float, values)))
    if key in ("library_kind", "contact_role", "country", "own choice", "own yes_no"):
        return has in values
    return any(_text(test, has, each) for each in values)


def _text(test: str, has: str, wanted: str) -> bool:
    if fold(wanted):
        has, wanted = fold(has), fold(wanted)
    else:
        wanted = wanted.strip()
    return {"contains": wanted in has, "starts": has.startswith(wanted)}.get(test, has == wanted)


def _number(test: str, has: float, values: tuple) -> bool:
    low, high = min(values), max(values)
    return {"at_least": has >= low, "at_most": has <= high, "between": low <= has <= high}.get(
        test, has == low
    )


def _day(today: date, test: str, has: date, values: tuple) -> bool:
    if test == "this_month":
        return has.month == today.month
    if test in ("last_days", "next_days"):
        ahead = (has - today).days
        return 0 <= (ahead if test == "next_days" else -ahead) <= values[0]
    if test == "round_days":
        return any(_comes_round(has, today + timedelta(n)) for n in range(min(values[0], 366) + 1))
    days = sorted(map(date.fromisoformat, values))
    return {"before": has < days[0], "after": has > days[0], "between": days[0] <= has <= days[-1]}.get(
        test, has == days[0]
    )


def _comes_round(has: date, day: date) -> bool:
    if (has.month, has.day) == (day.month, day.day):
        return True
    no_leap_day = (day + timedelta(1)).month == 3
    return (has.month, has.day) == (2, 29) and (day.month, day.day) == (2, 28) and no_leap_day
