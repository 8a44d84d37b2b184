"""The register: states, filters, and what is done with chosen cards."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.members.cards.forms.page import REGISTER
from assoc_desktop.members.cards.listing import register_counts
from assoc_desktop.members.cards.rules import mark_printed
from assoc_desktop.members.records import Card
from tests.members.cards.forms.conftest import show_page


@pytest.fixture
def view(desk, members, season, today, qtbot):
    mark_printed(season, members, on=today)
    page = show_page(desk, qtbot)
    page.show_view(REGISTER)
    return page.register_view


def test_a_season_without_cards_says_so(page):
    page.show_view(REGISTER)
    assert page.register_view.table._stack.currentWidget().title.text() == "No card yet for this season"
    assert not page.register_view.signatures.isEnabled()
    assert not page.register_view.again.isEnabled()


@pytest.mark.parametrize(
    ("button", "state"), [("hand_over", "handed_over"), ("lost", "lost"), ("spoiled", "spoiled")]
)
def test_what_is_done_with_a_card(view, season, qtbot, button, state):
    view.table.select_id(view.table.shown_ids()[1])
    assert view.told.text() == "1 card chosen"
    qtbot.mouseClick(getattr(view, button), Qt.MouseButton.LeftButton)
    assert register_counts(season.id) == {
        **dict.fromkeys(("printed", "handed_over", "lost", "spoiled", "replaced"), 0),
        "printed": 2,
        state: 1,
    }
    assert view.filters.buttons[state].text().endswith("  1")
    assert not view.hand_over.isEnabled()


def test_several_at_once(view, season, qtbot):
    view.table.view.selectAll()
    assert view.told.text() == "3 cards chosen"
    qtbot.mouseClick(view.hand_over, Qt.MouseButton.LeftButton)
    assert register_counts(season.id)["handed_over"] == 3
    assert not view.signatures.isEnabled()


def test_what_the_rules_refuse_is_told_in_words(view, today, answer, qtbot):
    from datetime import timedelta

    view._desk._today = lambda: today - timedelta(days=1)
    view.table.select_id(view.table.shown_ids()[0])
    shown = answer("Close")
    qtbot.mouseClick(view.lost, Qt.MouseButton.LeftButton)
    assert "was printed after that day" in shown[1]


def test_filters_and_search(view, members, qtbot):
    ids = view.table.shown_ids()
    view.table.select_id(ids[0])
    qtbot.mouseClick(view.lost, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.filters.buttons["lost"], Qt.MouseButton.LeftButton)
    assert view.table.shown_ids() == ids[:1]
    qtbot.mouseClick(view.filters.buttons[""], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(view.search, "toundi")
    qtbot.waitUntil(lambda: view.table.shown_ids() == ids[1:2])
    view.search.setText(Card.get_by_id(ids[2]).serial[:6])
    qtbot.waitUntil(lambda: view.table.shown_ids() == ids[2:])


def test_a_click_on_a_heading_sorts(view, qtbot):
    ids = view.table.shown_ids()
    view.table.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert view.table.shown_ids() == ids[::-1]


def test_the_list_for_signatures(view, qtbot):
    page = view.window()
    qtbot.mouseClick(view.signatures, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._preview is not None, timeout=10_000)
    assert page.title.text() == "Cards to hand over 2026"


def test_rows_tell_states_and_days(view, today, qtbot):
    row = view.table.model.row(0)
    assert row.texts["serial"].endswith("-2026-1")
    assert row.texts["state"] == "To hand over"
    assert row.texts["until"]
    assert view._rows([1]) and view._rows([1])[0].texts == {}
