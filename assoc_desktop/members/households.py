"""Households: people of one home, of whom one pays for all, and to whom one letter goes.

A household has persons only, so none can contain another. A person lives in one household at most. Every change of a
household writes its people anew: an older change of it can then no longer be undone behind the back of a later one, and
every one of its people sees the change in their history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assoc_desktop.language import N_, _, ngettext, some_names
from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import INSTITUTION, PERSON, Household, HouseholdMember, Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation


@dataclass
class HouseholdData:
    """All of a household that a person edits.

    Attributes:
        name: as a letter addresses them.
        people: ids of members, in the order in which a letter would name them.
        payer_id: one of the people.
    """

    name: str = ""
    people: list[int] = field(default_factory=list)
    payer_id: int | None = None


@dataclass(frozen=True)
class Letter:
    """One letter: to one member, or to the people of a household together.

    Attributes:
        receiver_id: whose address stands on it.
        name: the household's name; empty when it goes to the receiver, or to the one of `people`, in their own name.
        people: for whom it is, of those asked for.
    """

    receiver_id: int
    name: str
    people: tuple[int, ...]


@dataclass(frozen=True)
class HouseholdRow:
    """What a list shows of a household.

    Attributes:
        payer: who receives the letters now.
        search_text: folded: its name, its people and its town.
    """

    id: int
    name: str
    payer: str
    town: str
    people: int
    search_text: str


# Who has died or is in the archive stays in the household and receives nothing.
_PEOPLE_SQL = """
    SELECT household_member.household_id, household_member.member_id, household.payer_id = household_member.member_id,
           member.deceased_on IS NULL AND member.archived_on IS NULL
    FROM household_member
    JOIN household ON household.id = household_member.household_id
    JOIN member ON member.id = household_member.member_id
"""
_ORDER = " ORDER BY household_member.household_id, household_member.id"


def household_of(member_id: int) -> Household | None:
    """The household that a person lives in."""
    found = HouseholdMember.get_or_none(HouseholdMember.member == member_id)
    return None if found is None else found.household


def people_of(household_id: int) -> list[Member]:
    """The people of a household, in their order, with those who have died or are in the archive."""
    query = (
        Member.select()
        .join(HouseholdMember, on=(HouseholdMember.member == Member.id))
        .where(HouseholdMember.household == household_id)
        .order_by(HouseholdMember.id)
    )
    return list(query)


def read_household(household_id: int) -> HouseholdData:
    """All of a household, ready to be edited."""
    household = Household.get_by_id(household_id)
    return HouseholdData(household.name, [each.id for each in people_of(household_id)], household.payer_id)


def present_payer(household_id: int) -> int:
    """Who pays and receives the letters now: the payer or, when they have died or left the lists, the next one."""
    rows = database.execute_sql(_PEOPLE_SQL + " WHERE household_id = ?" + _ORDER, (household_id,)).fetchall()
    return _present_payer([(member_id, bool(pays), bool(here)) for _h, member_id, pays, here in rows])


def _present_payer(people: Sequence[tuple[int, bool, bool]]) -> int:
    """Of (id, pays, is still here): the payer when still here, the first who is here, or the payer for want of anybody."""
    here = [(member_id, pays) for member_id, pays, is_here in people if is_here]
    paying = [member_id for member_id, pays, _here in people if pays]
    return next((each for each, pays in here if pays), here[0][0] if here else paying[0])


def households() -> list[HouseholdRow]:
    """All households in the order of their names."""
    payers: dict[int, list[tuple[int, bool, bool]]] = {}
    for household_id, member_id, pays, here in database.execute_sql(_PEOPLE_SQL + _ORDER):
        payers.setdefault(household_id, []).append((member_id, bool(pays), bool(here)))
    names = {
        row[0]: (f"{row[1]} {row[2]}".strip(), row[3])
        for row in database.execute_sql(
            "SELECT id, given_name, family_name, town FROM member WHERE id IN (SELECT member_id FROM household_member)"
        )
    }
    found = []
    for household_id, name in database.execute_sql(
        "SELECT id, name FROM household ORDER BY name COLLATE NOCASE, id"
    ):
        people = payers.get(household_id, [])
        payer, town = names[_present_payer(people)] if people else ("", "")
        text = fold(" ".join((name, town, *(names[each][0] for each, _pays, _here in people))))
        found.append(HouseholdRow(household_id, name, payer, town, len(people), text))
    return found


def letter_groups(ids: Sequence[int]) -> list[Letter]:
    """One letter for every household of which several are asked for, and one for every other member, in their order.

    A letter to a household goes to its payer. Who is asked for alone gets it in their own name; at the payer's address
    when they have none of their own.
    """
    wanted = dict.fromkeys(ids)
    homes: dict[int, list[tuple[int, bool, bool]]] = {}
    home_of: dict[int, int] = {}
    for household_id, member_id, pays, here in database.execute_sql(_PEOPLE_SQL + _ORDER):
        homes.setdefault(household_id, []).append((member_id, bool(pays), bool(here)))
        home_of[member_id] = household_id
    names = dict(database.execute_sql("SELECT id, name FROM household"))
    without_address = {row[0] for row in database.execute_sql(_WITHOUT_ADDRESS_SQL)}
    letters: dict[int, Letter] = {}
    for member_id in wanted:
        home = home_of.get(member_id)
        if home is None:
            letters[member_id] = Letter(member_id, "", (member_id,))
            continue
        together = tuple(each for each, _pays, here in homes[home] if each in wanted and here)
        if len(together) > 1 and member_id in together:
            letters.setdefault(home, Letter(_present_payer(homes[home]), names[home], together))
        else:
            receiver = _present_payer(homes[home]) if member_id in without_address else member_id
            letters[member_id] = Letter(receiver, "", (member_id,))
    return list(letters.values())


_WITHOUT_ADDRESS_SQL = """
    SELECT member.id FROM household_member JOIN member ON member.id = household_member.member_id
    WHERE member.address = '' AND member.postcode = '' AND member.town = ''
"""


def proposed_name(people: Sequence[int]) -> str:
    """How a letter could address these people: by their family names, each once."""
    found = {member.id: member for member in Member.select().where(Member.id.in_(list(people)))}
    names = (found[each].family_name or found[each].given_name for each in people if each in found)
    told = " – ".join(dict.fromkeys(filter(None, names)))
    return _("{name} family").format(name=told) if told else ""


def check_household(
    data: HouseholdData, *, household_id: int | None = None, move: bool = False
) -> dict[str, str]:
    """Field → what is wrong with a household, in the order of the page.

    Args:
        move: who lives in another household moves to this one.
    """
    problems = {}
    if not data.name.strip():
        problems["name"] = _("The household needs a name: it stands on its letters.")
    if people := _people_problem(data.people, household_id, move):
        problems["people"] = people
    if "people" not in problems and (payer := _payer_problem(data)):
        problems["payer_id"] = payer
    return problems


def _people_problem(people: Sequence[int], household_id: int | None, move: bool) -> str:
    found = {member.id: member for member in Member.select().where(Member.id.in_(list(people)))}
    twice = next((each for place, each in enumerate(people) if each in people[:place]), None)
    if twice in found:
        return _("{name} stands in the household twice.").format(name=found[twice].full_name)
    if len(people) < 2:
        return _("A household has at least two people. Who lives alone needs none.")
    living_here = {} if household_id is None else {member.id for member in people_of(household_id)}
    for each in people:
        problem = _person_problem(found.get(each), each, is_new=each not in living_here)
        if problem:
            return problem
    return "" if move else _elsewhere(people, household_id)


def _person_problem(member: Member | None, member_id: int, *, is_new: bool) -> str:
    if member is None:
        inner = Household.get_or_none(Household.id == member_id)
        if inner is not None:
            return _("{name} is a household itself: households cannot contain each other.").format(name=inner)
        return _("Somebody in this household is no longer in the list of members. Take them out.")
    name = {"name": member.full_name}
    if member.kind != PERSON:
        return _("{name} is an institution. A household has persons only.").format(**name)
    if not is_new:
        return ""
    if member.erased_on:
        return _("{name} was erased and cannot join a household.").format(**name)
    if member.deceased_on:
        return _("{name} has died and cannot join a household.").format(**name)
    if member.archived_on:
        return _("{name} is in the archive. Bring {name} back from it first.").format(**name)
    return ""


def _elsewhere(people: Sequence[int], household_id: int | None) -> str:
    """Who lives in another household."""
    moving = (
        HouseholdMember.select(HouseholdMember, Household, Member)
        .join(Household)
        .switch(HouseholdMember)
        .join(Member)
        .where(HouseholdMember.member.in_(list(people)) & (HouseholdMember.household != (household_id or 0)))
        .order_by(HouseholdMember.id)
        .first()
    )
    if moving is None:
        return ""
    return _(
        "{name} lives in the household “{household}”. Say that they move here, or take them out."
    ).format(name=moving.member.full_name, household=moving.household)


def _payer_problem(data: HouseholdData) -> str:
    if data.payer_id not in data.people:
        return _("Choose who pays: one of the people of the household.")
    payer = Member.get_by_id(data.payer_id)
    if payer.deceased_on:
        return _("{name} has died. Choose another payer.").format(name=payer.full_name)
    if payer.archived_on:
        return _("{name} is in the archive. Choose another payer.").format(name=payer.full_name)
    return ""


def save_household(data: HouseholdData, *, household_id: int | None = None, move: bool = False) -> Household:
    """Make a household, or change one.

    Args:
        move: who lives in another household moves to this one; what is left of the other stays right.

    Raises:
        Invalid: see `check_household`.
        Refused: the household is no longer there.
    """
    if problems := check_household(data, household_id=household_id, move=move):
        raise Invalid(problems)
    if household_id is not None and _unchanged(data, household_id):
        return Household.get_by_id(household_id)
    label = N_("Make the household {name}") if household_id is None else N_("Change the household {name}")
    with operation(label, name=data.name.strip()):
        for member_id in data.people:
            home = household_of(member_id)
            if home is not None and home.id != household_id:
                _take_out(home, {member_id})
        household = Household() if household_id is None else Household.get_by_id(household_id)
        household.name, household.payer = data.name.strip(), data.payer_id
        household.save(force_insert=household_id is None)
        _write_people(household.id, data.people)
    return household


def _unchanged(data: HouseholdData, household_id: int) -> bool:
    if Household.get_or_none(Household.id == household_id) is None:
        raise Refused(_("This household is no longer there. Make it anew."))
    stored = read_household(household_id)
    return (stored.name, stored.people, stored.payer_id) == (data.name.strip(), data.people, data.payer_id)


def _write_people(household_id: int, people: Sequence[int]) -> None:
    HouseholdMember.delete().where(HouseholdMember.household == household_id).execute()
    for member_id in people:
        HouseholdMember.create(household=household_id, member=member_id)


def _take_out(household: Household, leaving: set[int]) -> None:
    """Take people out; the next one pays when the payer goes, and a household of one is none."""
    people = [each for each in people_of(household.id) if each.id not in leaving]
    if len(people) < 2:
        _remove(household)
        return
    if household.payer_id in leaving:
        here = [each for each in people if not (each.deceased_on or each.archived_on)]
        household.payer = (here or people)[0]
        household.save()
    _write_people(household.id, [each.id for each in people])


def _remove(household: Household) -> None:
    HouseholdMember.delete().where(HouseholdMember.household == household.id).execute()
    household.delete_instance()


def leave_household(member_id: int) -> None:
    """Take a person out of their household.

    The next person pays when it was the payer; a household of one is dissolved.

    Raises:
        Refused: the person lives in no household.
    """
    household, member = household_of(member_id), Member.get_by_id(member_id)
    if household is None:
        raise Refused(_("{name} lives in no household.").format(name=member.full_name))
    with operation(
        N_("Take {name} out of the household {household}"), name=member.full_name, household=household.name
    ):
        _take_out(household, {member_id})


def dissolve_household(household_id: int) -> None:
    """Take a household away; its people stay as they are.

    Raises:
        Refused: it is no longer there.
    """
    household = Household.get_or_none(Household.id == household_id)
    if household is None:
        raise Refused(_("This household is no longer there. Make it anew."))
    with operation(N_("Dissolve the household {name}"), name=household.name):
        _remove(household)


# Each finds the names of households of which something is written that no screen or command would write.
_FAULTS_SQL = {
    "few": """SELECT name FROM household
        WHERE (SELECT count(*) FROM household_member WHERE household_id = household.id) < 2""",
    "payer": """SELECT name FROM household WHERE payer_id NOT IN
        (SELECT member_id FROM household_member WHERE household_id = household.id)""",
    "kind": f"""SELECT DISTINCT household.name FROM household
        JOIN household_member ON household_id = household.id JOIN member ON member.id = member_id
        WHERE member.kind = '{INSTITUTION}'""",
}


def household_faults() -> list[str]:
    """What is wrong with the households of the open file, in sentences."""
    found = {kind: [row[0] for row in database.execute_sql(sql)] for kind, sql in _FAULTS_SQL.items()}
    return [_fault_sentence(kind, names) for kind, names in found.items() if names]


def _fault_sentence(kind: str, names: Sequence[str]) -> str:
    n = len(names)
    sentences = {
        "few": ngettext(
            "{n} household has fewer than two people: {names}. Change or dissolve it.",
            "{n} households have fewer than two people: {names}. Change or dissolve them.",
            n,
        ),
        "payer": ngettext(
            "{n} household has a payer who does not live there: {names}. Choose the payer anew.",
            "{n} households have a payer who does not live there: {names}. Choose the payers anew.",
            n,
        ),
        "kind": ngettext(
            "{n} household holds an institution: {names}. Take it out.",
            "{n} households hold an institution: {names}. Take it out.",
            n,
        ),
    }
    return sentences[kind].format(n=n, names=some_names(names))
