"""The catalogue: what a benefit must say, when it may be had, and that nothing used is ever removed."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.benefits.catalogue import (
    LONGEST_NAME,
    TYPICAL,
    BenefitData,
    add_typical,
    archive_benefit,
    benefits,
    check_benefit,
    current_benefits,
    data_of,
    ending_agreements,
    entitled_categories,
    order_benefits,
    remove_benefit,
    save_benefit,
)
from assoc_desktop.benefits.listing import read_catalogue, told_categories
from assoc_desktop.benefits.matrix import read_matrix, save_matrix
from assoc_desktop.benefits.records import Benefit
from assoc_desktop.members.memberships import archive_category
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from tests.benefits.conftest import TODAY
from tests.hostile import HOSTILE

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("name", BenefitData(" ")),
        ("name", BenefitData("x" * 121)),
        ("name", BenefitData("TRAINING")),
        ("kind", BenefitData("New", "lottery")),
        ("audience", BenefitData("New", audience="cats")),
        ("quota", BenefitData("New", quota=0)),
        ("quota", BenefitData("New", quota=10_000)),
        ("cost", BenefitData("New", cost=-1)),
        ("value", BenefitData("New", value=10**15)),
        ("only_for", BenefitData("New", only_for="{")),
        ("valid_until", BenefitData("New", valid_from=TODAY, valid_until=TODAY - DAY)),
        ("agreed_until", BenefitData("New", partner="P", agreed_from=TODAY, agreed_until=TODAY - DAY)),
        ("partner", BenefitData("New", agreed_until=TODAY)),
    ],
)
def test_what_a_benefit_must_say(club, field, data):
    assert list(check_benefit(data)) == [field]
    with pytest.raises(Invalid):
        save_benefit(data)
    assert len(benefits()) == 2


def test_saved_as_it_was_said(club):
    data = BenefitData(
        "Library card", "loan", "Text", "City library", TODAY, TODAY + DAY, "students", "",
        TODAY, TODAY, 3, 10, 20, False,
    )  # fmt: skip
    benefit = save_benefit(data, categories={club.person.id: 5})
    assert data_of(Benefit.get_by_id(benefit.id)) == data
    assert entitled_categories(benefit.id) == {club.person.id: 5}
    assert check_benefit(data, benefit_id=benefit.id) == {}
    save_benefit(BenefitData("Card"), benefit_id=benefit.id)
    assert entitled_categories(benefit.id) == {club.person.id: 5}
    save_benefit(BenefitData("Card"), benefit_id=benefit.id, categories={})
    assert entitled_categories(benefit.id) == {}


def test_hostile_names_are_kept_as_texts(club):
    for text in HOSTILE:
        if not text.strip() or len(text) > LONGEST_NAME:
            continue
        benefit = save_benefit(BenefitData(text, description=text, partner=text))
        kept = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
        assert Benefit.get_by_id(benefit.id).name == kept
        assert benefit.id in read_catalogue(TODAY, club.season.id)
    assert len(benefits()) > 15


def test_when_a_benefit_may_be_had(club):
    save_benefit(BenefitData("Past", valid_until=TODAY - DAY))
    save_benefit(BenefitData("Coming", valid_from=TODAY + DAY))
    save_benefit(BenefitData("Run out", partner="P", agreed_until=TODAY - DAY))
    save_benefit(BenefitData("Last day", partner="P", agreed_until=TODAY, valid_from=TODAY))
    assert [each.name for each in current_benefits(TODAY)] == ["Training", "Loan", "Last day"]


def test_what_was_used_stays(club):
    use = club.use(club.awa)
    with pytest.raises(Refused, match="was used or reviewed"):
        remove_benefit(club.training.id)
    archive_benefit(club.training.id)
    assert [each.name for each in benefits()] == ["Loan"]
    assert [each.name for each in benefits(archived=True)] == ["Loan", "Training"]
    with pytest.raises(Refused, match="offered no more"):
        club.use(club.awa)
    archive_benefit(club.training.id, archived=False)
    remove_benefit(club.loan.id)
    assert [each.name for each in benefits(archived=True)] == ["Training"]
    with pytest.raises(Refused, match="no longer there"):
        remove_benefit(club.loan.id)
    undo(last_undoable().id)
    assert entitled_categories(club.loan.id) == {club.person.id: None, club.student.id: 1}
    assert use.benefit_id == club.training.id


def test_their_order(club):
    order_benefits([club.loan.id, club.training.id])
    assert [each.name for each in benefits()] == ["Loan", "Training"]


def test_typical_ones_by_ticks(club):
    assert add_typical([0, 1]) == 2
    assert add_typical([0, 1, 2]) == 1
    vote = Benefit.get(Benefit.kind == "vote")
    assert vote.name == TYPICAL[0].name
    assert entitled_categories(vote.id) == {club.person.id: None}
    newsletter = Benefit.get(Benefit.kind == "publication")
    assert entitled_categories(newsletter.id) == {club.person.id: None, club.student.id: None}


def test_agreements_that_run_out(club):
    for days in (-1, 0, 60, 61):
        save_benefit(BenefitData(f"In {days}", partner="P", agreed_until=TODAY + days * DAY))
    ending = ending_agreements(TODAY)
    assert [(each.name, each.until) for each in ending] == [("In 0", TODAY), ("In 60", TODAY + 60 * DAY)]
    archive_benefit(ending[0].benefit_id)
    assert [each.name for each in ending_agreements(TODAY)] == ["In 60"]


def test_the_list(club):
    states = {
        "over": BenefitData("A", valid_until=TODAY - DAY),
        "coming": BenefitData("B", partner="P", agreed_from=TODAY + DAY),
        "ending": BenefitData("C", partner="City", agreed_until=TODAY + DAY),
        "current": BenefitData("D", "vote", "For everybody"),
    }
    for data in states.values():
        save_benefit(data, categories={club.person.id: None})
    nobody = save_benefit(BenefitData("E"))
    archive_benefit(nobody.id)
    club.use(club.awa), club.use(club.awa), club.use(club.ben, club.loan)
    listed = read_catalogue(TODAY, club.season.id, archived=True)
    by_name = {each.benefit.name: each for each in listed.values()}
    assert {name: by_name[data.name].state for name, data in states.items()} == {
        name: name for name in states
    }
    assert by_name["E"].state == "archived"
    archive_benefit(nobody.id, archived=False)
    assert read_catalogue(TODAY, club.season.id)[nobody.id].state == "nobody"
    assert (by_name["Training"].uses, by_name["Training"].members) == (2, 1)
    assert told_categories(by_name["Loan"]) == "Individual, Student (1)"
    assert told_categories(by_name["E"]) == "nobody yet"
    assert [each.benefit.name for each in read_catalogue(TODAY, None, search="every FOR").values()] == ["D"]
    assert [each.benefit.name for each in read_catalogue(TODAY, None, kind="vote").values()] == ["D"]


def test_the_matrix_is_one_operation(club):
    before = len(recent_operations(100))
    matrix = read_matrix()
    cells = dict(matrix.cells)
    assert cells == {
        (club.training.id, club.person.id): None,
        (club.loan.id, club.person.id): None,
        (club.loan.id, club.student.id): 1,
    }
    del cells[club.training.id, club.person.id]
    cells |= {(club.training.id, club.student.id): 4, (club.loan.id, club.student.id): None}
    save_matrix(cells)
    assert read_matrix().cells == cells
    assert len(recent_operations(100)) == before + 1
    save_matrix(cells)
    assert len(recent_operations(100)) == before + 1
    undo(last_undoable().id)
    assert read_matrix().cells == matrix.cells
    with pytest.raises(Invalid, match="whole number"):
        save_matrix({(club.training.id, club.person.id): 0})


def test_an_archived_category_stands_in_the_matrix_while_it_is_named(club):
    archive_category(club.student.id)
    assert [each.name for each in read_matrix().categories] == ["Individual", "Student"]
    save_matrix({})
    assert [each.name for each in read_matrix().categories] == ["Individual"]
