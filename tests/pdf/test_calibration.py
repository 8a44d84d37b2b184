"""The calibration page: right size, cross in its place, every sheet, both languages."""

from __future__ import annotations

import pytest

from assoc_desktop.language import speaking
from assoc_desktop.pdf.calibration import calibration_page
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.sheets import A4_PLAIN, SHEETS, SINGLE_CARD, Sheet
from tests.pdf import reading


def dark_rows(pdf: bytes, column_mm: float, from_mm: float, to_mm: float) -> list[float]:
    """Where, in millimetres from the upper edge, a column of the page is dark."""
    image = reading.rendered(pdf, dots_per_inch=254).convert("L")
    x = round(column_mm * 10)
    return [y / 10 for y in range(round(from_mm * 10), round(to_mm * 10)) if image.getpixel((x, y)) < 128]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_sheet_has_one(sheet: Sheet, language: str) -> None:
    with speaking(language):
        pdf = calibration_page(sheet, author="a", language=language)
    (page,) = reading.reader(pdf).pages
    assert float(page.mediabox[2]) == pytest.approx(sheet.page_width * MM, abs=0.01)
    assert all(reading.fonts(pdf).values())
    expected = "100 mm" if sheet.paper else {"en": "offset is right", "fr": "carte"}[language]
    assert expected in reading.words(pdf)


@pytest.mark.parametrize("offset", [0.0, 2.5, -1.5])
def test_the_cross_is_forty_millimetres_from_the_edges(offset: float) -> None:
    pdf = calibration_page(A4_PLAIN, author="a", language="en", offset_mm=(0.0, offset))
    rows = dark_rows(pdf, 40 + 7.5, 30, 50)
    assert sum(rows) / len(rows) == pytest.approx(40 + offset, abs=0.15)


def test_the_cross_of_a_single_card_is_in_its_middle() -> None:
    pdf = calibration_page(SINGLE_CARD, author="a", language="en")
    rows = dark_rows(pdf, SINGLE_CARD.page_width / 2 + 7.5, 20, 34)
    assert sum(rows) / len(rows) == pytest.approx(SINGLE_CARD.page_height / 2, abs=0.2)
