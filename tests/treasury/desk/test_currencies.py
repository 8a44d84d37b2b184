"""Currencies with none, two and three decimals: what is typed, posted, printed and said in words agree."""

from __future__ import annotations

import pytest

from assoc_desktop.association.rules import Identity, found, open_season
from assoc_desktop.members.data import CategoryData, MemberData
from assoc_desktop.members.memberships import proposed_membership, save_category, save_membership
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.accounts import chart_for, start_chart
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import DONATE, Payment, open_dues, take_payment
from assoc_desktop.treasury.documents.receipts import LAYOUTS, receipts_pdf
from assoc_desktop.treasury.receipts import receipt_facts
from tests.pdf.reading import reader, words
from tests.treasury.conftest import TODAY

CASES = [
    ("SN", 5000, "12 500", 12500, "douze mille cinq cents francs CFA", "12 500 F CFA"),
    ("FR", 2000, "1.000,50", 100050, "mille euros et cinquante centimes", "1 000,50 €"),
    ("FR", 2000, "1,000.50", 100050, "mille euros et cinquante centimes", "1 000,50 €"),
    ("TN", 20000, "80\u202f000,080", 80_000_080, "quatre-vingt mille dinars tunisiens et quatre-vingts millimes", "80 000,080"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "fee", "typed", "minor", "said", "shown"), CASES)
def test_what_is_typed_is_what_is_printed(tmp_path, country, fee, typed, minor, said, shown):
    with create_file(tmp_path / "club.assoc", SCHEMA):
        association = found(Identity(name="Club", country=country))
        season = open_season(TODAY)
        start_chart(chart_for(country))
        member = save_member(
            MemberData(family_name="Awa", joined_on=TODAY), today=TODAY, conventions=association.conventions
        )
        category = save_category(CategoryData("Individuel", fee=fee))
        save_membership(member.id, proposed_membership(season, category))
        amount = association.conventions.parse_amount(typed)
        assert amount == minor
        receipt = take_payment(Payment(amount, TODAY, member_id=member.id, rest=DONATE), today=TODAY)
        assert open_dues(member.id) == []
        for layout in LAYOUTS:
            text = " ".join(words(receipts_pdf([receipt_facts(receipt.id, "fr")], layout)).split())
            assert said in text
            assert shown in text.replace("FCFA", "F CFA")
        assert check_books() == []


def test_letter_paper_is_cut_in_half(tmp_path):
    with create_file(tmp_path / "club.assoc", SCHEMA):
        found(Identity(name="Club", country="US", language="en"))
        start_chart("fr")
        receipt = take_payment(Payment(2550, TODAY, name="Jo", rest=DONATE), today=TODAY)
        (half,) = reader(receipts_pdf([receipt_facts(receipt.id)], "a5")).pages
        (whole,) = reader(receipts_pdf([receipt_facts(receipt.id)], "a4")).pages
    assert [float(side) for side in half.mediabox[2:]] == [612, 396]
    assert [float(side) for side in whole.mediabox[2:]] == [612, 792]
