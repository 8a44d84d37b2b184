"""Receipts: found again, printed as duplicates, and read back from the paper."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury import receipts
from assoc_desktop.treasury.desk import (
    CREDIT,
    DONATE,
    Payment,
    Share,
    open_dues,
    reverse_receipt,
    take_payment,
)
from assoc_desktop.treasury.documents.receipts import LAYOUTS, receipts_pdf
from tests.pdf.reading import fonts, reader, words
from tests.treasury.conftest import TODAY

MM = 72 / 25.4
NOON = datetime.datetime(2026, 5, 14, 12, tzinfo=datetime.UTC)
YESTERDAY = TODAY - datetime.timedelta(days=1)


def take(**values):
    return take_payment(Payment(**{"amount": 5000, "day": TODAY, **values}), today=TODAY)


def paper(receipt, language="en", layout="a5"):
    return receipts_pdf([receipts.receipt_facts(receipt.id, language)], layout)


def text_of(*values, **named):
    return " ".join(words(paper(*values, **named)).split())


# The register


def test_receipts_are_found(books):
    first = take(member_id=books.awa, day=YESTERDAY).id
    second = take(member_id=books.ben, amount=2000).id
    third = take(name="Élodie d’Abidjan", rest=DONATE).id
    find = lambda typed: receipts.receipt_ids(typed, conventions=books.conventions)  # noqa: E731
    assert find("") == [third, second, first]
    assert find("2") == find("2026/0002") == find("0002") == [second]
    assert find("2025/0002") == []
    assert find("13/05/2026") == [first]
    assert find("elodie abid") == [third]
    assert find("ben") == [second]
    assert find("'; --") == []
    assert receipts.receipt_ids("ben") == [second]
    assert receipts.receipt_ids(day=YESTERDAY) == [first]
    assert [row.payer for row in receipts.receipt_rows([first, 5, third])] == ["Awa", "Élodie d’Abidjan"]


def test_the_evening_counts_by_method(books):
    take(member_id=books.awa)
    wrong = take(member_id=books.ben, amount=1000)
    take(member_id=books.ben, amount=2000, method="mobile")
    take(name="Paul", rest=DONATE, day=YESTERDAY)
    reverse_receipt(wrong.id, on=TODAY, reason="Mistake", today=TODAY)
    assert receipts.totals_by_method(TODAY) == {"cash": (1, 5000), "mobile": (1, 2000)}


def test_what_was_left_is_as_it_was_then(books):
    first = take(member_id=books.awa, amount=2000)
    second = take(member_id=books.awa, amount=3000)
    books.levy(books.awa, 700)
    later = take(member_id=books.awa, amount=200)
    left = [receipts.receipt_facts(each.id).left for each in (first, second, later)]
    assert left == [3700, 700, 500]
    reverse_receipt(first.id, on=TODAY, reason="Mistake", today=TODAY)
    assert receipts.receipt_facts(second.id).left == 700


def test_the_language_of_who_pays(books):
    with operation("Change"):
        Member.update(languages="ff, en").where(Member.id == books.awa).execute()
    assert receipts.receipt_facts(take(member_id=books.awa).id).language == "en"
    assert receipts.receipt_facts(take(member_id=books.ben).id).language == the_association().language


def test_a_receipt_that_is_not_there(books):
    with pytest.raises(Refused, match="no longer there"):
        receipts.receipt_facts(books.awa)


# The paper

SIZES = {"a5": (210, 148.5), "a4": (210, 297), "roll": (80, None)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_paper_says_all(books, layout):
    receipt = take(member_id=books.awa, amount=2000, method="mobile", reference="MP1", through="Orange")
    content = paper(receipt, layout=layout)
    (page,) = reader(content).pages
    width, height = SIZES[layout]
    assert float(page.mediabox.width) == pytest.approx(width * MM, abs=0.5)
    assert height is None or float(page.mediabox.height) == pytest.approx(height * MM, abs=0.5)
    text = " ".join(words(content).split())
    for said in ("Club", "2026/0001", "Awa", "FCFA2,000", "two thousand CFA francs", "Dues 2026, Individual",
                 "Mobile money · Orange · MP1", "Left to pay: FCFA3,000", "May 2026"):  # fmt: skip
        assert said in text
    assert all(fonts(content).values())
    assert reader(content).trailer["/Root"]["/Lang"] == "en"
    assert "DUPLICATE" not in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_french(books, layout):
    text = text_of(take(member_id=books.awa), language="fr", layout=layout)
    for said in ("Reçu", "cinq mille francs CFA", "Espèces", "Il ne reste rien à payer"):
        assert said in text
    assert "Received" not in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_duplicates_and_reversed_ones_are_marked(books, layout):
    receipt = take(member_id=books.awa)
    receipts.note_print([receipt.id], at=NOON)
    assert "DUPLICATE" in text_of(receipt, layout=layout)
    reverse_receipt(receipt.id, on=TODAY, reason="Bad cheque", today=TODAY)
    assert "REVERSED on 14/05/2026: Bad cheque" in text_of(receipt, layout=layout)
    assert "DUPLICATA" in text_of(receipt, language="fr", layout=layout)


def test_a_donation_has_a_receipt_of_its_own(books):
    text = text_of(take(name="Lycée Leclerc", rest=DONATE, text="Book fund"))
    assert "Receipt for a donation" in text
    assert "Book fund" in text
    assert "left to pay" not in text.lower()


def test_two_on_a_page(books):
    made = [take(name=f"Donor {n}", rest=DONATE, amount=100 + n) for n in range(3)]
    content = receipts_pdf([receipts.receipt_facts(each.id, "en") for each in made], "a4")
    pages = [words(content, page) for page in range(2)]
    assert len(reader(content).pages) == 2
    assert ["Donor 0" in pages[0], "Donor 1" in pages[0], "Donor 2" in pages[1]] == [True] * 3


def test_one_who_pays_for_many_gets_the_details(books):
    others = [books.member(f"Member {n}") for n in range(60)]
    dues = open_dues(books.awa, others=others)
    shares = tuple(Share(due.member_id, due.left, due.membership_id) for due in dues)
    receipt = take(member_id=books.awa, amount=61 * 5000, shares=shares)
    content = paper(receipt)
    assert "61 times" in words(content, 0)
    rest = words(content)
    assert all(f": Member {n}" in rest for n in range(60))
    roll = words(paper(receipt, layout="roll"))
    assert all(f"Member {n}" in " ".join(roll.split()) for n in range(60))


def test_more_kinds_of_lines_than_there_is_room(books):
    for n in range(9):
        books.levy(books.awa, 100 + n, f"Meal {n}")
    receipt = take(member_id=books.awa, amount=sum(due.left for due in open_dues(books.awa)))
    content = paper(receipt)
    assert "others" in words(content, 0)
    assert all(f"Meal {n}" in words(content) for n in range(9))


HOSTILE = ["<b>Bold</b> & “co”", "x" * 300, "الجمعية", "Ŋgwá Ɓàá " * 20, "a\nb\x00c"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_fits(books, name, layout):
    receipt = take(name=name, rest=DONATE, text=name, reference=name[:50], method="cheque", through=name[:50])
    content = paper(receipt, layout=layout)
    assert len(reader(content).pages) == 1
    if name.startswith("<b>"):
        assert "<b>Bold</b> & “co”" in words(content)


def test_credit_is_told(books):
    text = text_of(take(member_id=books.awa, amount=6000, rest=CREDIT))
    assert "Kept as credit FCFA1,000" in text
