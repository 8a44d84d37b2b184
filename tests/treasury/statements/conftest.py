"""Books of a small club, and lines of statements written straight into them."""

from __future__ import annotations

import datetime
import hashlib

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import SeasonBook, open_proposed
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import proposed_membership, save_membership
from assoc_desktop.members.rules import save_member
from assoc_desktop.treasury.desk.payments import Payment, take_payment
from assoc_desktop.treasury.records import StatementLine
from assoc_desktop.treasury.statements.known import read_known
from assoc_desktop.treasury.statements.listing import line_rows
from assoc_desktop.treasury.statements.matching import proposals
from tests.treasury.conftest import TODAY


@pytest.fixture
def lines(books):
    """Writes lines into the books and asks what is proposed."""
    return Lines(books)


class Lines:
    """Lines of the bank, by default of today."""

    def __init__(self, books) -> None:
        self.books, self.count = books, 0

    def add(self, amount, text="", *, party="", reference="", day=TODAY, account=None):
        """Id of a new line."""
        self.count += 1
        line = StatementLine.create(
            account=account or self.books.bank, mark=hashlib.sha256(str(self.count).encode()).hexdigest(), day=day,
            amount=amount, text=text, party=party, reference=reference, source="test",
        )  # fmt: skip
        return line.id

    def proposed(self, *values, **named):
        """The proposals for a new line."""
        line_id = self.add(*values, **named)
        return proposals([line_id])[line_id]

    def row(self, line_id):
        """The line as it is now."""
        return line_rows([line_id])[line_id]

    def member(self, family_name, given_name="", *, fee=None, **values):
        """Id of a new member who is enrolled for the season."""
        books = self.books
        data = MemberData(family_name=family_name, given_name=given_name, joined_on=TODAY, **values)
        member = save_member(data, today=TODAY, conventions=books.conventions)
        membership = proposed_membership(books.season, books.category)
        if fee is not None:
            membership.fee_due = fee
        save_membership(member.id, membership)
        return member.id

    def pay(self, member_id, amount=5000):
        """What a member owes for the season is paid."""
        payment = Payment(amount, TODAY, "cash", member_id)
        take_payment(payment, today=TODAY)

    def owe_next(self, member_id, *, fee=5000):
        """Enrols a member for the season after; gives the id of the membership."""
        season = Season.get_or_none(Season.label == "2027")
        if season is None:
            season = SeasonBook().after(self.books.season)
            open_proposed(season)
        membership = proposed_membership(season, self.books.category)
        membership.fee_due = fee
        return save_membership(member_id, membership).id

    def known(self):
        """What matching knows now."""
        return read_known()


def days(count):
    """So many days before today."""
    return TODAY - datetime.timedelta(days=count)
