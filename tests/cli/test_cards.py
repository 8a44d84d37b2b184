"""cards and check-card: a real PDF, whose codes are read back by another library and checked."""

from __future__ import annotations

import json

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader


def codes_on(path, page=0):
    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[page].render(scale=300 / 72).to_pil()
    finally:
        document.close()
    return [code.text.strip() for code in zxingcpp.read_barcodes(picture)]


@pytest.fixture
def cards(example_path, command):
    """The example's cards as a PDF."""
    path = example_path.with_name("cards.pdf")
    code, output, problems = command("cards", example_path, "-o", path)
    assert (code, problems) == (0, "")
    assert "cards on" in output
    return path


def test_ten_cards_on_a4_with_fonts_inside(cards):
    reader = PdfReader(cards)
    page = reader.pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    fonts = page["/Resources"]["/Font"].values()
    for font in fonts:
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    assert len(codes_on(cards)) == 10


def test_the_code_of_a_printed_card_is_genuine(cards, example_path, command):
    for text in codes_on(cards)[:3]:
        code, output, problems = command("check-card", example_path, text)
        assert code in (0, 1)
        assert "genuine" in output + problems or "expired" in problems


def test_a_changed_code_is_forged(cards, example_path, command):
    text = codes_on(cards)[0]
    swapped = text.translate(str.maketrans("0123456789", "1234567890"))
    code, _output, problems = command("check-card", example_path, swapped)
    assert code == 1
    assert problems.strip()
    assert "genuine and valid" not in problems


def test_an_unknown_number_is_refused(example_path, command):
    assert command("check-card", example_path, "9999999")[0] == 1


def test_a_search_prints_only_those_found(cards, example_path, tmp_path, command):
    path = tmp_path / "one.pdf"
    number = codes_on(cards)[4].split()[1]
    members = json.loads(command("members", example_path, "--format", "json")[1])
    (name,) = (member["name"] for member in members if member["number"] == number)
    code, output, _problems = command(
        "cards", example_path, "--all", "--search", f"{name} {number}", "-o", path
    )
    assert code == 0
    assert output.startswith("1 card on 1 page")
    assert [text.split()[1] for text in codes_on(path)] == [number]


def test_single_cards_have_the_size_of_a_card(example_path, tmp_path, command):
    path = tmp_path / "single.pdf"
    assert command("cards", example_path, "--sheet", "cr80", "-o", path)[0] == 0
    box = PdfReader(path).pages[0].mediabox
    # ISO/IEC 7810 ID-1
    assert [round(float(side) / 72 * 25.4, 2) for side in box[2:]] == [85.6, 53.98]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--season", "1901"), "1901"),
        (("--sheet", "papyrus"), "papyrus"),
        (("--start-at", "11"), "10 places"),
        (("--search", "nobodyhasthisname"), "Nobody is found by the search “nobodyhasthisname”."),
    ],
)
def test_what_cannot_be_printed_is_refused_and_leaves_no_file(
    example_path, tmp_path, command, arguments, sentence
):
    path = tmp_path / "none.pdf"
    code, _output, problems = command("cards", example_path, "-o", path, *arguments)
    assert code == 1
    assert sentence in problems
    assert not path.exists()


def test_a_refused_run_keeps_the_pdf_that_was_there(cards, example_path, command):
    before = cards.read_bytes()
    assert command("cards", example_path, "-o", cards, "--start-at", "11")[0] == 1
    assert cards.read_bytes() == before


def test_printing_by_command_marks_nothing_as_printed(cards, example_path, command):
    again = cards.with_name("again.pdf")
    assert command("cards", example_path, "-o", again)[0] == 0
    assert len(PdfReader(again).pages) == len(PdfReader(cards).pages)
