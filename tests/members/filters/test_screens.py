"""The page of a filter, the list of those saved, and everything that asks "who?", with keyboard and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assoc_desktop.members.custom_fields import archive_custom_field, save_custom_field
from assoc_desktop.members.filters.fields import FIELDS
from assoc_desktop.members.filters.forms.groups import FilterField, GroupEditor
from assoc_desktop.members.filters.forms.many import TickList
from assoc_desktop.members.filters.forms.page import FilterPage
from assoc_desktop.members.filters.forms.row import ConditionRow
from assoc_desktop.members.filters.model import Condition, Group, Ref, conditions_of
from assoc_desktop.members.filters.saved import filter_named, save_filter, saved_filters
from assoc_desktop.members.records import Tag
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import button, click, press, retype, show_page, texts_shown, type_text

Key = Qt.Key
PHONE = Group(True, (Condition("phone", "filled"),))
TOWN = Group(True, (Condition("town", "one_of", ("Gao",)),))


def shown(tab):
    return set(tab.list.table.model.ids)


def choose_field(row, typed):
    """Type the name of a field into the choice of a line, and leave it."""
    retype(row.field.box, typed)
    row.field.box.completer().popup().hide()
    press(row.field.box, Key.Key_Tab)


def choose_test(row, words):
    row.test.box.setFocus()
    while row.test.box.currentText() != words:
        press(row.test.box, Key.Key_Down)


def ticks():
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, TickList) and each.isVisible()
    )


def test_a_filter_is_made_used_saved_and_taken_back_by_keyboard(tab, people, qtbot):
    click(tab.list.filter)
    click(button(tab.list._filters, "More conditions…"))
    page = tab.top()
    assert isinstance(page, FilterPage)
    (row,) = page.rule.editor.parts
    assert row.field.box.hasFocus()
    assert page.count.text() == "" or "whom you look for" in page.count.text()
    type_text(row.values.fields[0].line, "gao, ségou")
    qtbot.waitUntil(lambda: page.count.text() == "4 members match.")
    assert page.sentence.text() == "Members: Town is gao or ségou"
    press(page.rule.editor.add_line, Key.Key_Space)
    _first, second = page.rule.editor.parts
    assert second.field.box.hasFocus()
    choose_field(second, "phone")
    assert second.test.value() == "filled"
    qtbot.waitUntil(lambda: page.count.text() == "2 members match.")
    press(page, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "The filter needs a name." in texts_shown(page)
    type_text(page.fields["name"].line, "À appeler")
    press(page, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert tab.top() is tab.list
    assert shown(tab) == {people["gao"], people["segou"]}
    assert tab.list.told.text() == "Season 2026 · À appeler"
    type_text(tab.list.search, "kon")
    assert shown(tab) == {people["gao"]}
    tab.list.search.clear()
    click(tab.list.filter)
    assert tab.list._filters._fields["filter_name"].value() == "À appeler"
    tab.list._filters._fields["kind"].set_value("institution")
    tab.list._filters._tell()
    assert shown(tab) == set()
    click(button(tab.list._filters, "Show all members"))
    assert shown(tab) == set(people.values())
    undo(last_undoable().id)
    assert saved_filters() == []


def test_show_these_members_without_saving(tab, people, qtbot):
    tab.make_filter()
    page = tab.top()
    page.show_button.click()
    assert tab.top() is page
    assert any("say what to compare it with" in text for text in texts_shown(page))
    type_text(page.rule.editor.parts[0].values.fields[0].line, "Gao")
    assert not any("say what to compare it with" in text for text in texts_shown(page.rule))
    page.show_button.click()
    assert shown(tab) == {people["gao"], people["library"]}
    assert tab.list.told.text() == "Season 2026 · Town is Gao"
    click(tab.list.filter)
    pane = tab.list._filters
    assert pane._fields["filter_name"].box.currentText() == "Conditions that are not saved"
    pane._fields["kind"].set_value("person")
    pane._tell()
    assert shown(tab) == {people["gao"]}
    click(button(pane, "More conditions…"))
    assert [each.field for each in conditions_of(tab.top().rule.value())] == ["town", "kind"]
    assert saved_filters() == []


def test_groups_are_added_and_taken_away(tab, people, qtbot):
    tab.make_filter()
    page, editor = tab.top(), tab.top().rule.editor
    type_text(editor.parts[0].values.fields[0].line, "Gao")
    click(editor.add_group)
    group = editor.parts[1]
    assert isinstance(group, GroupEditor)
    assert group.how.value() is False
    inner = group.parts[0]
    choose_field(inner, "e-mail")
    choose_test(inner, "is empty")
    click(group.add_line)
    choose_field(group.parts[1], "phone")
    assert page.rule.value() == Group(
        True,
        (
            Condition("town", "one_of", ("Gao",)),
            Group(False, (Condition("email", "empty"), Condition("phone", "filled"))),
        ),
    )
    qtbot.waitUntil(lambda: page.count.text() == "2 members match.")
    click(group.add_group)
    assert group.parts[2].add_group.isHidden()
    click(group.parts[2].remove)
    click(group.parts[1].remove)
    assert tab.window().focusWidget() is group.parts[0].field.box
    click(group.parts[0].remove)
    assert tab.window().focusWidget() is group.add_line
    qtbot.waitUntil(lambda: page.count.text() == "A group has no line.")
    click(group.remove)
    assert page.rule.value() == TOWN


def test_several_values_are_ticked_by_keyboard(desk, people, qtbot):
    row = show_page(qtbot, ConditionRow(desk, FilterField(desk)._offered, Condition("tags", "has_any")))
    field = row.values.fields[0]
    field.box.setFocus()
    press(field.box, Key.Key_Down)
    press(ticks().list, Key.Key_Space)
    assert [ref.name for ref in row.condition().values] == ["Presse"]
    assert field.box.currentText() == "Presse"
    QTest.keyPress(ticks().list, Key.Key_Return)
    choose_field(row, "country")
    found = row.values.fields[0].open_list()
    assert found.typed.hasFocus()
    assert found.list.item(0).text() == "Afghanistan"
    type_text(found.typed, "mali")
    QTest.keyPress(found.typed, Key.Key_Down)
    assert found.list.hasFocus()
    QTest.keyPress(found.list, Key.Key_Space)
    found.close()
    assert row.condition() == Condition("country", "one_of", ("ML",))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Memberships", "“Memberships” is not in the list."),
        ("shoe size", "“shoe size” is not in the list."),
        ("", "Choose a field."),
    ],
)
def test_what_is_no_field_is_told_and_not_saved(typed, sentence, desk, people, qtbot):
    page = show_page(qtbot, FilterPage(desk, TOWN))
    row = page.rule.editor.parts[0]
    choose_field(row, typed)
    type_text(page.fields["name"].line, "Sans champ")
    assert not page.save_now()
    assert sentence in texts_shown(page)
    choose_field(row, "region")
    assert row.condition() == Condition("region", "one_of", ("Gao",))
    assert page.save_now()


def test_headings_are_passed_over_by_the_arrow_keys(desk, people, qtbot):
    row = show_page(qtbot, ConditionRow(desk, FilterField(desk)._offered, Condition("tags", "has_some")))
    press(row.field.box, Key.Key_Down)
    assert row.field.value() == ("town", 0)


def test_what_members_have_is_offered_first(desk, save, qtbot):
    save(family_name="Koné", country="ML", languages="bm,fr")
    offered = FilterField(desk)._offered
    countries = offered.values(FIELDS["country"], Condition("country", "one_of"))
    assert [name for _code, name in countries[:2]] == ["Mali", "Afghanistan"]
    languages = offered.values(FIELDS["languages"], Condition("languages", "has_any"))
    assert [name for _code, name in languages[:2]] == ["Bambara", "French"]


def test_esc_closes_the_list_of_boxes_and_not_the_page(tab, people):
    tab.make_filter()
    page = tab.top()
    row = page.rule.editor.parts[0]
    choose_field(row, "tags")
    for _time in range(2):
        found = row.values.fields[0].open_list()
        QTest.keyPress(found.list, Key.Key_Space)
        QTest.keyPress(found.list, Key.Key_Escape)
    assert tab.top() is page
    assert row.condition().values == ()


def test_the_tab_key_goes_through_lines_and_groups_in_order(tab, people, qtbot):
    tab.make_filter()
    editor = tab.top().rule.editor
    click(editor.add_group)
    click(editor.parts[1].add_line)
    choose_field(editor.parts[0], "fee due")
    qtbot.wait(1)
    stops = [stop for stop in editor.stops() if stop.isVisible()]
    assert len(stops) > 12
    stops[0].setFocus()
    for stop in stops:
        assert tab.window().focusWidget() is stop
        press(stop, Key.Key_Tab)


def test_a_line_about_a_season(desk, people, qtbot):
    row = show_page(qtbot, ConditionRow(desk, FilterField(desk)._offered, Condition("town", "is", ("Gao",))))
    assert row.season.isHidden()
    choose_field(row, "fee due")
    assert row.season.isVisible()
    choose_test(row, "lies between")
    for field, typed in zip(row.values.fields, ("2 500", "5000"), strict=True):
        type_text(field.line, typed)
    assert row.condition() == Condition("fee_due", "between", (2500, 5000), Ref(0))
    retype(row.values.fields[1].line, "many")
    assert "is not an amount" in row.problem()
    assert row.show_problem()
    assert any("is not an amount" in text for text in texts_shown(row))


def test_what_was_deleted_is_marked_and_the_rest_is_kept(tab, people, qtbot):
    size = save_custom_field("Pointure", "text")
    gone = Condition("own", "is", ("42",), Ref(size.id, "Pointure"))
    tag = Condition("tags", "has_any", (Ref(77, "Bénévole"),))
    season = Condition("card", "one_of", ("good",), Ref(78, "1999"))
    group = Group(True, (gone, tag, season, Condition("phone", "filled")))
    save_filter("Ancien", group)
    size.delete_instance()
    tab.show_filters()
    saved = tab.top()
    saved.pane.table.select_id(saved_filters()[0].id)
    assert not button(saved, "Show these members").isEnabled()
    click(button(saved, "Change…"))
    page = tab.top()
    told_now = texts_shown(page)
    for sentence in (
        "The field “Pointure” does not exist any more.",
        "The tag “Bénévole” does not exist any more.",
        "The season “1999” does not exist any more.",
    ):
        assert sentence in told_now
    assert page.rule.value() == group
    click(page.save_button)
    assert tab.top() is page
    for row in page.rule.editor.parts[:3]:
        click(row.remove)
    click(page.save_button)
    assert filter_named("Ancien") == PHONE
    assert tab.top() is saved


def test_a_tag_that_is_gone_can_be_unticked_and_the_others_stay(desk, people, qtbot):
    tag = Tag.get()
    condition = Condition("tags", "has_any", (Ref(tag.id, "Presse"), Ref(77, "Bénévole")))
    row = show_page(qtbot, ConditionRow(desk, FilterField(desk)._offered, condition))
    field = row.values.fields[0]
    assert field.box.currentText() == "Presse or Bénévole (no longer there)"
    opened = field.open_list()
    opened.list.setCurrentRow(1)
    QTest.keyPress(opened.list, Key.Key_Space)
    opened.close()
    assert row.condition() == Condition("tags", "has_any", (Ref(tag.id, "Presse"),))
    assert row.problem() == ""


def test_a_field_in_the_archive_is_remarked(desk, people, qtbot):
    size = save_custom_field("Pointure", "text")
    archive_custom_field(size.id)
    condition = Condition("own", "is", ("42",), Ref(size.id, "Pointure"))
    row = show_page(qtbot, ConditionRow(desk, FilterField(desk)._offered, condition))
    assert row.field.box.currentText() == "Pointure (in the archive)"
    assert any("is in the archive" in text for text in texts_shown(row))
    assert row.problem() == ""


def test_leaving_with_something_unsaved_asks(tab, people, answer):
    tab.make_filter()
    page = tab.top()
    type_text(page.rule.editor.parts[0].values.fields[0].line, "Gao")
    asked = answer("Stay on the page")
    page.leave()
    assert "Save the changes?" in asked
    assert tab.top() is page
    answer("Discard")
    page.leave()
    assert tab.top() is tab.list
