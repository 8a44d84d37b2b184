"""Duplicates are found among all members: those that were planted, no others, and the same ones every time."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest

from assoc_desktop.members.bulk import insert_members
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.blocking import MOST_TOGETHER, blocks, skeleton
from assoc_desktop.members.duplicates.different import (
    different_pairs,
    forget_different,
    remember_different,
    remembered,
)
from assoc_desktop.members.duplicates.finding import find_duplicates, lookalikes, pair_of
from assoc_desktop.members.duplicates.known import everybody
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import archive
from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.storage.undoing import undo
from tests.benchmarks.duplicates_file import made_people, spoilt

BORN = datetime.date(1990, 5, 14)


def _add(people):
    ids = new_ids(len(people))
    with operation("Fill"):
        insert_members(list(zip(ids, people, strict=True)))
    return ids


@pytest.fixture
def awa(save):
    """Awa Diop, entered twice."""
    one = save(family_name="Diop", given_name="Awa", birth_date=BORN, town="Dakar")
    return one, save(family_name="DIOP", given_name="Awa", birth_date=BORN)


def test_planted_duplicates_are_found_and_clean_data_gives_none(file):
    people = made_people(1500)
    chance = random.Random(5)
    ids = _add(people)
    assert find_duplicates() == []

    chosen = chance.sample(range(1500), 60)
    copies = _add([spoilt(people[place], chance) for place in chosen])

    planted = {(ids[place], copy) for place, copy in zip(chosen, copies, strict=True)}
    found = {(pair.one, pair.other) for pair in find_duplicates()}
    assert found <= planted
    assert len(found) >= 59


def test_the_likeliest_come_first_and_the_order_of_entry_does_not_matter(file):
    people = made_people(200)
    chance = random.Random(3)
    people += [spoilt(one, chance) for one in people[:30]]

    def found(order):
        ids = dict(zip(_add([people[place] for place in order]), order, strict=True))
        pairs = find_duplicates()
        scores = [pair.score for pair in pairs]
        assert scores == sorted(scores, reverse=True)
        assert pairs == find_duplicates()
        undo(last_undoable().id)
        return {(frozenset((ids[pair.one], ids[pair.other])), pair.score) for pair in pairs}

    mixed = list(range(len(people)))
    chance.shuffle(mixed)
    assert found(range(len(people))) == found(mixed)


def test_libraries_of_one_name_in_many_towns_are_no_duplicates(file):
    towns = [
        f"{a}{b}" for a in ("Saint-", "Mont", "Ville", "Bourg", "La ") for b in "abcdefghijklmnopqrstuvwxyz"
    ]
    _add(
        [
            MemberData(
                kind="institution",
                name="Bibliothèque municipale",
                town=town,
                postcode=f"{place:05}",
                emails=["reseau@example.org"],
                phones=["+33145678901"],
            )
            for place, town in enumerate(towns)
        ]
    )
    assert find_duplicates() == []


def test_no_block_is_larger_than_what_is_compared_at_once(file):
    person = MemberData(family_name="Diop", given_name="Awa", town="Dakar", emails=["same@example.org"])
    _add([replace(person, number=str(place)) for place in range(300)])
    assert all(len(block) <= MOST_TOGETHER for block in blocks(everybody().members))
    assert find_duplicates() == []


def test_a_pair_remembered_as_different_is_left_out_until_it_is_taken_back(awa):
    [pair] = find_duplicates()
    assert (pair.one, pair.other) == awa

    remember_different(*reversed(awa))
    assert str(last_undoable()) == "Remember Awa Diop and Awa DIOP as different"
    assert find_duplicates() == []
    assert different_pairs() == {awa}
    [told] = remembered()
    assert (told.one, told.one_town, told.other, told.other_town) == ("Awa Diop", "Dakar", "Awa DIOP", "")

    forget_different(told.id)
    assert str(last_undoable()) == "No longer remember Awa Diop and Awa DIOP as different"
    assert len(find_duplicates()) == 1
    with pytest.raises(Refused, match="taken back already"):
        forget_different(told.id)

    undo(last_undoable().id)
    assert find_duplicates() == []


def test_remembering_twice_is_remembering_once(awa):
    remember_different(*awa)
    before = last_undoable().id
    remember_different(*awa)
    assert last_undoable().id == before


def test_what_cannot_be_remembered_is_refused(awa):
    with pytest.raises(Refused, match="Choose two members"):
        remember_different(awa[0], awa[0])
    with pytest.raises(Refused, match="no longer in the list"):
        remember_different(awa[0], 99)


def test_archived_members_are_found_and_erased_ones_left_out(awa, today):
    archive([awa[1]], today)
    [pair] = find_duplicates()
    assert (pair.one, pair.other) == tuple(awa)
    with operation("Erase"):
        Member.update(erased_on=today).where(Member.id == awa[1]).execute()
    assert find_duplicates() == []


def test_some_members_alone(awa, save):
    others = [save(family_name="Sow", given_name="Ali", birth_date=BORN) for _time in range(2)]
    assert len(find_duplicates()) == 2
    [pair] = find_duplicates(ids=[others[1]])
    assert (pair.one, pair.other) == tuple(others)
    assert find_duplicates(least=100) == []


def test_a_long_search_tells_how_far_it_is_and_can_be_stopped(awa):
    told = []
    find_duplicates(progress=lambda done, total: told.append((done, total)))
    assert told and all(done <= total for done, total in told)

    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        find_duplicates(progress=stop)


def test_two_that_were_chosen_are_a_pair_however_different(awa, save):
    library = save(kind="institution", name="Library")
    assert pair_of(awa[1], awa[0]) == find_duplicates()[0]
    assert (pair_of(awa[0], library).score, pair_of(awa[0], library).reasons) == (0, ())


@pytest.mark.parametrize(
    "data",
    [
        MemberData(family_name="Awa", given_name="Diop", town="Dakar"),
        MemberData(family_name="Dioup", given_name="Awa", birth_date=BORN),
        MemberData(family_name="Diop", given_name="Awa Marie", emails=["AWA@example.org "]),
        MemberData(family_name="Diop", given_name="A.", phones=["+237677112233"]),
        MemberData(kind="institution", name="Médiathèque de Fouras", town="Fouras"),
        MemberData(kind="institution", name="Elsewhere", isil="CM-1"),
        MemberData(kind="institution", name="Elsewhere", registration_number="RC 1"),
    ],
)
def test_a_new_member_who_is_there_already_is_found_at_once(save, data):
    awa = save(
        family_name="Diop", given_name="Awa", birth_date=BORN, town="Dakar", emails=["awa@example.org"],
        phones=["677112233"],
    )  # fmt: skip
    library = save(
        kind="institution",
        name="Bibliothèque de Fouras",
        town="Fouras",
        isil="CM-1",
        registration_number="RC 1",
    )
    [pair] = lookalikes(data)
    assert (pair.one, pair.other) == (0, awa if data.kind == "person" else library)


def test_a_new_member_who_is_nobody_yet(awa):
    assert lookalikes(MemberData(family_name="Sow", given_name="Ali")) == []
    assert lookalikes(MemberData(family_name="Diop", given_name="Binta", birth_date=BORN)) == []


def test_bones_of_words():
    assert skeleton("ouedraogo") == skeleton("ouedrago") == "odrg"
    assert skeleton("awa") == "aw"
