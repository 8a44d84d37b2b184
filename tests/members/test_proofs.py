"""Proofs: what is written down, who lacks one, and what an enrolment says of it."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.language import speaking
from assoc_desktop.members.admission import forecast
from assoc_desktop.members.fees import proposed_for
from assoc_desktop.members.limits import count_passed, limits_passed
from assoc_desktop.members.memberships import (
    CategoryData,
    enrol,
    propose_enrolment,
    save_category,
    save_membership,
    write_enrolment,
)
from assoc_desktop.members.proofs import (
    ENDING,
    EXPIRED,
    MISSING,
    ProofData,
    advice,
    check_proof,
    count_lacking,
    lacking_proofs,
    proof_names,
    proofs_of,
    remove_proof,
    save_proof,
    save_proofs,
    without_proof,
)
from assoc_desktop.members.records import Category, Member, Membership, Proof
from assoc_desktop.members.rules import archive, record_leaving
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import history_of, last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

CARD = "Student card"
pytestmark = pytest.mark.usefixtures("file")


@pytest.fixture
def season():
    return Season.get()


@pytest.fixture
def student():
    stored = Category.get(Category.name == "Student")
    data = CategoryData("Student", stored.applies_to, stored.fee, position=1, proof=f" {CARD} ")
    return save_category(data, category_id=stored.id)


@pytest.fixture
def students(save, season, student):
    ids = [save(family_name=f"S{n}") for n in range(5)]
    enrol(ids, season, student)
    return ids


def shown(today, days, name=CARD):
    return ProofData(name, today - timedelta(400), today + timedelta(days))


@pytest.mark.parametrize(("changes", "problems"), [
    ({}, {}),
    ({"name": " "}, {"name": "Say what was shown, such as a student card."}),
    ({"name": "x" * 81}, {"name": "The name of a proof has at most 80 signs."}),
    ({"seen_on": None}, {"seen_on": "Say on which day it was shown."}),
    ({"seen_on": date(2026, 5, 15)}, {"seen_on": "The day on which it was shown lies in the future."}),
    ({"valid_until": None}, {"valid_until": "Say until when it holds."}),
    ({"valid_until": date(2026, 4, 30)},
     {"valid_until": "It had run out already on the day on which it was shown."}),
    ({"seen_on": date(2026, 5, 14), "valid_until": date(2026, 5, 14)}, {}),
    ({"seen_on": date(2024, 2, 29), "valid_until": date(2028, 2, 29)}, {}),
])  # fmt: skip
def test_what_is_checked_of_a_proof(changes, problems, save, today):
    data = replace(ProofData(CARD, date(2026, 5, 1), date(2026, 9, 30)), **changes)
    assert check_proof(data, today=today) == problems
    members = [save(family_name="A"), save(family_name="B")]
    if problems:
        for write in (
            lambda: save_proof(members[0], data, today=today),
            lambda: save_proofs(members, data, today=today),
        ):
            with pytest.raises(Invalid) as refusal:
                write()
            assert refusal.value.problems == problems
        assert not Proof.select().exists()


def test_a_proof_is_written_changed_removed_and_undone(save, today):
    awa = save(family_name="Awa")
    first = save_proof(awa, shown(today, 30), today=today)
    later = save_proof(awa, shown(today, 90, " Letter "), today=today)
    assert [proof.name for proof in proofs_of(awa)] == ["Letter", CARD]
    save_proof(awa, shown(today, 120), today=today, proof_id=first.id)
    assert str(recent_operations(1)[0]) == "Change a proof of Awa"
    assert [proof.id for proof in proofs_of(awa)] == [first.id, later.id]
    remove_proof(first.id)
    assert history_of(awa)[0].kind == "deleted"
    undo(last_undoable().id)
    assert Proof.get_by_id(first.id).valid_until == today + timedelta(120)
    remove_proof(first.id)
    with pytest.raises(Refused, match="no longer there"):
        save_proof(awa, shown(today, 1), today=today, proof_id=first.id)


def test_several_show_the_same(students, today):
    assert save_proofs(students[:3], shown(today, 100), today=today) == 3
    assert str(recent_operations(1)[0]) == "Write down a proof of 3 members"
    undo(last_undoable().id)
    assert save_proofs(students[:1], shown(today, 100), today=today) == 1
    assert str(recent_operations(1)[0]) == "Write down a proof of S0"


def test_what_is_asked_for_is_offered(student, save, today):
    save_proof(save(family_name="A"), shown(today, 1, "attestation"), today=today)
    assert proof_names() == ["attestation", CARD]


def test_who_lacks_a_proof_is_listed_before_it_runs_out(students, season, today):
    for member_id, days in zip(students[1:], (-1, 0, 30, 31), strict=True):
        save_proof(member_id, shown(today, days), today=today)
    # Another proof, or one that ran out beside one that holds, changes nothing.
    save_proof(students[0], shown(today, 300, "Other"), today=today)
    save_proof(students[4], shown(today, -200), today=today)
    found = [(row.name, row.state) for row in lacking_proofs(season, today=today)]
    assert found == [("S0", MISSING), ("S1", EXPIRED), ("S2", ENDING), ("S3", ENDING)]
    assert count_lacking(season, today=today) == 4
    assert len(lacking_proofs(season, today=today, ahead=31)) == 5
    assert len(lacking_proofs(season, today=today, ahead=0)) == 3
    archive(students[:1], today)
    record_leaving(students[1], "deceased_on", today)
    assert [row.name for row in lacking_proofs(season, today=today)] == ["S2", "S3"]


def test_a_proof_that_is_called_otherwise_is_still_shown(students, student, season, today):
    """Where another category asks for the old name, what was shown stays as it is."""
    save_proof(students[0], shown(today, 300), today=today)
    data = CategoryData(**{each.name: getattr(student, each.name) for each in fields(CategoryData)})
    save_category(replace(data, proof="Carte 2026 "), category_id=student.id, today=today)
    assert Proof.get().name == "Carte 2026"
    assert students[0] not in {row.member_id for row in lacking_proofs(season, today=today)}
    undo(last_undoable())
    assert Proof.get().name == student.proof
    save_category(CategoryData("Pupil", proof=student.proof))
    for name in ("Carte 2026", ""):
        save_category(replace(data, proof=name), category_id=student.id, today=today)
        assert Proof.get().name == student.proof


def test_whoever_left_is_asked_for_nothing_until_they_come_back(students, student, season, today):
    student_card = [row.name for row in lacking_proofs(season, today=today)]
    assert student_card == [f"S{n}" for n in range(5)]
    for member_id, fact in zip(
        students, ("resigned_on", "struck_off_on", "resigned_on", "resigned_on"), strict=False
    ):
        record_leaving(member_id, fact, date(2026, 2, 1), reason="x")
    Membership.update(starts_on=date(2026, 3, 1)).where(Membership.member == students[2]).execute()
    Member.update(joined_on=date(2026, 3, 1)).where(Member.id == students[3]).execute()
    assert [row.name for row in lacking_proofs(season, today=today)] == ["S2", "S3", "S4"]
    assert count_lacking(season, today=today) == 3
    Category.update(max_age=1).where(Category.id == student.id).execute()
    Member.update(birth_date=date(1990, 1, 1)).execute()
    assert [row.name for row in limits_passed(season)] == ["S2", "S3", "S4"] and count_passed(season) == 3


def test_twelve_months_that_began_in_the_season_before_still_ask(save, season, today):
    before = add_season("2025", date(2025, 1, 1), date(2025, 12, 31))
    rolling = save_category(CategoryData("Rolling", rolling=True, proof=CARD))
    awa = save(family_name="Awa", joined_on=date(2025, 9, 1))
    save_membership(awa, proposed_for(Member.get_by_id(awa), rolling, before, date(2025, 9, 1)).data)
    assert [row.name for row in lacking_proofs(season, today=today)] == ["Awa"]
    assert lacking_proofs(season, today=date(2026, 9, 1)) == []


def test_who_has_shown_nothing_valid(students, student, today):
    save_proof(students[0], shown(today, 10), today=today)
    save_proof(students[1], shown(today, -10), today=today)
    assert without_proof(students, student, today) == students[1:]
    assert without_proof(students, student, today + timedelta(11)) == students
    assert without_proof(students, Category.get(Category.name == "Retired"), today) == []


def test_what_whoever_chooses_a_category_should_know(students, student, today):
    told = f"To be shown, and not written down yet as valid: {CARD}."
    assert advice(student, None, today) == advice(student, students[0], today) == told
    save_proof(students[0], shown(today, 10), today=today)
    assert advice(student, students[0], today) == advice(Category.get(), None, today) == ""


def test_an_enrolment_says_beforehand_what_it_would_write(
    students, student, save, season, today, conventions
):
    save_proof(students[0], shown(today, 400), today=today)
    following = add_season("2027", date(2027, 1, 1), date(2027, 12, 31))
    told = forecast(propose_enrolment(students, following, student, day=today), today, conventions)
    assert told == [
        "5 members are enrolled; FCFA25,000 due in all.",
        f"Student: 4 of 5 have shown no valid proof ({CARD}).",
    ]
    enrol(students[:2], following, student)
    prospect = save(family_name="P")
    plan = propose_enrolment([*students, prospect], following, None)
    assert forecast(plan, today, conventions)[:3] == [
        "3 members are enrolled; FCFA15,000 due in all.",
        "2 are enrolled already and left as they are.",
        "1 was in no category yet and is left out.",
    ]
    with speaking("fr"):
        assert "sans justificatif valable" in forecast(plan, today, conventions)[-1]


def test_an_enrolment_may_open_the_next_season(save, season, conventions):
    late = save_category(CategoryData("Late", fee=100, next_season_from=4))
    ids = [save(family_name="A"), save(family_name="B", joined_on=date(2026, 2, 1))]
    day = date(2026, 5, 14)
    plan = propose_enrolment(ids, season, late, day=day)
    assert forecast(plan, day, conventions)[1] == "The season 2027 is opened with it."
    assert write_enrolment(plan) == 2
    found = {row.member_id: (row.season.label, row.starts_on) for row in Membership.select()}
    assert found == {ids[0]: ("2027", day), ids[1]: ("2026", date(2026, 1, 1))}
    # Who belongs to the next season already is left as they are.
    assert propose_enrolment(ids, season, late, day=day).already == 2
    undo(last_undoable().id)
    assert Season.select().count() == 1
