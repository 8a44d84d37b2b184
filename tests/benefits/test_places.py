"""The Benefits tab as a person walks it: by keys, from an empty catalogue to a use that is taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from assoc_desktop.benefits.catalogue import (
    BenefitData,
    archive_benefit,
    benefits,
    entitled_categories,
    save_benefit,
)
from assoc_desktop.benefits.matrix import read_matrix
from assoc_desktop.benefits.records import Benefit, BenefitUse
from assoc_desktop.benefits.tab import BenefitsTab
from assoc_desktop.home.duties import read_duties
from assoc_desktop.members.records import Member
from assoc_desktop.storage.undoing import undo
from assoc_desktop.widgets.toast import Toast
from tests.benefits.conftest import TODAY
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    press,
    retype,
    show_page,
    texts_shown,
    tick,
    type_text,
)

ENTER, SPACE, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Escape


@pytest.fixture
def tab(club, club_desk, qtbot):
    """The tab on a `Club`, under `tab.club`."""
    club_desk.undo_wanted.connect(lambda each: (undo(each), club_desk.changed.emit()))
    page = BenefitsTab(club_desk)
    page.club = club
    show_page(qtbot, page)
    yield page
    page.go()


def go(tab, place):
    tab.show_choice({"place": place})
    tab.place().take_keyboard()
    QTest.qWait(5)
    return tab.place()


def toast(tab):
    return tab.window().findChild(Toast, "toast")


def test_a_benefit_is_added_and_changed(tab):
    place = tab.place()
    click(button(place, "Add a benefit"))
    page = tab.top()
    retype(page.fields["name"].line, "Loan")
    page.save_now()
    assert "There is a benefit “Loan” already." in texts_shown(page)
    retype(page.fields["name"].line, "City library")
    tick(page.fields["categories"].boxes[tab.club.student.id])
    retype(page.fields["quota"].line, "3")
    retype(page.fields["value"].line, "1500")
    press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    benefit = Benefit.get(Benefit.name == "City library")
    assert (benefit.quota, benefit.value) == (3, 1500)
    assert list(entitled_categories(benefit.id)) == [tab.club.person.id]
    assert tab.top() is tab.bottom
    place.table.select_id(benefit.id)
    place.show_now()
    place.do("archive")
    assert benefit.id not in place.table.shown_ids()
    click(toast(tab).button)
    assert benefit.id in place.table.shown_ids()
    place.table.select_id(benefit.id)
    place.move(-1)
    assert [each.name for each in benefits()] == ["Training", "City library", "Loan"]
    place.do("remove")
    assert [each.name for each in benefits()] == ["Training", "Loan"]


def test_an_empty_catalogue_begins_with_typical_ones(club, club_desk, qtbot):
    for each in (club.training, club.loan):
        each.delete_instance(recursive=True)
    page = BenefitsTab(club_desk)
    show_page(qtbot, page)
    click(button(page, "Begin with typical ones…"))
    dialog = dialog_over(page)
    tick(dialog.page.fields["5"].box)
    click(dialog.page.save_button)
    assert [each.name for each in benefits()] == [
        "Vote in the general assembly", "Newsletter", "Directory of colleagues",
    ]  # fmt: skip
    assert page.place().table.shown_ids() == [each.id for each in benefits()]
    page.go()


def test_the_matrix_is_edited_by_keys_alone(tab):
    place = go(tab, "matrix")
    table = place.table
    table.setCurrentCell(0, 0)
    press(table, SPACE)
    press(table, Qt.Key.Key_Right)
    press(table, Qt.Key.Key_1)
    press(table, Qt.Key.Key_2)
    assert table.item(0, 1).text() == "✓ 12"
    press(table, Qt.Key.Key_Backspace)
    assert table.item(0, 1).text() == "✓ 1"
    press(table, DOWN)
    press(table, Qt.Key.Key_0)
    press(table, Qt.Key.Key_4)
    assert "entitled, 4 in a season" in table.item(1, 1).toolTip()
    place.read_again()
    assert place.table.is_changed()
    press(table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(5)
    club = tab.club
    assert read_matrix().cells == {
        (club.training.id, club.student.id): 1,
        (club.loan.id, club.person.id): None,
        (club.loan.id, club.student.id): 4,
    }
    assert not place.save_button.isEnabled()
    press(table, Qt.Key.Key_Delete)
    assert table.item(1, 1).text() == ""
    click(place.drop_button)
    assert table.item(1, 1).text() == "✓ 4"


def test_the_matrix_without_benefits(tab):
    for each in benefits():
        archive_benefit(each.id)
    place = go(tab, "matrix")
    assert button(place, "Open the catalogue")


def test_uses_are_recorded_by_keys_alone(tab):
    place, club = go(tab, "desk"), tab.club
    assert place.who.line.hasFocus()
    type_text(place.who.line, Member.get_by_id(club.awa).number)
    press(place.who.line, ENTER)
    QTest.qWait(20)
    table = place.member.table
    assert table.current_id() == club.training.id
    assert "2 of 2 left in the season." in texts_shown(place)
    press(table.view, ENTER)
    type_text(place.member.note, "two days")
    press(place.member.note, ENTER)
    assert [use.note for use in BenefitUse.select().order_by(BenefitUse.id)] == ["", "two days"]
    assert (place.member.note.text(), table.view.hasFocus()) == ("", True)
    assert "Used up: 2 of 2 in the season." in texts_shown(place)
    type_text(place.member.note, "with a guest")
    press(table.view, ENTER)
    dialog = dialog_over(tab)
    click(dialog.page.save_button)
    assert BenefitUse.select().count() == 2
    retype(dialog.page.fields["reason"].line, "The board said so")
    press(dialog.page.fields["reason"].line, ENTER)
    assert BenefitUse.get(BenefitUse.beyond == "The board said so").note == "with a guest"
    assert place.uses.table.shown_ids() == [
        each.id for each in BenefitUse.select().order_by(BenefitUse.id.desc())
    ]
    click(toast(tab).button)
    assert BenefitUse.select().count() == 2
    press(table.view, ESC)
    assert place.who.line.hasFocus()
    assert "Uses today" in texts_shown(place)
    place.uses.table.select_id(place.uses.table.shown_ids()[0])
    press(place.uses.table.view, ENTER)
    dialog = dialog_over(tab)
    retype(dialog.page.fields["reason"].line, "Mistake")
    press(dialog.page.fields["reason"].line, ENTER)
    assert [each.reversed_because for each in BenefitUse.select().order_by(BenefitUse.id)] == ["", "Mistake"]
    assert not place.uses.reverse_button.isEnabled()
    tab.show_choice({"place": "desk", "member": club.awa})
    assert "1 of 2 left in the season." in texts_shown(place)


def test_the_figures_lead_to_their_lists(tab, qtbot):
    club = tab.club
    club.use(club.awa), club.use(club.ben, club.loan)
    asked = []
    tab.desk.wanted.connect(lambda key, choice: asked.append((key, choice)))
    place = go(tab, "figures")
    qtbot.waitUntil(lambda: place.table.rowCount() == 3)
    place.table.setCurrentCell(0, 2)
    press(place.table, ENTER)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [("members", {"ids": (club.awa,), "told": "used Training, 2026"})]
    assert any(text.startswith("Entitled: enrolled") for text in texts_shown(place))
    place.chart.part_chosen.emit(1)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1][1]["ids"] == (club.ben,)
    place.figure_box.setCurrentIndex(1)
    place.figure_box.activated.emit(1)
    assert place.table.item(0, 0).text() == "Individual"
    place.figure_box.setCurrentIndex(2)
    place.figure_box.activated.emit(2)
    assert place.table.rowCount() == 0
    place.print_now()
    qtbot.waitUntil(lambda: tab.top() is not tab.bottom, timeout=10_000)


def test_the_catalogue_leads_to_who_may_have_it(tab, qtbot):
    club, asked = tab.club, []
    tab.desk.wanted.connect(lambda key, choice: asked.append((key, choice)))
    (show,) = [do for _sign, words, do in tab.place()._menu() if words == "Show who may have it now"]
    tab.place().table.select_id(None)
    show()
    for benefit, ids in ((club.training, (club.awa,)), (club.loan, (club.awa, club.ben))):
        asked.clear()
        tab.place().table.select_id(benefit.id)
        show()
        qtbot.waitUntil(lambda: bool(asked))
        assert asked == [("members", {"ids": ids, "told": f"may have {benefit.name} today"})]


def test_the_catalogue_says_how_often_a_benefit_was_used(tab, qtbot):
    tab.club.use(tab.club.awa)
    tab.place().read_again()
    tab.place().table.select_id(tab.club.training.id)
    tab.place().show_now()
    qtbot.waitUntil(lambda: "1 use in 2026 · 1 member" in texts_shown(tab.place()))


def test_home_tells_of_agreements_that_run_out(tab):
    save_benefit(BenefitData("Card", partner="City", agreed_until=TODAY), categories={})
    (duty,) = [each for each in read_duties(TODAY, tab.desk.conventions) if each.tab == "benefits"]
    assert duty.count == 1
    assert "Card" in duty.words
    tab.show_choice(duty.choice)
    assert tab.place().table.current_id() == Benefit.get(Benefit.name == "Card").id


def test_every_place_has_its_key(tab):
    for number, key in enumerate(("catalogue", "matrix", "desk", "figures"), start=1):
        QTest.keySequence(tab, QKeySequence(f"Ctrl+{number}"))
        assert tab.offers[tab.bar.currentIndex()].key == key


def test_a_matrix_that_is_not_saved_is_asked_about(tab):
    table = go(tab, "matrix").table
    before = read_matrix().cells
    for answered, may_go, is_changed in (("Stay on the page", False, True), ("Discard", True, False)):
        table.setCurrentCell(0, 0)
        if not table.is_changed():
            press(table, SPACE)
        texts = answer(answered)
        assert tab.may_go() is may_go
        assert texts[0] == "Save the changes?"
        assert table.is_changed() is is_changed
    assert read_matrix().cells == before
    press(table, SPACE)
    answer("Save")
    assert tab.may_go()
    assert read_matrix().cells != before


def test_ticks_that_are_not_saved_outlast_other_places_and_changes(tab):
    """Nothing is asked where nothing would be lost; a benefit that comes meanwhile keeps its categories."""
    club, place = tab.club, go(tab, "matrix")
    table = place.table
    table.setCurrentCell(0, 1)
    press(table, Qt.Key.Key_3)
    assert tab.may_leave()
    catalogue = go(tab, "catalogue")
    catalogue.table.select_id(club.training.id)
    catalogue.opened(club.training.id)
    tab.top().leave()
    bulletin = save_benefit(BenefitData("Bulletin", "publication"), categories={club.student.id: 2})
    archive_benefit(club.loan.id)
    tab.desk.changed.emit()
    go(tab, "matrix")
    assert table.is_changed()
    assert [table.item(0, 1).text(), table.item(1, 1).text()] == ["✓ 3", "✓ 2"]
    place.save()
    assert read_matrix().cells == {
        (club.training.id, club.person.id): None,
        (club.training.id, club.student.id): 3,
        (bulletin.id, club.student.id): 2,
    }
    assert list(entitled_categories(club.loan.id)) == [club.person.id, club.student.id]


def test_statements_are_made_for_those_who_are_chosen(tab, qtbot):
    club = tab.club
    club.use(club.awa)
    place = go(tab, "figures")
    click(button(place, "Statements…"))
    dialog = dialog_over(tab)
    box = dialog.page.fields["who"].box
    assert [box.itemText(at) for at in range(box.count())] == [
        "Who used a benefit: 1",
        "Everybody enrolled: 2",
    ]
    click(dialog.page.save_button)
    qtbot.waitUntil(lambda: tab.top() is not tab.bottom, timeout=10_000)
    assert "What the dues bought in 2026" in texts_shown(tab.top())
