"""Documents: metadata, embedded fonts, page x of y, text that can be copied out whole."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from assoc_desktop.language import speaking
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.text import clean, fit, shaped
from tests.hostile import HOSTILE
from tests.pdf import reading


def document(file: io.BytesIO, **more) -> Document:
    a4 = PAPERS["A4"]
    return Document(file, (a4.width, a4.height), title="List\x00", author="Née & Sons", language="fr", **more)


def test_metadata() -> None:
    file = io.BytesIO()
    made = document(file, duplex="short", actual_size=True)
    made.pen.label(50, 50, "Bonjour", 12)
    made.end_page()
    assert made.save() == 1
    read = reading.reader(file.getvalue())
    assert read.metadata.title == read.metadata.subject == "List"
    assert read.metadata.author == "Née & Sons"
    assert read.metadata.creator == read.metadata.producer == "Assoc Desktop"
    catalog = read.trailer["/Root"]
    assert catalog["/Lang"] == "fr"
    assert catalog["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert catalog["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    assert [float(side) for side in read.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.01)


def test_the_long_edge_is_offered_too() -> None:
    file = io.BytesIO()
    made = document(file, duplex="long")
    made.end_page()
    made.save()
    preferences = reading.reader(file.getvalue()).trailer["/Root"]["/ViewerPreferences"]
    assert preferences["/Duplex"] == "/DuplexFlipLongEdge"
    assert "/PrintScaling" not in preferences


def test_fonts_are_embedded_and_no_other_is_named() -> None:
    file = io.BytesIO()
    made = document(file)
    made.pen.label(50, 50, "Ŋgɛ́", 12)
    made.pen.label(50, 80, "Née", 12, bold=True)
    made.end_page()
    made.save()
    found = reading.fonts(file.getvalue())
    assert all(found.values())
    assert {name.split("+")[1] for name in found} == {"DejaVuSans", "DejaVuSans-Bold"}
    assert len(file.getvalue()) < 80_000


@pytest.mark.parametrize(("language", "sentence"), [("en", "Page 2 of 11"), ("fr", "Page 2 sur 11")])
def test_pages_know_their_total(language: str, sentence: str) -> None:
    file = io.BytesIO()
    made = document(file)
    with speaking(language):
        for _page in range(11):
            made.write_page_number(30, 20, 7)
            made.end_page()
        assert made.save() == 11
    assert " ".join(reading.words(file.getvalue(), 1).split()) == sentence


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_whole_on_paper(typed: str) -> None:
    file = io.BytesIO()
    made = document(file)
    made.pen.block(20 * MM, 200 * MM, fit(typed, 120 * MM, 12, 8, 3))
    made.end_page()
    made.save()
    assert reading.signs(reading.words(file.getvalue())) == reading.signs(shaped(clean(typed)))


def test_many_different_letters_take_several_subsets() -> None:
    letters = "".join(
        chr(code) for code in (*range(0xC0, 0x180), *range(0x400, 0x460), *range(0x1EA0, 0x1EF0))
    )
    file = io.BytesIO()
    made = document(file)
    made.pen.block(10, 700, fit(letters, 500, 10, 8, 9))
    made.pen.label(10, 300, "abc(\\)é", 12)
    made.end_page()
    made.save()
    assert reading.signs(reading.words(file.getvalue())) == reading.signs(letters + "abc(\\)é")
    assert len(reading.fonts(file.getvalue())) > 1


def test_forms_are_drawn_once_and_shown_often() -> None:
    file = io.BytesIO()
    made = document(file)
    made.begin_form("mark", 0, 0, 100, 20)
    made.pen.label(0, 5, "often", 10)
    made.end_form()
    for y in (100, 200, 300):
        made.pen.save()
        made.pen.move(50, y, upside_down=y == 200)
        made.canvas.doForm("mark")
        made.pen.restore()
    made.end_page()
    made.save()
    assert reading.words(file.getvalue()).count("often") == 3
    assert file.getvalue().count(b"/Subtype /Form") == 1


def test_accents_stand_above_tall_letters() -> None:
    file = io.BytesIO()
    made = document(file)
    for x, letters in ((50, "\u0190\u0301"), (150, "\u025b\u0301"), (250, "\u0190"), (350, "\u025b")):
        made.pen.label(x, 400, letters, 100)
    made.end_page()
    made.save()
    image = reading.rendered(file.getvalue(), dots_per_inch=72).convert("L").point(lambda value: 255 - value)
    tops = [image.crop((x, 0, x + 90, image.height)).getbbox()[1] for x in (50, 150, 250, 350)]
    assert tops[2] - tops[0] == pytest.approx(tops[3] - tops[1], abs=6)
    assert tops[0] < tops[1] - 12
    assert reading.signs(reading.words(file.getvalue())) == reading.signs(
        "\u0190\u0301\u025b\u0301\u0190\u025b"
    )


def test_documents_can_be_drawn_at_the_same_time() -> None:
    def drawn(number: int) -> bytes:
        file = io.BytesIO()
        made = document(file)
        made.pen.block(20, 700, fit("".join(chr(0xC0 + number + at) for at in range(150)), 500, 9, 9, 9))
        made.end_page()
        made.save()
        return file.getvalue()

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(drawn, range(40)))
    for number, pdf in enumerate(together):
        alone = reading.rendered(drawn(number), dots_per_inch=50)
        assert reading.rendered(pdf, dots_per_inch=50).tobytes() == alone.tobytes()
