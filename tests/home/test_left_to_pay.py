"""What is left to pay is the same figure wherever it stands: list, filter, export, Home, and the treasury's balances."""

from __future__ import annotations

import pytest

from assoc_desktop.association.records import present_season
from assoc_desktop.exchange import open_table
from assoc_desktop.home.records import read_today
from assoc_desktop.members import listing
from assoc_desktop.members.exporting.writing import Export, write_export
from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Membership
from assoc_desktop.members.rules import archive
from assoc_desktop.members.tab.contents import Contents
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.balances import left_to_pay
from assoc_desktop.treasury.desk import Payment, Share, reverse_receipt, take_payment
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.subsidies import SubsidyData, give
from tests.treasury.conftest import TODAY, Books


@pytest.fixture
def books(tmp_path):
    """Books in which some paid nothing, some a part, all, by a fund, or what was taken back again."""
    with create_file(tmp_path / "club.assoc", SCHEMA):
        books = Books()
        names = ("Part", "Paid", "Fund", "Back", "Less", "Gone", "Free")
        books.people = {name: books.member(name) for name in names}
        rows = {name: memberships_of(member_id)[0].id for name, member_id in books.people.items()}

        def pay(name, amount):
            share = Share(books.people[name], amount, rows[name])
            payment = Payment(amount, TODAY, member_id=books.people[name], shares=(share,))
            return take_payment(payment, today=TODAY)

        for name, amount in (("Part", 1234), ("Paid", 5000), ("Fund", 500), ("Gone", 10)):
            pay(name, amount)
        reverse_receipt(pay("Back", 4000).id, on=TODAY, reason="Wrong person", today=TODAY)
        fund = first_account("fund")
        gift = (Line(books.cash.id, 9000), Line(fund.id, -9000))
        post(Draft("donation", TODAY, gift, method="cash"), today=TODAY)
        data = SubsidyData("hardship", 2000, account_id=fund.id)
        give(rows["Fund"], data, on=TODAY, today=TODAY, conventions=books.conventions)
        Membership.update(reduction=1500).where(Membership.id == rows["Less"]).execute()
        Membership.update(fee_due=0).where(Membership.id == rows["Free"]).execute()
        archive([books.people["Gone"]], TODAY)
        yield books


def test_all_figures_agree_to_the_unit(books, tmp_path):
    season = present_season(TODAY)
    owed = left_to_pay(season.id)
    del owed[books.people["Gone"]]
    assert sorted(owed.values()) == [0, 0, 2500, 3500, 3766, 5000, 5000, 5000]
    choice = listing.Choice(season_id=season.id, enrolled_only=True)
    ids = listing.matching_ids(choice, today=TODAY)
    shown = listing.rows(ids, season_id=season.id, today=TODAY)
    assert {row.id: row.to_pay for row in shown} == owed
    ordered = listing.matching_ids(choice, today=TODAY, order="to_pay")
    assert [owed[each] for each in ordered] == sorted(owed.values())
    contents = Contents(TODAY, choice)
    contents.read()
    assert contents.fees(ids) == read_today(TODAY).left == sum(owed.values())
    assert read_today(TODAY).enrolled == len(ids)
    assert exported(ids, season, books, tmp_path / "list.csv") == [owed[each] for each in ids]
    for least in {0, 1, *owed.values()}:
        condition = Condition("to_pay", "at_least", (least,), Ref(season.id, season.label))
        found = filtered_ids(Group(True, (condition,)), TODAY)
        assert set(found) == {each for each, left in owed.items() if left >= least}


def exported(ids, season, books, path):
    write_export(
        path, Export(ids, ["to_pay"], season_id=season.id), today=TODAY, conventions=books.conventions
    )
    return [int(row.cells[0]) for row in open_table(path).rows]
