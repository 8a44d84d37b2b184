"""What a member paid, as a list, in the timeline, in the list of members, and as a paper."""

from __future__ import annotations

import io

from pypdf import PdfReader

from assoc_desktop.association.records import Association
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members import listing, timeline
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.tab.contents import Contents
from assoc_desktop.treasury import receipts
from assoc_desktop.treasury.dues.account import account_of
from assoc_desktop.treasury.dues.documents.account import account_statement
from assoc_desktop.treasury.dues.payments import payments_of, timeline_source
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.levies import LevyData, cancel, charge
from assoc_desktop.treasury.records import Levy
from tests.treasury.conftest import TODAY

SAY = Conventions("en", "CM", "XAF")


def pay(books, member_id, amount, *more, kind="dues", method="cash"):
    row = memberships_of(member_id)[0]
    lines = (
        Line(books.cash.id, amount - sum(line.amount for line in more)),
        Line(books.dues.id, -amount, member_id, row.id),
        *more,
    )
    return post(Draft(kind, TODAY, lines, method=method), today=TODAY)


def test_payments_are_told_with_what_was_reversed(books):
    entry = pay(books, books.awa, 2000)
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    pay(books, books.awa, 3000, method="mobile")
    told = [(paid.words(), paid.amount, paid.is_reversed) for paid in payments_of(books.awa)]
    assert told == [("Cash", 2000, True), ("Reversal", -2000, False), ("Mobile money", 3000, False)]
    assert payments_of(books.ben) == []


def test_credit_that_is_used_tells_what_it_brought(books):
    pay(books, books.awa, 1000, Line(books.credit.id, -500, books.awa))
    lines = (
        Line(books.credit.id, 500, books.awa),
        Line(books.dues.id, -500, books.awa, memberships_of(books.awa)[0].id),
    )
    post(Draft("credit", TODAY, lines), today=TODAY)
    assert [paid.amount for paid in payments_of(books.awa)] == [1500, 500]
    assert account_of(books.awa)[-1].left == 3500


def test_a_receipt_is_named_by_the_number_printed_on_it(books):
    entry = pay(books, books.awa, 2000)
    receipt = receipts.issue(entry.id, kind=receipts.DUES, member_id=books.awa, today=TODAY)
    printed = receipts.receipt_facts(receipt.id).number
    assert printed == "2026/0001"
    assert [paid.receipt for paid in payments_of(books.awa)] == [printed]
    assert account_of(books.awa)[-1].text == f"Cash, receipt {printed}"


def test_the_account_says_day_by_day_what_is_left(books):
    charge([books.awa], LevyData("event", "Fair", books.dues.id, 300, TODAY))
    pay(books, books.awa, 5000)
    lines = account_of(books.awa)
    assert [(line.text, line.due, line.paid, line.left) for line in lines] == [
        ("2026 · Individual", 5000, 0, 5000), ("Fair", 300, 0, 5300), ("Cash", 0, 5000, 300),
    ]  # fmt: skip
    cancel(Levy.get().id, on=TODAY, reason="Rain")
    assert account_of(books.awa)[-1].left == 0
    assert account_of(-1) == []


def test_the_statement_is_a_paper_with_the_balance(books):
    Association.update(language="en").execute()
    pay(books, books.awa, 2000, Line(books.credit.id, -100, books.awa))
    paper = PdfReader(io.BytesIO(account_statement(books.awa, today=TODAY)))
    text = " ".join(page.extract_text() for page in paper.pages)
    for words in ("Statement of account: Awa", "2026 · Individual", "3,000 left to pay", "credit"):
        assert words in text.replace("\u00a0", " ").replace("FCFA", ""), text


def test_the_timeline_takes_what_is_handed_in(books):
    pay(books, books.awa, 2000)
    events = timeline.timeline(books.awa, SAY, (*timeline.SOURCES, timeline_source))
    assert [event.title for event in events if event.kind == "Payments"] == ["Cash: FCFA2,000"]


def test_the_list_of_members_shows_what_is_left(books):
    pay(books, books.awa, 2000)
    ids = [books.awa, books.ben]
    rows = listing.rows(ids, season_id=books.season.id, today=TODAY)
    assert [row.to_pay for row in rows] == [3000, 5000]
    choice = listing.Choice(season_id=books.season.id)
    assert listing.matching_ids(choice, today=TODAY, order="to_pay", descending=True) == [
        books.ben,
        books.awa,
    ]
    contents = Contents(TODAY, choice)
    contents.read()
    assert contents.fees(ids) == 8000
