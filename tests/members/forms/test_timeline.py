"""The timeline on the page of a member, with real keys and clicks."""

import datetime

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Season
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.forms.timeline import TimelinePane
from assoc_desktop.members.records import Category, Membership
from assoc_desktop.members.timeline import CHANGE, LIFE, SOURCES, Entry
from assoc_desktop.storage.history import operation
from tests.screens import button, press, retype, show_page, texts_shown, tick

DAY = datetime.date


@pytest.fixture
def awa(save):
    member = save(MemberData(family_name="Example", given_name="Awa <b>", joined_on=DAY(2026, 1, 2)))
    with operation("Enrol {name}", name="Awa"):
        Membership.create(
            member=member, season=Season.get(), category=Category.get(), starts_on=DAY(2026, 1, 1),
            ends_on=DAY(2026, 12, 31),
        )  # fmt: skip
    return member


@pytest.fixture
def pane(awa, desk, qtbot):
    pane = TimelinePane(desk, awa)
    pane.show_again()
    return show_page(qtbot, pane)


def test_everything_is_shown_with_who_and_when(pane, awa, conventions, qtbot):
    texts = texts_shown(pane)
    assert pane.told.text() == "4 entries"
    for text in ("Membership 2026 ends", "to come", "Joined the association", "2 January 2026"):
        assert text in texts
    assert "Enrol Awa" not in texts, "the membership is told as itself"
    pane.show_changes()
    change = next(entry for entry in pane.entries if entry.title == "Enrol Awa")
    who = f"{conventions.date(change.day, 'long')} at {change.at:%H:%M}, by {change.who}"
    qtbot.waitUntil(lambda: who in texts_shown(pane))
    assert "Membership 2026: Individual, from 01/01/2026 to 31/12/2026, FCFA0 due" in texts_shown(pane)


def test_kinds_are_left_out_by_their_boxes(pane):
    assert [box.text() for box in pane.boxes.values()] == [
        "Memberships (2)", "Joining and leaving (1)", "Changes (2)",
    ]  # fmt: skip
    tick(pane.boxes[CHANGE])
    assert pane.told.text() == "3 entries"
    tick(pane.boxes[LIFE])
    assert [entry.title for entry in pane.shown] == ["Membership 2026 ends", "Membership 2026 begins"]
    pane.show_again()
    assert len(pane.shown) == 2, "reading again keeps the filter"


def test_a_word_is_typed_and_nothing_may_be_found(pane, qtbot):
    retype(pane.search, "enrol awa")
    qtbot.waitUntil(lambda: pane.told.text() == "1 entry")
    retype(pane.search, "zebra")
    qtbot.waitUntil(lambda: pane.told.text() == "0 entries")
    assert "Nothing found" in texts_shown(pane)
    button(pane, "Show everything").click()
    assert pane.told.text() == "4 entries"
    assert pane.search.text() == ""


def test_changes_alone_are_shown_when_asked_for(pane):
    pane.show_changes()
    assert {entry.kind for entry in pane.shown} == {CHANGE}
    assert not pane.boxes[LIFE].isChecked()
    assert len(pane.shown) == 2
    pane.show_everything()
    assert len(pane.shown) == 4


def test_the_keyboard_finds_and_scrolls(pane):
    press(pane.area, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.search.hasFocus()
    press(pane.search, Qt.Key.Key_Tab)
    assert pane.boxes["membership"].hasFocus()
    press(pane.boxes["membership"], Qt.Key.Key_Space)
    assert pane.told.text() == "3 entries"


def test_older_entries_come_as_one_scrolls(desk, save, qtbot):
    member = save(family_name="Example")
    days = [DAY(2020, 1, 1) + datetime.timedelta(days=number) for number in range(120)]
    visits = [Entry(day, "visit", f"Visit {day}") for day in days]
    pane = show_page(qtbot, TimelinePane(desk, member, sources=(*SOURCES, lambda *_: visits)), 700, 400)
    pane.show_again()
    qtbot.wait(20)
    assert pane.laid_out < 60 < len(pane.shown) == 121
    for _time in range(200):
        if pane.laid_out == 121:
            break
        press(pane.area, Qt.Key.Key_PageDown)
        qtbot.wait(1)
    assert pane.laid_out == 121
    assert "Visit 2020-01-01" in texts_shown(pane)


def test_a_long_operation_is_folded_and_unfolds_with_the_keyboard(desk, save, qtbot):
    member = save(family_name="Example")
    entry = Entry(DAY(2026, 1, 1), "visit", "Long", tuple(f"line {n}" for n in range(45)))
    pane = TimelinePane(desk, member, sources=(lambda *_: [entry],))
    pane.show_again()
    show_page(qtbot, pane)
    short = "\n".join(entry.lines[:5])
    assert short in texts_shown(pane)
    more = button(pane, "… and 40 more lines")
    assert more.accessibleName() == "Long: … and 40 more lines"
    pane.area.setFocus()
    press(pane.area, Qt.Key.Key_Tab)
    assert more.hasFocus()
    press(more, Qt.Key.Key_Space)
    assert "\n".join(entry.lines) in texts_shown(pane)
    press(button(pane, "Show fewer lines"), Qt.Key.Key_Space)
    assert short in texts_shown(pane)


def test_an_entry_with_one_line_more_is_not_folded_and_a_search_shows_all_lines(desk, save, qtbot):
    member = save(family_name="Example")
    long, short = (
        Entry(DAY(2026, 1, 1), "visit", "Long", tuple(f"line {n}" for n in range(lines))) for lines in (7, 6)
    )
    pane = TimelinePane(desk, member, sources=(lambda *_: [long, short],))
    pane.show_again()
    show_page(qtbot, pane)
    assert "\n".join(short.lines) in texts_shown(pane)
    assert "\n".join(long.lines[:5]) in texts_shown(pane)
    retype(pane.search, "line 6")
    qtbot.waitUntil(lambda: "\n".join(long.lines) in texts_shown(pane))
    assert pane.told.text() == "1 entry"


def test_nothing_has_happened(desk, qtbot):
    pane = show_page(qtbot, TimelinePane(desk, 1))
    pane.show_again()
    assert "Nothing has happened yet" in texts_shown(pane)
