"""Sheets: every card lies on the paper, none on another, and backs come to lie behind their fronts."""

from __future__ import annotations

from itertools import islice

import pytest

from assoc_desktop.pdf.sheets import (
    A4_PLAIN,
    AVERY_C32010,
    CARD_HEIGHT,
    CARD_WIDTH,
    DUPLEX,
    LETTER_PLAIN,
    SHEETS,
    SINGLE_CARD,
    Sheet,
    usual_sheet,
)

sheets = pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)


@sheets
def test_cards_lie_on_the_paper_and_apart(sheet: Sheet) -> None:
    corners = [sheet.corner(cell) for cell in range(sheet.cards)]
    for x, y in corners:
        assert -0.01 <= x <= sheet.page_width - CARD_WIDTH + 0.01
        assert -0.01 <= y <= sheet.page_height - CARD_HEIGHT + 0.01
    for number, (x, y) in enumerate(corners):
        for other_x, other_y in corners[number + 1 :]:
            assert abs(x - other_x) >= CARD_WIDTH - 0.01 or abs(y - other_y) >= CARD_HEIGHT - 0.05


@sheets
def test_cells_are_in_the_middle_of_the_paper(sheet: Sheet) -> None:
    columns = sheet.columns * sheet.cell_width + (sheet.columns - 1) * sheet.gap_x
    rows = sheet.rows * sheet.cell_height + (sheet.rows - 1) * sheet.gap_y
    assert sheet.left == pytest.approx((sheet.page_width - columns) / 2)
    assert sheet.top == pytest.approx((sheet.page_height - rows) / 2)


def test_an_a4_sheet_has_ten_cards_from_the_upper_left() -> None:
    places = list(islice(A4_PLAIN.positions(), 11))
    assert [place.page for place in places] == [0] * 10 + [1]
    assert places[0].x == pytest.approx(19.4)
    assert places[0].y == pytest.approx(297 - 13.55 - 53.98)
    assert places[1].x == pytest.approx(19.4 + 85.6)
    assert places[9].y == pytest.approx(13.55)


def test_starting_at_a_later_place() -> None:
    places = list(islice(A4_PLAIN.positions(9), 3))
    assert [place.page for place in places] == [0, 0, 1]
    assert (places[0].x, places[0].y) == A4_PLAIN.corner(8)


@sheets
def test_places_that_are_not_there(sheet: Sheet) -> None:
    for start in (0, sheet.cards + 1):
        with pytest.raises(ValueError, match="places"):
            next(sheet.positions(start))


def test_counting_pages() -> None:
    assert [A4_PLAIN.pages(count) for count in (0, 1, 10, 11, 15602)] == [0, 1, 1, 2, 1561]
    assert A4_PLAIN.pages(10, start_at=2) == 2
    assert SINGLE_CARD.pages(3) == 3


@pytest.mark.parametrize("duplex", DUPLEX)
@sheets
def test_the_back_lies_behind_the_front(sheet: Sheet, duplex: str) -> None:
    for place in islice(sheet.positions(), sheet.cards):
        back = sheet.behind(place, duplex)
        x, y = (back.x - CARD_WIDTH, back.y - CARD_HEIGHT) if back.upside_down else (back.x, back.y)
        if duplex == "long" or not sheet.paper:
            assert (x, y) == pytest.approx((sheet.page_width - place.x - CARD_WIDTH, place.y))
            assert not back.upside_down
        else:
            assert (x, y) == pytest.approx((place.x, sheet.page_height - place.y - CARD_HEIGHT))
            assert back.upside_down


def test_cards_reach_over_their_edge_only_where_there_is_space() -> None:
    assert A4_PLAIN.bleed == 0
    assert SINGLE_CARD.bleed == 0
    assert SHEETS["a4-spaced"].bleed == 2


def test_punched_cards_are_centred_in_their_holes() -> None:
    x, y = AVERY_C32010.corner(0)
    assert x + CARD_WIDTH / 2 == pytest.approx(15 + 42.5)
    assert y + CARD_HEIGHT / 2 == pytest.approx(297 - 13.5 - 27)


def test_the_usual_sheet() -> None:
    assert usual_sheet("A4") is A4_PLAIN
    assert usual_sheet("Letter") is LETTER_PLAIN
