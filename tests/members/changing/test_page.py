"""Changing many members on the page, by real keys and clicks: whom, what, the differences, and Undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from assoc_desktop.members.changing.forms.page import ChangePage
from assoc_desktop.members.changing.forms.rows import kinds_of_changes
from assoc_desktop.members.changing.model import (
    AddTag,
    AppendNotes,
    Archive,
    BringBack,
    Enrol,
    RemoveTag,
    Resign,
    SetCategory,
    SetCustom,
    SetField,
)
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.records import Category, Membership, Season
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.widgets.toast import Toast
from tests.screens import (
    answer,
    click,
    labels_that_read_markup,
    press,
    retype,
    show_page,
    stopped_meanwhile,
    texts_shown,
    tick,
    type_text,
)


@pytest.fixture
def page(desk, qtbot, people):
    return show_page(qtbot, ChangePage(desk, people[:2], people))


@pytest.fixture
def look_ahead(page, qtbot):
    """Press the main button and wait for the differences."""

    def press_main():
        click(page.main)
        qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)

    return press_main


def type_value(row, *texts):
    for (_label, field), text in zip(row.editor.fields, texts, strict=False):
        retype(field.target(), text)


def rows_of(page):
    model = page.differences.table.model
    return [tuple(model.row(place).texts.values())[1:] for place in range(len(model.ids))]


def test_many_are_changed_and_brought_back_with_the_keyboard(page, qtbot, people):
    page.take_keyboard()
    press(page.who.box, Qt.Key.Key_Down)
    assert page.who.ids() == people
    row = page.rows[0]
    row.choose("field town")
    type_value(row, "Douala")
    press(row.editor.fields[0][1].target(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    assert page.main.hasFocus()
    assert page.differences.counts.text() == "3 members would change.  ·  Stay as they are: 0  ·  Refused: 0"
    assert rows_of(page)[0] == ("N'Diaye Awa", "changes", "Town: Thiès → Douala")
    numbers = [page.differences.table.model.row(place).texts["number"] for place in range(3)]
    assert numbers == [read_member(each).number for each in page.differences.table.model.ids]
    page.differences.table.setFocus()
    press(page.differences.table.view, Qt.Key.Key_Down)
    assert page.differences.whole.text().startswith("Town: ")
    page.main.setFocus()
    assert page.main.text() == "Change 3 members"
    with qtbot.waitSignal(page.closed):
        press(page.main, Qt.Key.Key_Space)
    assert [read_member(each).town for each in people] == ["Douala"] * 3
    assert page.window().findChild(Toast).text.text() == "3 members were changed."
    undo(last_undoable().id)
    assert read_member(people[0]).town == "Thiès"


def test_what_is_stopped_is_told(page, look_ahead, qtbot, people):
    page.who.set_value(page.who.box.itemData(1))
    page.rows[0].choose("field town")
    type_value(page.rows[0], "Douala")
    with stopped_meanwhile(page):
        click(page.main)
    qtbot.waitUntil(lambda: toast_of(page) == "Stopped: not everybody was looked at.")
    assert page.stack.currentIndex() == 0
    look_ahead()
    with stopped_meanwhile(page):
        click(page.main)
    qtbot.waitUntil(lambda: toast_of(page) == "Stopped: nobody was changed.")
    assert "Douala" not in [read_member(each).town for each in people]
    assert page.stack.currentIndex() == 1 and page.main.isEnabled()


def toast_of(page):
    toasts = page.window().findChildren(Toast)
    return toasts[-1].text.text() if toasts else ""


def test_who_is_refused_is_left_out_only_when_it_is_said(page, look_ahead, qtbot, people):
    press(page.who.box, Qt.Key.Key_Down)
    page.rows[0].choose("field profession")
    type_value(page.rows[0], "Clerk")
    look_ahead()
    differences = page.differences
    assert not page.main.isEnabled()
    assert [differences.filter.itemText(n) for n in range(4)] == [
        "All: 3", "Changed: 2", "Stay as they are: 0", "Refused: 1"
    ]  # fmt: skip
    press(differences.filter, Qt.Key.Key_End)
    assert rows_of(page) == [("Library", "refused", "An institution has no field “Profession”.")]
    press(differences.filter, Qt.Key.Key_Up)
    assert "Nobody here" in texts_shown(differences)
    press(differences.filter, Qt.Key.Key_Up)
    assert [row[0] for row in rows_of(page)] == ["N'Diaye Awa", "Kamga Paul"]
    tick(differences.leave_out)
    with qtbot.waitSignal(page.closed):
        click(page.main)
    assert [read_member(each).profession for each in people] == ["Clerk", "Clerk", ""]


def test_several_changes_are_added_and_taken_away(page, look_ahead, people):
    assert not page.rows[0].away.isEnabled()
    click(page.add_button)
    assert page.rows[1].what.hasFocus()
    page.rows[0].choose("add_tag")
    page.rows[1].choose("remove_tag")
    click(page.add_button)
    click(page.rows[2].away)
    assert len(page.rows) == 2
    type_value(page.rows[0], "Fresh")
    look_ahead()
    assert rows_of(page) == [
        ("N'Diaye Awa", "changes", "Tags: Board, Volunteer → Volunteer, Fresh"),
        ("Kamga Paul", "changes", "Tags: Fresh"),
    ]
    press(page.main, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0, "Esc leads back to the changes"
    assert page.rows[0].editor.fields[0][1].value() == "Fresh"
    answer("Cancel")
    page.leave()
    assert page.rows[0].isVisible()
    told = answer("Leave")
    assert page.may_leave()
    assert told[0] == "Leave without changing anything?"


def test_what_people_typed_is_no_markup(desk, qtbot, save):
    member_id = save(family_name="<b>Bold</b>", town="<i>Town</i>")
    page = show_page(qtbot, ChangePage(desk, [member_id], []))
    page.rows[0].choose("field town")
    type_value(page.rows[0], "<u>Other</u>")
    click(page.main)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    page.differences.table.select_id(member_id)
    assert page.differences.whole.text() == "Town: <i>Town</i> → <u>Other</u>"
    assert labels_that_read_markup(page, "<") == []
    assert "&lt;i&gt;" in page.differences.table.model.row(0).tips["told"]


def test_tab_leads_through_a_change(page, qtbot):
    row = page.add_change()
    row.choose("category")
    qtbot.wait(1)
    row.what.setFocus()
    for expected in (*(field.target() for _label, field in row.editor.fields), row.away, page.add_button):
        press(page.focusWidget(), Qt.Key.Key_Tab)
        assert expected.hasFocus()


def test_nothing_typed_is_left_without_a_question(page, qtbot):
    with qtbot.waitSignal(page.closed):
        page.leave()


def test_what_is_wrong_stands_below_its_change(page, qtbot):
    page.rows[0].choose("add_tag")
    click(page.main)
    qtbot.waitUntil(lambda: "The tag needs a name with a letter or a digit." in texts_shown(page.rows[0]))
    page.rows[0].choose("resign")
    type_value(page.rows[0], "soon")
    click(page.main)
    assert page.stack.currentIndex() == 0
    assert any("soon" in text for text in texts_shown(page.rows[0]))
    type_value(page.rows[0], "")
    click(page.main)
    assert "Say on which day." in texts_shown(page.rows[0])
    page.rows[0].choose("field town")
    type_value(page.rows[0], "Thiès")
    page.add_change().choose("field town")
    click(page.main)
    qtbot.waitUntil(
        lambda: "This is changed twice. Take one of the two changes away." in texts_shown(page.rows[1])
    )


def test_nobody_to_change(desk, qtbot, file):
    page = show_page(qtbot, ChangePage(desk, [], []))
    told = answer("Close")
    click(page.main)
    assert told[1] == "Choose members in the list first, or save a filter."
    save_filter("Nobody", Group(True, (Condition("town", "is", ("Nowhere",)),)))
    page = show_page(qtbot, ChangePage(desk, [], []))
    page.rows[0].choose("bring_back")
    told = answer("Close")
    click(page.main)
    qtbot.waitUntil(lambda: bool(told))
    assert told[1] == "Choose at least one member."


def test_nothing_to_change_leaves_the_button_off(page, look_ahead):
    page.rows[0].choose("bring_back")
    look_ahead()
    assert page.differences.counts.text() == "0 members would change.  ·  Stay as they are: 2  ·  Refused: 0"
    assert not page.main.isEnabled()
    assert {row[1] for row in rows_of(page)} == {"stays"}
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.stack.currentIndex() == 1


def test_every_kind_of_change_can_be_chosen(page, season, category, library, today, desk, qtbot):
    shirt = save_custom_field("Shirt", "choice", choices="S\nM").id
    page = show_page(qtbot, ChangePage(desk, [library], []))
    row = page.rows[0]
    made = {}
    for kind in kinds_of_changes():
        row.choose(kind)
        for _label, field in row.editor.fields[:1]:
            if kind == "field employer_id":
                type_text(field.target(), "library")
            elif kind == "field country":
                type_text(field.target(), "senegal")
            elif kind == "field languages":
                type_text(field.target(), "French")
            elif hasattr(field, "line") and not field.line.text():
                type_text(field.target(), "text")
        made[kind] = row.change()
    first = Category.select().order_by(Category.position).get().id
    assert made == {
        "add_tag": AddTag("text"), "remove_tag": RemoveTag("Board") if made["remove_tag"].name else RemoveTag(""),
        "category": SetCategory(season.id, first), "enrol": Enrol(season.id),
        "field town": SetField("town", "text"), "field region": SetField("region", "text"),
        "field postcode": SetField("postcode", "text"), "field country": SetField("country", "SN"),
        "field languages": SetField("languages", "fr"), "field profession": SetField("profession", "text"),
        "field employer_id": SetField("employer_id", library), "field library_kind": SetField("library_kind", ""),
        f"custom {shirt}": SetCustom(shirt, ""), "notes": AppendNotes("text"), "resign": Resign(today),
        "archive": Archive(today), "bring_back": BringBack(),
    }  # fmt: skip


def test_without_categories(page):
    Category.update(archived=True).execute()
    page.rows[0].choose("category")
    assert page.rows[0].change() is None
    assert "There is no category yet. Add one in the settings." in texts_shown(page.rows[0])


def test_without_seasons(page):
    Membership.delete().execute()
    Season.delete().execute()
    page.rows[0].choose("enrol")
    assert page.rows[0].change() is None
    assert "There is no season yet. Add one in the settings." in texts_shown(page.rows[0])


def test_it_is_reached_from_the_menus(desk, show_tab, people):
    tab = show_tab(desk)
    for open_it in (tab.open_menu, lambda: tab._context_menu(tab.rect().center())):
        open_it()
        menu = [each for each in tab.findChildren(QMenu) if each.isVisible()][-1]
        next(each for each in menu.actions() if each.text() == "Change many…").trigger()
        menu.close()
        assert isinstance(tab.top(), ChangePage)
        assert tab.top().who.ids() == tab.list.table.shown_ids()
        tab.close_pages()
