"""The page of a category: period, fees by season, joining late, proof and limits, by real keys and clicks."""

import datetime

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import add_season
from assoc_desktop.language import speaking
from assoc_desktop.members.fees import fee_for, fees_of, save_fees
from assoc_desktop.members.forms.categories import CategoriesPane
from assoc_desktop.members.forms.category_fields import PRESETS, SharesField, month_name
from assoc_desktop.members.forms.category_page import CategoryPage
from assoc_desktop.members.memberships import enrol, save_category
from assoc_desktop.members.records import Category, Membership
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import button, click, message_at, press, retype, texts_shown, tick, type_text

DAY = datetime.date


def category(name="Individual"):
    return Category.get(Category.name == name)


@pytest.fixture
def opened(desk, shown):
    return lambda name="Individual": shown(CategoryPage(desk, category(name).id if name else None))


def choose(field, place):
    """Choose by keyboard."""
    field.box.setFocus()
    press(field.box, Qt.Key.Key_Home)
    for _step in range(place):
        press(field.box, Qt.Key.Key_Down)


def season(year):
    return Season.get(Season.label == str(year))


def test_what_is_stored_is_shown_and_saved_as_it_was(opened):
    page = opened()
    assert not page.is_changed()
    click(page.save_button)
    assert last_undoable() is None or str(last_undoable()) != "Change the category Individual"
    assert (category().fee, category().pro_rata, category().next_season_from) == (5000, "", None)


def test_twelve_months_know_no_joining_late(opened):
    page = opened()
    choose(page.fields["next_season_from"], 3)
    choose(page.fields["pro_rata"], 2)
    choose(page.fields["period"], 1)
    assert not page.fields["pro_rata"].isVisible() and not page.fields["next_season_from"].isVisible()
    click(page.save_button)
    stored = category()
    assert (stored.rolling, stored.for_life, stored.pro_rata, stored.next_season_from) == (
        True,
        False,
        "",
        None,
    )


def test_a_life_has_no_grace(opened):
    page = opened()
    choose(page.fields["period"], 2)
    assert not page.fields["grace_days"].isVisible()
    click(page.save_button)
    assert category().for_life and not category().rolling


def test_a_ready_table_shows_what_is_owed(opened):
    page = opened()
    field = page.fields["pro_rata"]
    assert not field.cells.isVisible()
    choose(field, 2)
    assert field.cells.isVisible()
    shown = texts_shown(field)
    assert shown.count("5,000") == shown.count("3,750") == shown.count("2,500") == shown.count("1,250") == 3
    retype(page.fields["fee"].target(), "10000")
    assert texts_shown(field).count("7,500") == 3
    choose(page.fields["next_season_from"], 9)
    assert (
        page.fields["next_season_from"].box.currentText()
        == "From October on, joining counts for the next season"
    )
    click(page.save_button)
    assert category().pro_rata == list(PRESETS)[2]
    assert category().next_season_from == 10


def test_a_table_of_one_s_own(opened):
    page = opened()
    field = page.fields["pro_rata"]
    choose(field, 3)
    retype(field.lines[11], "10")
    assert field.box.currentIndex() == len(PRESETS) - 1
    retype(field.lines[0], "")
    assert "—" in texts_shown(field)
    click(page.save_button)
    assert message_at(page, "pro_rata") == "Write twelve whole numbers from 0 to 100, one for each month."
    retype(field.lines[0], "200")
    click(page.save_button)
    assert message_at(page, "pro_rata")
    retype(field.lines[0], "100")
    click(page.save_button)
    assert category().pro_rata == "100,100,100,100,100,100,50,50,50,50,50,10"
    again = opened()
    assert again.fields["pro_rata"].lines[11].text() == "10"
    choose(again.fields["pro_rata"], 0)
    click(again.save_button)
    assert category().pro_rata == ""


def test_months_are_called_by_the_season_s_own_order(desk, qtbot):
    field = SharesField(desk.conventions, DAY(2023, 7, 1))
    qtbot.addWidget(field)
    assert field.lines[0].accessibleName() == "Per cent of the fee, joined in July"
    assert field.lines[11].accessibleName() == "Per cent of the fee, joined in June"
    with speaking("fr"):
        french = the_association().conventions_in("fr")
        assert month_name(DAY(2023, 7, 15), 2, french) == "15 août"


def test_a_fee_is_mended_in_one_place_while_nobody_is_enrolled(opened, desk):
    add_season("2025", DAY(2025, 1, 1), DAY(2025, 12, 31))
    add_season("2027", DAY(2027, 1, 1), DAY(2027, 12, 31))
    page = opened()
    fees = page.fields["fees"]
    retype(page.fields["fee"].target(), "6000")
    amounts = {key: fees.amounts[season(key).id] for key in (2025, 2026, 2027)}
    assert [amounts[key].typed() for key in amounts] == ["", "6,000", ""]
    assert [amounts[key].line.placeholderText() for key in amounts] == ["5,000", "5,000", "6,000"]
    retype(page.fields["fee"].target(), "5000")
    assert amounts[2026].typed() == ""
    retype(page.fields["fee"].target(), "7000")
    click(page.save_button)
    assert [fee_for(category(), season(key)) for key in (2025, 2026, 2027)] == [5000, 7000, 7000]
    undo(last_undoable().id)
    assert fee_for(category(), season(2026)) == 5000 and fees_of(category().id) == {}


def test_what_was_agreed_stays_and_the_page_says_so(opened, save, desk):
    enrol([save(family_name="A")], season(2026), category())
    page = opened()
    assert "1 membership keeps its fee" in texts_shown(page)
    retype(page.fields["fee"].target(), "6000")
    amount = page.fields["fees"].amounts[season(2026).id]
    assert amount.typed() == ""
    type_text(amount.target(), "5500")
    click(page.save_button)
    assert fees_of(category().id) == {season(2026).id: 5500}
    assert category().fee == 6000 and Membership.get().fee_due == 5000


def test_the_fee_of_a_season_is_read_and_taken_back(opened):
    save_fees(category().id, {season(2026).id: 4000})
    page = opened()
    amount = page.fields["fees"].amounts[season(2026).id]
    assert amount.value() == 4000
    retype(page.fields["fee"].target(), "9000")
    assert amount.value() == 4000
    retype(amount.target(), "much")
    click(page.save_button)
    assert message_at(page, "fees") == "“much” is not an amount. Write it like 1,250."
    retype(amount.target(), "")
    click(page.save_button)
    assert fees_of(category().id) == {}


def test_a_category_that_owes_nothing_shows_no_fees(opened):
    page = opened()
    type_text(page.fields["fees"].amounts[season(2026).id].target(), "3")
    tick(page.fields["exempt"].box)
    for name in ("fee", "fees", "pro_rata"):
        assert not page.fields[name].isVisible()
    assert page.fields["next_season_from"].isVisible()
    click(page.save_button)
    assert category().exempt and fee_for(category(), season(2026)) == 0


def test_proof_and_limits_are_kept(opened):
    page = opened("Student")
    type_text(page.fields["proof"].target(), " Student card ")
    type_text(page.fields["max_age"].target(), "26")
    type_text(page.fields["max_years"].target(), "5")
    page.fields["moves_to_id"].box.setFocus()
    type_text(page.fields["moves_to_id"].box, "Ind")
    click(page.save_button)
    stored = category("Student")
    assert (stored.proof, stored.min_age, stored.max_age, stored.max_years) == ("Student card", None, 26, 5)
    assert stored.moves_to == category()


@pytest.mark.parametrize(("field", "text", "told"), [
    ("min_age", "30", "The limits contradict each other: from 30, up to 26."),
    ("max_age", "old", "“old” is not a whole number."),
    ("max_years", "151", "Write a number from 0 to 150."),
])  # fmt: skip
def test_limits_that_cannot_be_are_told_beside_their_field(opened, field, text, told):
    page = opened("Student")
    type_text(page.fields["max_age"].target(), "26")
    retype(page.fields[field].target(), text)
    click(page.save_button)
    assert told in (message_at(page, field), message_at(page, "max_age"))
    assert category("Student").max_age is None


def test_a_circle_is_told_beside_its_field(opened, desk):
    from assoc_desktop.members.memberships import CategoryData

    student, individual = category("Student"), category()
    data = CategoryData("Student", "person", 5000, position=1, max_age=26, moves_to_id=individual.id)
    save_category(data, category_id=student.id)
    page = opened()
    type_text(page.fields["max_age"].target(), "60")
    page.fields["moves_to_id"].set_value(student.id)
    click(page.save_button)
    assert message_at(page, "moves_to_id").endswith("Individual → Student → Individual.")


def test_institutions_are_asked_for_no_age(opened):
    page = opened("Student")
    type_text(page.fields["max_age"].target(), "26")
    choose(page.fields["applies_to"], 1)
    assert not page.fields["max_age"].isVisible() and page.fields["max_years"].isVisible()
    click(page.save_button)
    assert category("Student").max_age is None


def test_a_category_that_is_archived_may_still_be_moved_to(opened):
    from assoc_desktop.members.memberships import CategoryData, archive_category

    data = CategoryData("Student", "person", 5000, position=1, max_age=26, moves_to_id=category().id)
    save_category(data, category_id=category("Student").id)
    archive_category(category().id)
    page = opened("Student")
    assert page.fields["moves_to_id"].value() == category().id
    click(page.save_button)
    assert category("Student").moves_to == category()


def test_a_new_category_has_no_past(opened):
    page = opened(None)
    assert "fees" not in page.fields
    type_text(page.fields["name"].target(), "Friends")
    choose(page.fields["period"], 1)
    click(page.save_button)
    assert category("Friends").rolling and fees_of(category("Friends").id) == {}


def test_the_list_shows_the_period_and_the_fee_of_the_present_season(desk, shown):
    save_fees(category().id, {season(2026).id: 4000})
    pane = shown(CategoriesPane(desk))
    pane.show_again()
    row = pane.table.model.row(0)
    assert (row.texts["period"], row.texts["fee"]) == ("Season", "FCFA4,000")
    assert "Fee 2026" in [column.title for column in pane.table.model.columns]


@pytest.mark.parametrize("text_size", [100, 150])
def test_nothing_is_cut_at_the_sides(opened, theme, text_size):
    theme("light", text_size)
    page = opened()
    choose(page.fields["pro_rata"], 2)
    inner = page._scroll.widget()
    assert inner.minimumSizeHint().width() <= page._scroll.viewport().width()


def test_one_s_own_table_begins_with_the_whole_fee(opened):
    page = opened()
    field = page.fields["pro_rata"]
    field.box.setFocus()
    press(field.box, Qt.Key.Key_End)
    assert field.cells.isVisible() and {line.text() for line in field.lines} == {"100"}
    retype(field.lines[11], "50")
    click(page.save_button)
    assert category().pro_rata.endswith("100,50")


def test_fees_that_were_typed_come_back_after_a_crash(opened, desk):
    page = opened()
    type_text(page.fields["fees"].amounts[season(2026).id].target(), "4321")
    page._keep_draft()
    again = opened()
    click(button(again, "Bring it back"))
    assert again.fields["fees"].value() == {season(2026).id: 4321}
    click(again.save_button)
    assert fees_of(category().id) == {season(2026).id: 4321}
