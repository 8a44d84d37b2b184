"""Categories, own fields and tags in the settings, by real keys and clicks."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.forms.categories import CategoriesPane
from assoc_desktop.members.forms.custom_fields import CustomFieldsPane
from assoc_desktop.members.forms.tags import TagsPane
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import Category, CustomField, Member, Tag
from assoc_desktop.members.rules import tags_of
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    message_at,
    press,
    retype,
    texts_shown,
    tick,
    type_text,
)


@pytest.fixture
def opened(desk, shown):
    def open_pane(kind):
        pane = shown(kind(desk))
        pane.show_again()
        return pane

    return open_pane


def rows(pane):
    model = pane.table.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(pane, name):
    place = [row[0] for row in rows(pane)].index(name)
    pane.table.select_id(pane.table.shown_ids()[place])


def test_categories_are_listed_as_a_person_reads_them(opened):
    pane = opened(CategoriesPane)
    assert rows(pane)[0] == ["Individual", "Persons", "Season", "FCFA5,000", "60 days", "yes", "#1F6F5C", ""]
    assert rows(pane)[-1][:6] == ["Life", "Persons", "For life", "nothing", "", "yes"]


def test_a_category_is_added_last_with_a_colour_of_its_own(opened):
    pane = opened(CategoriesPane)
    click(button(pane, "Add a category…"))
    form = dialog_over(pane).page
    type_text(form.fields["name"].target(), "Amis & bienfaiteurs")
    retype(form.fields["fee"].target(), "2 500")
    click(form.save_button)
    added = categories()[-1]
    assert (added.name, added.fee, added.grace_days, added.votes) == ("Amis & bienfaiteurs", 2500, 60, True)
    assert added.colour not in [category.colour for category in categories()[:-1]]
    assert rows(pane)[-1][0] == "Amis & bienfaiteurs"
    assert "The category was saved." in texts_shown(pane)


def test_a_category_that_owes_nothing_has_no_fee(opened):
    pane = opened(CategoriesPane)
    choose(pane, "Student")
    click(button(pane, "Change…"))
    form = dialog_over(pane).page
    tick(form.fields["exempt"].box)
    assert not form.fields["fee"].isVisible()
    form.fields["period"].box.setFocus()
    press(form.fields["period"].box, Qt.Key.Key_End)
    assert not form.fields["grace_days"].isVisible()
    click(form.save_button)
    student = Category.get(Category.name == "Student")
    assert (student.fee, student.exempt, student.for_life, student.position) == (0, True, True, 1)


@pytest.mark.parametrize(("field", "text", "told"), [
    ("name", "", "The category needs a name."),
    ("name", "Individual", "There is a category named Individual already."),
    ("fee", "many", "“many” is not an amount. Write it like 1,250."),
    ("grace_days", "5000", "Write a number from 0 to 3660."),
    ("grace_days", "few", "“few” is not a whole number."),
    ("colour", "red", "A colour is written like #1F6F5C."),
])  # fmt: skip
def test_categories_that_cannot_be(opened, field, text, told):
    pane = opened(CategoriesPane)
    click(button(pane, "Add a category…"))
    form = dialog_over(pane).page
    type_text(form.fields["name"].target(), "New")
    retype(form.fields[field].target(), text)
    click(form.save_button)
    assert message_at(form, field) == told
    assert Category.select().where(Category.name == "New").count() == 0


def test_categories_are_put_into_another_order(opened):
    pane = opened(CategoriesPane)
    choose(pane, "Individual")
    assert not button(pane, "Move up").isEnabled()
    choose(pane, "Student")
    click(button(pane, "Move up"))
    assert [row[0] for row in rows(pane)][:3] == ["Student", "Individual", "Retired"]
    assert [category.name for category in categories()][:2] == ["Student", "Individual"]
    click(button(pane, "Move down"))
    assert [row[0] for row in rows(pane)][:3] == ["Individual", "Student", "Retired"]
    choose(pane, rows(pane)[-1][0])
    assert button(pane, "Move up").isEnabled() and not button(pane, "Move down").isEnabled()


def test_a_category_is_archived_and_brought_back(opened):
    pane = opened(CategoriesPane)
    choose(pane, "Corporate")
    click(button(pane, "Archive"))
    assert "Corporate" not in [category.name for category in categories()]
    choose(pane, "Corporate")
    assert rows(pane)[4][-1] == "Archived"
    click(button(pane, "Bring back"))
    assert "Corporate" in [category.name for category in categories()]


def test_enter_opens_a_category(opened):
    pane = opened(CategoriesPane)
    choose(pane, "Retired")
    press(pane.table.view, Qt.Key.Key_Return)
    assert dialog_over(pane).page.title.text() == "Category Retired"


def test_a_field_of_one_s_own_is_added(opened):
    pane = opened(CustomFieldsPane)
    assert "No field of your own yet" in texts_shown(pane)
    click(button(pane, "Add a field…"))
    form = dialog_over(pane).page
    assert not form.fields["choices"].isVisible()
    type_text(form.fields["name"].target(), "Taille")
    form.fields["kind"].box.setFocus()
    press(form.fields["kind"].box, Qt.Key.Key_End)
    assert form.fields["choices"].isVisible()
    click(form.save_button)
    assert message_at(form, "choices") == "Write at least two choices, one per line."
    form.fields["choices"].text.setFocus()
    for line in ("S", "M"):
        type_text(form.fields["choices"].text, line)
        press(form.fields["choices"].text, Qt.Key.Key_Return)
    click(form.save_button)
    assert rows(pane) == [["Taille", "Choice", "Persons and institutions", "S, M", ""]]


def test_a_kind_that_would_lose_values_is_refused(opened, save):
    field = save_custom_field("Shelf", "text")
    save(family_name="A", custom={field.id: "upper"})
    pane = opened(CustomFieldsPane)
    choose(pane, "Shelf")
    click(button(pane, "Change…"))
    form = dialog_over(pane).page
    form.fields["kind"].set_value("number")
    click(form.save_button)
    assert any(text.startswith("1 member has a value that would be lost.") for text in texts_shown(form))
    assert CustomField.get().kind == "text"


def test_a_field_is_archived_and_brought_back(opened):
    save_custom_field("Shelf", "text")
    pane = opened(CustomFieldsPane)
    choose(pane, "Shelf")
    click(button(pane, "Archive"))
    assert CustomField.get().archived
    choose(pane, "Shelf")
    click(button(pane, "Bring back"))
    assert not CustomField.get().archived


def test_tags_are_counted_renamed_and_removed(opened, save):
    members = [save(family_name="A", tags=["old"]), save(family_name="B", tags=["old", "other"])]
    pane = opened(TagsPane)
    assert rows(pane) == [["old", "2"], ["other", "1"]]
    choose(pane, "old")
    press(pane.table.view, Qt.Key.Key_Return)
    form = dialog_over(pane).page
    retype(form.fields["name"].target(), "one, two")
    click(form.save_button)
    assert message_at(form, "name") == "A tag cannot hold a comma: commas separate tags."
    retype(form.fields["name"].target(), "Élan")
    click(form.save_button)
    assert tags_of(members[0]) == ["Élan"]
    choose(pane, "Élan")
    texts = answer("Cancel")
    click(button(pane, "Remove"))
    assert texts[1] == "2 members carry the tag Élan."
    assert Tag.select().count() == 2
    answer("Remove")
    click(button(pane, "Remove"))
    assert rows(pane) == [["other", "1"]]
    undo(last_undoable().id)
    assert tags_of(members[0]) == ["Élan"]
    assert Member.get_by_id(members[0]).search_text.endswith("elan")


def test_without_tags_the_place_says_where_they_come_from(opened):
    assert "No tag yet" in texts_shown(opened(TagsPane))
