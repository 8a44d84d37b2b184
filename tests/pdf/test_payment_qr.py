"""The payment code is read back from the paper by a reader that is not ours, and says what a banking app expects."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from assoc_desktop.pdf.payment_qr import draw_payment_qr, payment_text
from tests.hostile import HOSTILE
from tests.pdf.reading import rendered

IBAN = "FR76 3000 6000 0112 3456 7890 189"


def read_back(text, side=80):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(200, 200))
    canvas.setFillGray(0.5)
    canvas.rect(0, 0, 200, 200, stroke=0, fill=1)
    draw_payment_qr(canvas, text, 60, 60, side)
    canvas.save()
    (found,) = zxingcpp.read_barcodes(rendered(file.getvalue(), dots_per_inch=300))
    return found.text


def test_the_code_on_paper_says_the_transfer():
    text = payment_text(name="Amis du livre", iban=IBAN, amount=2550, text="COT-0042 2026")
    assert read_back(text).split("\n") == [
        "BCD", "002", "1", "SCT", "", "Amis du livre", "FR7630006000011234567890189", "EUR25.50", "", "", "COT-0042 2026",
    ]  # fmt: skip


def test_a_structured_reference_stands_in_its_own_line():
    lines = payment_text(
        name="Club", iban=IBAN, amount=1, reference="RF18539007547034", bic="agrifrpp"
    ).split("\n")
    assert (lines[4], lines[7], lines[9], len(lines)) == ("AGRIFRPP", "EUR0.01", "RF18539007547034", 10)


def test_the_longest_texts_still_are_a_code():
    text = payment_text(name="é" * 100, iban=IBAN, amount=99_999_999_999, text="à" * 300)
    assert len(text.encode()) <= 331
    assert read_back(text, 120) == text


@pytest.mark.parametrize("written", HOSTILE)
def test_every_text_stays_on_its_line(written):
    text = payment_text(name=f"Club {written}", iban=IBAN, amount=100, text=written)
    assert text.split("\n")[:4] == ["BCD", "002", "1", "SCT"]
    assert len(text.split("\n")) <= 11 and len(text.encode()) <= 331


@given(st.integers(1, 99_999_999_999))
def test_amounts_in_cents(amount):
    written = payment_text(name="Club", iban=IBAN, amount=amount).split("\n")[7]
    assert written.startswith("EUR") and int(written[3:].replace(".", "")) == amount and written[-3] == "."


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"iban": ""},
        {"amount": 0},
        {"amount": 10**11},
        {"text": "a", "reference": "b"},
        {"reference": "x" * 36},
    ],
)
def test_what_is_no_transfer_is_a_mistake(wrong):
    with pytest.raises(ValueError):
        payment_text(**{"name": "Club", "iban": IBAN, "amount": 100, **wrong})
