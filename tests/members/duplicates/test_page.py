"""The page of duplicates walked through with keys and clicks."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from assoc_desktop.association.records import Season
from assoc_desktop.language import speaking
from assoc_desktop.members.duplicates.different import different_pairs, remember_different
from assoc_desktop.members.duplicates.forms.page import DuplicatesPage
from assoc_desktop.members.duplicates.proposing import BOTH, LEFT, RIGHT
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.records import INSTITUTION, Category, Member, Membership, Phone
from assoc_desktop.members.rules import read_member
from assoc_desktop.members.tab import MembersTab
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.undoing import undo
from assoc_desktop.widgets.toast import Toast
from tests.screens import (
    answer,
    button,
    click,
    labels_that_read_markup,
    press,
    retype,
    show_page,
    texts_shown,
)

BORN = datetime.date(1990, 5, 14)


@pytest.fixture
def page(qtbot, desk):
    """The page after its search; further arguments go to it."""

    def page_(**options):
        made = show_page(qtbot, DuplicatesPage(desk, **options))
        if "pair" not in options:
            qtbot.waitUntil(lambda: bool(made._pairs) or made._told.title.text() == "No duplicates found")
        made.take_keyboard()
        return made

    desk.undo_wanted.connect(lambda operation: (undo(operation), desk.changed.emit()))
    return page_


@pytest.fixture
def twins(save):
    """Pairs of members who were entered twice."""

    def twins_(count):
        return [
            (
                save(family_name=f"Diop{sign * 3}", given_name="Awa", birth_date=BORN, number=f"{sign}1"),
                save(
                    family_name=f"Diop{sign * 3}",
                    given_name="Awa",
                    birth_date=BORN,
                    phones=[f"6771122{place:02}"],
                ),
            )
            for place, sign in enumerate("abcdefghijklmnopqrstuvwxyz"[:count])
        ]

    return twins_


def _choose(page, key, side):
    click(page.compare.options[key][side].button)


def test_all_pairs_are_merged_with_the_keyboard_alone(page, twins):
    pairs = twins(12)
    shown = page()
    assert len(shown.table.shown_ids()) == 12
    for left in range(11, -1, -1):
        press(shown.table.view, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is shown.merge
        press(shown.merge, Qt.Key.Key_Space)
        assert len(shown.table.shown_ids()) == left
    assert Member.select().count() == 12
    assert {row.id for row in Member.select()} == {pair[0] for pair in pairs}
    assert "All done" in texts_shown(shown)


def test_the_pairs_name_the_numbers(page, twins):
    ((one, other),) = twins(1)
    row = page().table.model.row(0)
    for member in (one, other):
        name = f"{Member.get_by_id(member).full_name} · {Member.get_by_id(member).number}".removesuffix(
            " · None"
        )
        assert name in (row.texts["one"], row.texts["other"])
    assert f"· {Member.get_by_id(one).number}" in row.texts["one"] + row.texts["other"]


def test_a_choice_for_each_row_that_differs(page, save):
    one = save(
        family_name="Diop", given_name="Awa", birth_date=BORN, town="Garoua", phones=["677112233"], notes="First.",
        profession="Librarian",
    )  # fmt: skip
    other = save(
        family_name="Dioop", given_name="Awa", birth_date=BORN, town="Kribi", phones=["699887766"], notes="Second.",
        profession="Librarian",
    )  # fmt: skip
    shown = page()
    assert set(shown.compare.options) == {"person", "phones", "address", "notes"}
    assert shown.compare.choices()["phones"] == BOTH
    texts = texts_shown(shown)
    assert "Names differ by 1 letter · Born the same day · Towns differ" in texts
    assert "Librarian" not in texts
    click(button(shown, "2 more fields are the same"))
    assert "Librarian" in texts_shown(shown)

    _choose(shown, "person", RIGHT)
    _choose(shown, "address", RIGHT)
    click(shown.compare.options["phones"][LEFT])  # on the words
    click(shown.merge)

    data = read_member(one)
    assert (data.family_name, data.town, data.phones) == ("Dioop", "Kribi", ["+237677112233"])
    assert data.notes == "First.\n\nSecond."
    assert Member.get_or_none(Member.id == other) is None
    toast = shown.window().findChild(Toast)
    assert toast.text.text() == "Awa Diop and Awa Dioop are one record now."
    click(toast.button)
    assert Member.select().count() == 2
    assert len(shown.table.shown_ids()) == 1


def test_which_membership_of_a_season_stays(page, twins):
    [(one, other)] = twins(1)
    season, kind = Season.get(), Category.get(Category.name == "Individual")
    small, large = (
        save_membership(
            each, MembershipData(season.id, kind.id, season.starts_on, season.ends_on, fee_due=fee)
        ).id
        for each, fee in ((one, 1000), (other, 9000))
    )
    shown = page()
    key = f"season:{season.id}"
    chosen = RIGHT if shown.compare.keep_id == one else LEFT
    assert shown.compare.options[key][chosen].button.isChecked()
    assert shown.compare.staying() == {season.id: large}
    _choose(shown, key, LEFT if chosen == RIGHT else RIGHT)
    click(shown.merge)
    assert [row.id for row in Membership.select()] == [small]


def test_not_the_same_is_remembered_and_taken_back(qtbot, page, twins):
    [pair, _next] = twins(2)
    shown = page()
    press(shown.table.view, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: different_pairs() == {pair})
    assert len(shown.table.shown_ids()) == 1

    click(shown.remembered)
    dialog = shown.findChild(QDialog)
    dialog.pane.table.select_id(dialog.pane.table.shown_ids()[0])
    click(button(dialog, "Take back"))
    assert different_pairs() == set()
    assert "Nobody yet" in texts_shown(dialog)
    click(button(dialog, "Close"))
    assert len(shown.table.shown_ids()) == 2


def test_what_was_taken_back_elsewhere_is_said(page, twins, desk, answer):
    [pair] = twins(1)
    remember_different(*pair)
    shown = page()
    assert "No duplicates found" in texts_shown(shown)
    click(shown.remembered)
    dialog = shown.findChild(QDialog)
    dialog.pane.table.select_id(dialog.pane.table.shown_ids()[0])
    undo(last_undoable().id)
    said = answer("Close")
    click(button(dialog, "Take back"))
    assert "This was taken back already." in said


def test_skipped_pairs_come_with_the_next_search(qtbot, page, twins):
    twins(2)
    shown = page()
    click(shown.skip)
    assert len(shown.table.shown_ids()) == 1
    click(shown.skip)
    assert "All done" in texts_shown(shown)
    click(shown.again)
    qtbot.waitUntil(lambda: len(shown.table.shown_ids()) == 2)


def test_pairs_by_how_likely_they_are(page, twins, save):
    twins(1)
    for _time in range(2):
        save(family_name="Sow", given_name="Ali", town="Kribi")
    shown = page()
    words = [button.text() for button in shown.filters.buttons.values() if button.isVisible()]
    assert words == ["All  2", "Very likely  1", "Possible  1"]
    click(shown.filters.buttons["possible"])
    assert len(shown.table.shown_ids()) == 1
    click(shown.different)
    assert "No such pair" in texts_shown(shown)


def test_a_third_record_of_one_member_stays_a_pair(page, save):
    ids = [
        save(family_name="Diop", given_name="Awa", birth_date=BORN, town=town) for town in ("", "", "Kribi")
    ]
    shown = page()
    assert len(shown.table.shown_ids()) == 3
    click(shown.merge)
    assert len(shown.table.shown_ids()) == 1
    click(shown.merge)
    assert Member.select().count() == 1
    assert Member.get().id in ids


def test_what_is_typed_on_a_page_and_not_saved_is_not_lost(page, twins, desk, answer):
    [(_one, other)] = twins(1)
    desk.draft(f"member {other}").write({"notes": "typed"})
    shown = page()
    said = answer("Close")
    click(shown.merge)
    assert "Something was typed on the page of Awa Diopaaa and is not saved" in said[1]
    assert Member.select().count() == 2


def test_a_member_who_went_meanwhile(page, twins, answer):
    [(_one, other)] = twins(1)
    shown = page()
    with operation("Forget"):
        Phone.delete().where(Phone.member == other).execute()
        Member.delete().where(Member.id == other).execute()
    said = answer("Close")
    click(shown.merge)
    assert "no longer in the list" in said[1]
    assert "All done" in texts_shown(shown)


def test_two_that_were_chosen_in_the_list(qtbot, desk, save):
    ids = [save(family_name="Diop", given_name="Awa"), save(family_name="Sow", given_name="Ali")]
    tab = show_page(qtbot, MembersTab(desk))
    tab.list.table.view.selectAll()
    menu = QMenu()
    tab._add_member_actions(menu)
    next(action for action in menu.actions() if action.text() == "Merge these two…").trigger()
    shown = tab.top()
    assert isinstance(shown, DuplicatesPage)
    assert {shown.compare.keep_id, shown.compare.other_id} == set(ids)
    click(shown.merge)
    assert Member.select().count() == 1


def test_a_person_and_an_institution_are_refused(page, save, answer):
    pair = save(family_name="Diop"), save(kind=INSTITUTION, name="Library")
    shown = page(pair=pair)
    said = answer("Close")
    click(shown.merge)
    assert "one is a person, the other an institution" in said[1]


def test_an_earlier_number_is_shown_and_found(qtbot, page, save, desk):
    one = save(family_name="Diop", given_name="Awa", birth_date=BORN, number="1")
    save(family_name="Diop", given_name="Awa", birth_date=BORN, number="2222")
    click(page().merge)
    tab = show_page(qtbot, MembersTab(desk))
    tab.list.table.select_id(one)
    qtbot.waitUntil(lambda: "Earlier numbers" in texts_shown(tab))
    assert "2222" in texts_shown(tab)
    retype(tab.list.search, "2222")
    assert tab.list.table.shown_ids() == [one]


def test_two_that_cannot_be_one_are_refused_in_the_list(qtbot, desk, save, answer):
    save(family_name="Diop"), save(kind=INSTITUTION, name="Library")
    tab = show_page(qtbot, MembersTab(desk))
    tab.list.table.view.selectAll()
    said = answer("Close")
    tab.merge_chosen()
    assert "one is a person, the other an institution" in said[1]
    assert tab.top() is tab.list


def test_from_the_page_of_a_member(qtbot, desk, twins, save):
    [pair, _other] = twins(2)
    tab = show_page(qtbot, MembersTab(desk))
    desk.wanted.connect(lambda _tab, choice: tab.show_choice(choice))
    tab.open_member(pair[0])
    labels = {action.text(): action for action in tab.top().actions_menu.actions()}
    labels["Find duplicates of this member…"].trigger()
    qtbot.waitUntil(lambda: isinstance(tab.top(), DuplicatesPage) and bool(tab.top()._pairs))
    assert [(found.one, found.other) for found in tab.top()._pairs] == [pair]


def test_what_is_typed_on_the_page_of_a_member_is_asked_about_first(qtbot, desk, twins, answer):
    [pair] = twins(1)
    tab = show_page(qtbot, MembersTab(desk))
    tab.open_member(pair[0])
    edited = tab.top()
    retype(edited.fields["profession"].target(), "Librarian")
    answer("Stay on the page")
    tab.find_duplicates(pair)
    assert tab.top() is edited
    assert edited.fields["profession"].value() == "Librarian"


@pytest.mark.parametrize(("label", "added"), [("Add all the same", True), ("Back to the page", False)])
def test_a_new_member_who_is_in_the_list_already_is_asked_about(qtbot, desk, save, label, added):
    save(family_name="Diop", given_name="Awa", town="Garoua")
    new = show_page(qtbot, MemberPage(desk))
    retype(new.fields["family_name"].target(), "Diop")
    retype(new.fields["given_name"].target(), "Awa")
    said = answer(label)
    assert new.save_now() is added
    assert said == ["Awa Diop seems to be in the list already", "Awa Diop, Garoua: Same name"]
    assert Member.select().count() == 1 + added


def test_the_one_in_the_list_is_opened_instead(qtbot, desk, save):
    one = save(family_name="Diop", given_name="Awa")
    wanted = []
    desk.wanted.connect(lambda tab, choice: wanted.append((tab, choice)))
    new = show_page(qtbot, MemberPage(desk))
    retype(new.fields["family_name"].target(), "Diop")
    retype(new.fields["given_name"].target(), "Awa")
    answer("Open the one in the list")
    assert new.save_now() is False
    assert wanted == [("members", {"open": one})]


def test_names_are_never_taken_for_markup(page, save):
    for _time in range(2):
        save(family_name="<b>Diop</b>", given_name="Awa", birth_date=BORN, notes="<i>x</i>")
    assert labels_that_read_markup(page(), "<") == []


def test_in_french_at_the_size_of_the_smallest_screen(page, twins):
    twins(1)
    with speaking("fr"):
        shown = page()
        assert shown.merge.text() == "F&usionner"
        assert all(each.geometry().right() <= shown.width() for each in (shown.again, shown.remembered))
