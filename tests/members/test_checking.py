"""What `check` finds among members: each fault put in past the rules."""

from dataclasses import replace

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.memberships import enrol, proposed_membership, save_membership
from assoc_desktop.members.records import INSTITUTION, Category, Member
from assoc_desktop.refusals import Cancelled
from assoc_desktop.storage.database import database

pytestmark = pytest.mark.usefixtures("file")


@pytest.fixture
def library(save):
    contacts = [ContactData(family_name="Z", given_name="Y"), ContactData(family_name="B", given_name="A")]
    data = MemberData(
        kind=INSTITUTION, name="Library", town="Yaoundé", tags=["zeal", "Board"], contacts=contacts
    )
    return save(data)


@pytest.fixture
def awa(save, library):
    member_id = save(
        MemberData(
            family_name="N'Diaye",
            given_name="Awa",
            employer_id=library,
            phones=["699123456"],
            number="2026-1",
        )
    )
    data = proposed_membership(Season.get(), Category.get(Category.name == "Individual"))
    save_membership(member_id, replace(data, reduction=5, reduction_reason="x"))
    return member_id


def test_nothing_is_wrong(awa, library):
    assert check_members() == []


def test_an_empty_list():
    assert check_members() == []


FAULTS = [
    ("UPDATE member SET employer_id = id WHERE kind = 'person'", "1 member has an employer that is no institution: Awa N'Diaye. Choose the employer anew."),
    ("UPDATE member SET kind = 'person', family_name = 'X', sort_name = 'x' WHERE kind = 'institution'", "1 member has an employer that is no institution: Awa N'Diaye. Choose the employer anew."),
    ("UPDATE membership SET ends_on = '2020-01-01'", "1 member has a membership whose dates contradict each other: Awa N'Diaye."),
    ("UPDATE membership SET grace_until = NULL", "1 member has a membership whose dates contradict each other: Awa N'Diaye."),
    ("UPDATE membership SET reduction = 99999", "1 member has a fee or reduction that cannot be: Awa N'Diaye."),
    ("UPDATE membership SET fee_due = -1, reduction = -1", "1 member has a fee or reduction that cannot be: Awa N'Diaye."),
    ("UPDATE member SET family_name = '', given_name = '' WHERE kind = 'person'", "1 member has no name: 2026-1."),
    ("UPDATE member SET family_name = 'Other' WHERE kind = 'person'", "1 member is not found by what is written on the page: Awa Other. Open and save the page."),
    ("UPDATE member SET sort_name = 'x' WHERE kind = 'person'", "1 member is not found by what is written on the page: Awa N'Diaye. Open and save the page."),
    ("UPDATE phone SET number = '+33612345678'", "1 member is not found by what is written on the page: Awa N'Diaye. Open and save the page."),
    ("UPDATE member SET town = 'Douala'", "2 members are not found by what is written on their pages: Library, Awa N'Diaye. Open and save these pages."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "sentence"), FAULTS, ids=range(len(FAULTS)))
def test_each_fault_is_told(awa, statement, sentence):
    database.execute_sql(statement)
    told = check_members()
    assert sentence in told
    assert len(told) <= 2


def test_only_some_are_named(save):
    for name in "abcde":
        save(family_name=name)
    Member.update(sort_name="x").execute()
    (sentence,) = check_members()
    assert sentence.startswith("5 members are not found by what is written on their pages: a, b, c, …")


def test_a_nameless_member_without_number(save):
    member_id = save(family_name="a")
    Member.update(family_name="").execute()
    assert check_members() == [f"1 member has no name: {member_id}."]


def test_progress_and_cancel(awa, monkeypatch):
    monkeypatch.setattr("assoc_desktop.members.checking._READ_AT_ONCE", 1)
    told = []
    check_members(progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]

    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        check_members(progress=cancel)


def test_members_written_in_bulk_pass(save):
    ids = [save(family_name=name, tags=["Été", "a"]) for name in "ab"]
    enrol(ids, Season.get(), Category.get(Category.name == "Honorary"))
    assert check_members() == []


CATEGORY_FAULTS = [
    ("UPDATE category SET pro_rata = '100,x' WHERE name = 'Student'",
     "Category Student: Write twelve whole numbers from 0 to 100, one for each month."),
    ("UPDATE category SET min_age = 9, max_age = 8 WHERE name = 'Student'",
     "Category Student: The limits contradict each other: from 9, up to 8."),
    ("UPDATE category SET max_age = 26, moves_to_id = id WHERE name = 'Student'",
     "Category Student: These categories would move members in a circle: Student → Student."),
    ("INSERT INTO category_fee SELECT 1, id, (SELECT id FROM season), -5 FROM category WHERE name = 'Student'",
     "Category Student: the fee for 2026 is negative."),
    ("INSERT INTO proof SELECT id + n, id, 'Card', '2026-02-01', '2026-01-31' FROM member, (SELECT 1 AS n UNION SELECT 2)",
     "2 members have a proof that had run out before it was shown: Library, Awa N'Diaye."),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "sentence"), CATEGORY_FAULTS, ids=[sql for sql, _ in CATEGORY_FAULTS])
def test_what_no_rule_lets_into_categories_is_found(awa, sql, sentence):
    database.execute_sql(sql)
    assert check_members() == [sentence]


def test_of_many_proofs_three_members_are_named(save):
    for number in range(5):
        save(family_name=f"P{number}")
    database.execute_sql("INSERT INTO proof SELECT id, id, 'Card', '2026-02-01', '2026-01-31' FROM member")
    assert check_members() == ["5 members have a proof that had run out before it was shown: P0, P1, P2, …."]
