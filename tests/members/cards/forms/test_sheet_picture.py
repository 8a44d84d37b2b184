"""A click on the sheet says where the first card goes."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.members.cards.forms.sheet_picture import SheetPicture
from assoc_desktop.pdf.sheets import A4_PLAIN, A4_SPACED, SHEETS, SINGLE_CARD


@pytest.fixture
def picture(qtbot):
    widget = SheetPicture(A4_PLAIN)
    qtbot.addWidget(widget)
    widget.show_count(4)
    widget.show()
    return widget


@pytest.mark.parametrize("place", range(1, 11))
def test_a_click_on_a_place(picture, qtbot, place):
    chosen = []
    picture.start_changed.connect(chosen.append)
    middle = picture.place_rect(place).center().toPoint()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle)
    assert picture.start == place
    assert chosen == ([place] if place != 1 else [])


def test_a_click_beside_the_cards_or_with_the_other_button_chooses_nothing(picture, qtbot):
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture.rect().topLeft())
    qtbot.mouseClick(picture, Qt.MouseButton.RightButton, pos=picture.place_rect(5).center().toPoint())
    assert picture.start == 1


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Qt.Key.Key_Right], 2),
        ([Qt.Key.Key_Down], 3),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right], 2),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up], 3),
        ([Qt.Key.Key_End], 10),
        ([Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Left], 9),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 1),
        ([Qt.Key.Key_A], 1),
    ],
)
def test_keys_move_within_the_sheet(picture, qtbot, keys, expected):
    for key in keys:
        qtbot.keyClick(picture, key)
    assert picture.start == expected
    assert picture.accessibleName() == f"First card at place {expected} of 10"


def test_another_sheet_keeps_the_place_if_it_has_it(picture):
    picture.set_start(7)
    picture.show_sheet(A4_SPACED)
    assert picture.start == 7
    picture.show_sheet(SINGLE_CARD)
    assert picture.start == 1


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.key)
def test_all_places_lie_on_the_paper_and_apart(qtbot, sheet):
    widget = SheetPicture(sheet)
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    rects = [widget.place_rect(place) for place in range(1, sheet.cards + 1)]
    assert all(widget.rect().toRectF().contains(rect) for rect in rects)
    assert not any(one.intersects(other) for n, one in enumerate(rects) for other in rects[n + 1 :])
    assert not widget.grab().isNull()


def test_the_mouse_shows_where_a_click_would_do_something(picture, qtbot):
    qtbot.mouseMove(picture, picture.place_rect(3).center().toPoint())
    assert picture.cursor().shape() == Qt.CursorShape.PointingHandCursor
