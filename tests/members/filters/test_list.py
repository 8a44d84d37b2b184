"""The list of members under a filter, and the list of the filters that are saved."""

from dataclasses import replace

from PySide6.QtWidgets import QMenu

from assoc_desktop.members.filters.forms.saved_page import SavedFiltersPage
from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.saved import remove_filter, save_filter, saved_filters
from assoc_desktop.members.listing import Choice, matching_ids
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import MemberTag, SavedFilter, Tag
from assoc_desktop.members.tab.filtering import as_group
from assoc_desktop.members.tab.filters import told
from assoc_desktop.members.tags import remove_tag
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import button, click, retype, texts_shown, type_text

PHONE = Group(True, (Condition("phone", "filled"),))
TOWN = Group(True, (Condition("town", "one_of", ("Gao",)),))


def shown(tab):
    return set(tab.list.table.model.ids)


def menu_action(tab, words):
    menu = [each for each in tab.findChildren(QMenu) if each.isVisible()][-1]
    menu.close()
    return next(each for each in menu.actions() if each.text() == words)


def test_saved_filters_are_listed_used_renamed_and_removed(tab, people, qtbot, answer):
    tab.open_menu()
    menu_action(tab, "Filters…").trigger()
    page = tab.top()
    assert isinstance(page, SavedFiltersPage)
    click(button(page, "New filter…"))
    editor = tab.top()
    type_text(editor.rule.editor.parts[0].values.fields[0].line, "Gao")
    type_text(editor.fields["name"].line, "De Gao")
    click(editor.save_button)
    assert tab.top() is page
    row = page.pane.table.model
    qtbot.waitUntil(lambda: row.row(0).texts["count"] == "2")
    assert row.row(0).texts["told"] == "Town is Gao"
    page.pane.table.select_id(saved_filters()[0].id)
    dialog = page.rename()
    retype(dialog.page.fields["name"].line, "Gens de Gao")
    click(dialog.page.save_button)
    assert saved_filters()[0].name == "Gens de Gao"
    page.pane.table.select_id(saved_filters()[0].id)
    asked = answer("Remove")
    page.remove()
    assert "Remove this filter?" in asked
    assert saved_filters() == []
    undo(last_undoable().id)
    page.show_again()
    page.pane.table.select_id(saved_filters()[0].id)
    click(button(page, "Show these members"))
    assert tab.top() is tab.list
    assert shown(tab) == {people["gao"], people["library"]}
    assert told(tab.list.contents.choice) == "Season 2026 · Gens de Gao"


def test_the_filter_that_was_just_saved_is_the_chosen_one(tab, people):
    save_filter("A first one", PHONE)
    tab.show_filters()
    page = tab.top()
    click(button(page, "New filter…"))
    editor = tab.top()
    type_text(editor.rule.editor.parts[0].values.fields[0].line, "Gao")
    type_text(editor.fields["name"].line, "Of Gao")
    click(editor.save_button)
    assert tab.top() is page
    assert page.pane.chosen() == next(each.id for each in saved_filters() if each.name == "Of Gao")


def test_a_damaged_filter_can_only_be_removed(tab, people, answer):
    SavedFilter.create(name="Abîmé", rule="{}")
    tab.show_filters()
    page = tab.top()
    page.take_keyboard()
    assert not button(page, "Change…").isEnabled()
    asked = answer("Close")
    page.edit()
    assert any("damaged" in text for text in asked)
    click(tab.list.filter)
    assert "Abîmé" not in tab.list._filters._saved


def test_a_list_whose_filter_lost_its_tag_says_so_and_shows_nobody(tab, people, desk):
    tag = Tag.get()
    group = Group(True, (Condition("tags", "has_none", (Ref(tag.id, "Presse"),)),))
    tab._use_filter(group, "")
    assert shown(tab) == set(people.values()) - {people["gao"]}
    remove_tag(tag.id)
    desk.changed.emit()
    assert shown(tab) == set()
    assert "The tag “Presse” does not exist any more" in tab.list.told.text()
    assert any(text.startswith("This filter cannot be used.") for text in texts_shown(tab))
    assert MemberTag.select().count() == 0
    tab.list.clear_filters()
    assert shown(tab) == set(people.values())


def test_the_list_follows_its_saved_filter(tab, people, desk):
    saved = save_filter("Gens", TOWN)
    tab._use_filter(TOWN, "Gens")
    assert shown(tab) == {people["gao"], people["library"]}
    save_filter("Gens", PHONE, filter_id=saved)
    desk.changed.emit()
    assert shown(tab) == {people["gao"], people["segou"]}
    remove_filter(saved)
    desk.changed.emit()
    assert shown(tab) == {people["gao"], people["segou"]}
    assert tab.list.told.text() == "Season 2026 · with a phone"
    click(tab.list.filter)
    assert tab.list._filters._fields["filter_name"].box.currentText() == "Conditions that are not saved"


def test_quick_choices_become_lines_that_choose_the_same(tab, people, desk, today):
    season = tab.list.season()
    category = categories()[0]
    tag = Tag.get()
    for changes in (
        {"kind": "person", "town": "Gao"},
        {"status": "belonging"},
        {"status": "pending", "tag_id": tag.id},
        {"enrolled_only": True},
        {"not_enrolled": True},
        {"category_id": category.id},
        {"archived": True},
        {"filter": TOWN, "kind": "institution"},
        {"filter": Group(False, TOWN.parts)},
    ):
        choice = replace(Choice(season_id=season.id), **changes)
        group = as_group(choice)
        assert matching_ids(Choice(filter=group), today=today) == matching_ids(choice, today=today), changes
    assert as_group(Choice(season_id=season.id)) is None
    assert len(as_group(Choice(season_id=season.id, without_card=True)).parts) == 2


def test_another_tab_shows_exactly_some_members(tab, people):
    tab.show_choice({"ids": (people["gao"], people["segou"]), "told": "Joined in May 2026"})
    assert shown(tab) == {people["gao"], people["segou"]}
    assert tab.list.told.text() == "Season 2026 · Joined in May 2026"
    type_text(tab.list.search, "kone")
    assert shown(tab) == {people["gao"]}
    tab.list.clear_filters()
    assert shown(tab) == set(people.values())
