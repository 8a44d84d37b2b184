"""Designs: added, copied, renamed, preferred, deleted, and seen at once."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.forms.page import DESIGNS, PRINT
from assoc_desktop.members.cards.rules import save_design, stored_designs
from assoc_desktop.members.custom_fields import save_custom_field


@pytest.fixture
def view(page):
    save_custom_field("Shelf", "text")
    save_design(CardDesign(name="Plain", layout="plain"))
    save_design(
        CardDesign(name="Usual", fields=("number", "town"), back=True, back_text="Rules"), preferred=True
    )
    page.show_view(DESIGNS)
    return page.designs_view


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def typed(view, name, text):
    line = view.form.fields[name].target()
    line.setText(text)
    line.textEdited.emit(text)


def test_without_a_design_the_first_one_can_be_saved(page, qtbot):
    page.show_view(DESIGNS)
    view = page.designs_view
    assert view.form.fields["name"].value() == "Membership card"
    typed(view, "title", "Library card")
    click(qtbot, view.form.save_button)
    (stored,) = stored_designs()
    assert (stored.design.name, stored.design.title) == ("Membership card", "Library card")
    assert view.list.count() == 1 and view.list.currentRow() == 0


def test_the_preferred_one_comes_first(view, qtbot):
    assert [view.list.item(row).text() for row in range(2)] == ["Usual", "Plain"]
    assert not view.list.item(0).icon().isNull()
    assert not view.prefer_button.isEnabled()
    view.list.setCurrentRow(1)
    click(qtbot, view.prefer_button)
    assert [stored.design.name for stored in stored_designs()] == ["Plain", "Usual"]


def test_every_choice_is_kept(view, qtbot):
    form = view.form
    fields = form.fields
    typed(view, "name", "Renamed")
    fields["layout"].box.setCurrentIndex(1)
    fields["layout"].box.activated.emit(1)
    click(qtbot, fields["fields"].boxes["season"])
    click(qtbot, next(iter(fields["custom_fields"].boxes.values())))
    fields["colour"].one.click()
    fields["code"].set_value("none")
    fields["back_text"].text.setPlainText("Lost? <b>Call</b> us & thanks")
    click(qtbot, form.save_button)
    kept = next(stored.design for stored in stored_designs() if stored.preferred)
    assert kept.name == "Renamed"
    assert kept.layout == "portrait"
    assert set(kept.fields) == {"number", "town", "season"}
    assert len(kept.custom_fields) == 1
    assert kept.colour == "#1F6F5C"
    assert kept.code == "none"
    assert kept.back_text == "Lost? <b>Call</b> us & thanks"


def test_the_preview_follows_what_is_typed(view, qtbot):
    qtbot.waitUntil(lambda: len(view.picture.images) == 2, timeout=10_000)
    assert [side.caption for side in view.picture.images] == ["Front side", "Back side"]
    before = view.picture.images[0].image
    typed(view, "title", "A quite other title")
    qtbot.waitUntil(lambda: view.picture.images[0].image != before, timeout=10_000)
    view.form.fields["back"].box.click()
    qtbot.waitUntil(lambda: len(view.picture.images) == 1, timeout=10_000)


def test_pictures_are_made_clean_and_kept(view, qtbot):
    content = io.BytesIO()
    Image.new("RGBA", (2400, 800), (0, 0, 0, 0)).save(content, "PNG")
    view.form.fields["signature"].take(content.getvalue())
    view.form.fields["background"].take(content.getvalue())
    assert view.form.shown_issuer().signature
    click(qtbot, view.form.save_button)
    kept = next(stored.design for stored in stored_designs() if stored.preferred)
    assert kept.signature and kept.background and kept.signature != kept.background
    assert view.form.fields["signature"].value()


def test_a_copy_has_a_name_of_its_own(view, qtbot):
    click(qtbot, view.duplicate_button)
    assert view.form.fields["name"].value() == "Copy of Usual"
    assert view.form.is_changed()
    click(qtbot, view.form.save_button)
    assert {stored.design.name for stored in stored_designs()} == {"Plain", "Usual", "Copy of Usual"}
    assert sum(stored.preferred for stored in stored_designs()) == 1


def test_two_designs_have_no_name_in_common(view, qtbot):
    click(qtbot, view.add_button)
    typed(view, "name", "Plain")
    click(qtbot, view.form.save_button)
    assert "already" in view.form._messages["name"].text()
    assert len(stored_designs()) == 2


def test_a_deleted_design_is_gone(view, answer, qtbot):
    answer("Cancel")
    click(qtbot, view.remove_button)
    assert len(stored_designs()) == 2
    answer("Delete")
    click(qtbot, view.remove_button)
    assert [stored.design.name for stored in stored_designs()] == ["Plain"]
    assert view.form.fields["name"].value() == "Plain"


def test_unsaved_changes_keep_the_person_on_the_page(page, view, answer, qtbot):
    typed(view, "title", "Changed")
    answer("Stay on the page")
    page.show_view(PRINT)
    assert page._views.currentIndex() == DESIGNS
    answer("Discard")
    page.show_view(PRINT)
    assert page._views.currentIndex() == PRINT
    answer("Stay on the page")
    page.show_view(DESIGNS)
    typed(view, "title", "Changed again")
    view.list.setCurrentRow(1)
    assert view.list.currentRow() == 0
    answer("Save")
    view.list.setCurrentRow(1)
    assert view.form.fields["name"].value() == "Plain"
    assert any(stored.design.title == "Changed again" for stored in stored_designs())


def test_a_wrong_entry_does_not_stop_the_preview(view):
    typed(view, "name", "")
    view.form.fields["colour"].one.click()
    view.form.fields["colour"].colour.line.setText("nonsense")
    assert view.form.shown_design().colour == ""
    assert not view.form.save_now()


def test_names_with_signs_are_shown_as_they_are(view, qtbot):
    typed(view, "name", "<b>&Bold</b> {n} %s")
    click(qtbot, view.form.save_button)
    assert view.list.currentItem().text() == "<b>&Bold</b> {n} %s"
