"""The page of a member: by keyboard alone, with errors beside the fields, and nothing lost."""

import datetime
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.language import speak
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from tests.screens import (
    answer,
    button,
    click,
    labels_that_read_markup,
    message_at,
    paste,
    press,
    retype,
    texts_shown,
    type_text,
)

DAY = datetime.date
CTRL = Qt.KeyboardModifier.ControlModifier
HOSTILE = [
    "<b>bold</b> & <img src=x>",
    "=1+1",
    "\u202eright to left\u202c",
    "مكتبة ساحل العاج",
    "Ɓɔ̀ɖɛ́ Łódź ẞ ñ 𝒳 👩🏽‍🏫",
    "tab\there\x07bell\x1bescape",
    "two\nlines\u2028three",
    "'; DROP TABLE member; --",
    "x" * 10_000,
]


def test_a_new_person_by_keyboard_alone(desk, shown, today):
    page = shown(MemberPage(desk))
    before = len(recent_operations())
    assert page.fields["title"].line.hasFocus()
    press(page.focusWidget(), Qt.Key.Key_Tab)
    type_text(page.focusWidget(), "Aïssatou")
    press(page.focusWidget(), Qt.Key.Key_Tab)
    type_text(page.focusWidget(), "N’Diaye")
    type_text(page.fields["phones"].target(), "699 12 34 56")
    press(page.focusWidget(), Qt.Key.Key_S, CTRL)
    member = Member.get()
    assert (member.full_name, member.number, member.joined_on) == ("Aïssatou N’Diaye", "0001", today)
    assert read_member(member.id).phones == ["+237699123456"]
    (membership,) = memberships_of(member.id)
    assert (membership.category.name, membership.season.label, membership.fee_due) == (
        "Individual",
        "2026",
        5000,
    )
    assert len(recent_operations()) == before + 1
    assert "Aïssatou N’Diaye was added." in texts_shown(page)


def test_the_tab_key_reaches_every_field(desk, shown):
    save_custom_field("Shirt", "text")
    page = shown(MemberPage(desk))
    reached, first = set(), page.focusWidget()
    for _step in range(80):
        reached.add(QApplication.focusWidget())
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    shown_fields = [name for name, field in page.fields.items() if field.isVisible()]
    assert [name for name in shown_fields if page.fields[name].target() not in reached] == []
    assert page.save_button in reached


def tab_order(page):
    """The widgets that the Tab key reaches, from the first field on."""
    page.activateWindow()
    first = next(iter(page.fields.values())).target()
    first.setFocus()
    order = [first]
    while len(order) < 120:
        press(order[-1], Qt.Key.Key_Tab)
        if page.focusWidget() is first:
            return order
        order.append(page.focusWidget())
    raise AssertionError("the Tab key never comes back")


def test_the_tab_key_goes_through_lists_where_they_stand(desk, shown, save):
    people = [ContactData(family_name=name) for name in ("One", "Two")]
    phones = ["+237699123456", "+237677112233"]
    page = shown(MemberPage(desk, save(kind="institution", name="Library", contacts=people, phones=phones)))
    contacts, numbers = page.fields["contacts"], page.fields["phones"]
    click(contacts.add_button)
    click(contacts.people[2].sooner)
    QApplication.processEvents()
    order = tab_order(page)
    wanted = [
        page.fields["number"].line,
        *(person.family_name for person in contacts.people),
        contacts.add_button,
        page.fields["address"].text,
        *(line.entry for line in numbers._lines),
        page.fields["website"].line,
        page.save_button,
    ]
    places = [order.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_saved_says_which_member_and_the_page_closes(desk, shown, qtbot):
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    with (
        qtbot.waitSignal(page.saved) as saved,
        qtbot.waitSignal(page.closed),
        qtbot.waitSignal(desk.changed),
    ):
        click(page.save_button)
    assert saved.args == [Member.get().id]


def test_a_prospect_has_no_membership_and_no_number(desk, shown, today):
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    box = page.fields["category_id"].box
    box.setFocus()
    press(box, Qt.Key.Key_End)
    assert page.fields["joined_on"].value() is None
    assert page.fields["prospect_since"].value() == today
    assert "Nothing is due. The membership can be added later." in texts_shown(page)
    click(page.save_button)
    member = Member.get()
    assert (member.number, member.joined_on, member.prospect_since) == (None, None, today)
    assert memberships_of(member.id) == []


def test_a_joining_day_that_was_typed_stays_when_the_category_changes(desk, shown):
    page = shown(MemberPage(desk))
    retype(page.fields["joined_on"].target(), "01/02/2026")
    page.fields["category_id"].box.setFocus()
    press(page.fields["category_id"].box, Qt.Key.Key_End)
    assert page.fields["joined_on"].value() == DAY(2026, 2, 1)


def test_a_new_member_may_be_enrolled_in_another_season_and_category(desk, shown):
    add_season("2027", DAY(2027, 1, 1), DAY(2027, 12, 31))
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Example")
    for name, key in (("season_id", Qt.Key.Key_Home), ("category_id", Qt.Key.Key_Down)):
        page.fields[name].box.setFocus()
        press(page.fields[name].box, key)
    assert "FCFA5,000 due, from 01/01/2027 to 31/12/2027." in texts_shown(page)
    click(page.save_button)
    (membership,) = memberships_of(Member.get().id)
    assert (membership.season.label, membership.category.name) == ("2027", "Student")


def test_what_is_wrong_stands_beside_its_field_and_the_first_has_the_keyboard(desk, shown):
    page = shown(MemberPage(desk))
    type_text(page.fields["birth_date"].target(), "31/31/2020")
    type_text(page.fields["phones"].target(), "12")
    type_text(page.fields["emails"].target(), "nobody")
    click(page.save_button)
    assert Member.select().count() == 0
    assert message_at(page, "family_name") == "A person needs a name."
    assert message_at(page, "birth_date") == "“31/31/2020” is not a date. Write it like 31/12/2025."
    assert message_at(page, "phones").startswith("“12” is not a phone number.")
    assert message_at(page, "emails") == "“nobody” is not an e-mail address."
    assert page.fields["family_name"].target().hasFocus()
    type_text(page.fields["family_name"].target(), "E")
    assert message_at(page, "family_name") == ""
    assert message_at(page, "phones") != ""


def test_the_first_wrong_field_is_scrolled_into_sight(desk, shown, qtbot):
    page = shown(MemberPage(desk), 600, 400)
    type_text(page.fields["family_name"].target(), "Example")
    type_text(page.fields["prospect_since"].target(), "nonsense")
    page.fields["title"].target().setFocus()
    page._scroll.verticalScrollBar().setValue(0)
    click(page.save_button)
    field = page.fields["prospect_since"]
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    assert field.target().hasFocus()


def test_a_number_that_another_member_has_is_told(desk, shown, save):
    save(family_name="First", number="7")
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Second")
    type_text(page.fields["number"].target(), "7")
    click(page.save_button)
    assert message_at(page, "number") == "Number 7 belongs to another member."


def test_opening_and_saving_changes_nothing(desk, shown, save, whole):
    member = save(whole)
    stored, before = read_member(member), len(recent_operations())
    page = shown(MemberPage(desk, member))
    assert not page.is_changed()
    click(page.save_button)
    assert read_member(member) == stored
    assert len(recent_operations()) == before


def test_every_field_of_a_person_is_shown_as_the_country_writes_it(desk, shown, save, whole):
    page = shown(MemberPage(desk, save(whole)))
    typed = page.typed()
    assert typed["phones"] == ["6 99 12 34 56", "+221 77 123 45 67"]
    assert typed["birth_date"] == "12/03/1988"
    assert typed["employer_id"][1] == "Example library"
    assert typed["country"][1] == "Cameroon"
    assert typed["languages"] == "French, English"
    assert "BP 1\nBastos\n00237 Yaoundé\nCentre" in texts_shown(page)


def test_the_address_is_shown_in_its_country_s_order_while_it_is_typed(desk, shown):
    page = shown(MemberPage(desk))
    type_text(page.fields["postcode"].target(), "SW1A 1AA")
    type_text(page.fields["town"].target(), "London")
    type_text(page.fields["country"].target(), "united kingdom")
    press(page.fields["country"].target(), Qt.Key.Key_Tab)
    page.fields["address"].text.setFocus()
    type_text(page.fields["address"].text, "1 Example Street")
    assert "1 Example Street\nLondon SW1A 1AA\nUNITED KINGDOM" in texts_shown(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_to_the_letter_and_never_read_as_markup(desk, shown, save, text):
    member = save(
        family_name=text, given_name="A", profession=text, address=text, town=text, notes=text, website=text,
        joined_on=DAY(2026, 1, 1),
    )  # fmt: skip
    stored = read_member(member)
    page = shown(MemberPage(desk, member))
    assert labels_that_read_markup(page, "<b>") == []
    assert page.minimumSizeHint().width() <= 1093
    for place in (*range(1, page.tabs.count()), 0):
        page.tabs.setCurrentIndex(place)
        assert labels_that_read_markup(page, "<b>") == []
    retype(page.fields["region"].target(), "Centre")
    click(page.save_button)
    assert read_member(member) == replace(stored, region="Centre")


def test_a_pasted_text_of_any_length_is_kept_whole(desk, shown):
    page = shown(MemberPage(desk))
    paste(page.fields["family_name"].target(), "<i>" + "y" * 10_000)
    paste(page.fields["notes"].target(), "line\n" * 3000)
    assert page._scroll.horizontalScrollBar().maximum() == 0
    click(page.save_button)
    data = read_member(Member.get().id)
    assert len(data.family_name) == 10_003
    assert data.notes.count("line") == 3000


def test_only_what_was_changed_here_is_written(desk, shown, save, whole):
    member = save(whole)
    page = shown(MemberPage(desk, member))
    save(replace(read_member(member), town="Douala", phones=[]), member)
    retype(page.fields["profession"].target(), "Director")
    click(page.save_button)
    assert read_member(member) == replace(whole, town="Douala", phones=[], profession="Director")


def test_what_changed_elsewhere_is_shown_and_what_is_typed_stays(desk, shown, save, whole):
    member = save(whole)
    page = shown(MemberPage(desk, member))
    retype(page.fields["profession"].target(), "Director")
    save(replace(read_member(member), given_name="Binta"), member)
    desk.changed.emit()
    assert page.title.text() == "Binta Example"
    assert page.fields["given_name"].value() == "Binta"
    assert page.fields["profession"].value() == "Director"
    assert page.is_changed()


def test_the_page_of_a_member_whose_adding_is_undone_closes(desk, shown, save, qtbot):
    page = shown(MemberPage(desk, save(family_name="Example")))
    undo(last_undoable().id)
    with qtbot.waitSignal(page.closed):
        desk.changed.emit()


@pytest.mark.parametrize(("choice", "leaves", "kept"), [
    ("Save", True, "Director"), ("Discard", True, "Librarian"), ("Stay on the page", False, "Librarian"),
])  # fmt: skip
def test_changes_that_are_not_saved_are_asked_about(desk, shown, save, whole, choice, leaves, kept):
    member = save(whole)
    page = shown(MemberPage(desk, member))
    closed = []
    page.closed.connect(lambda: closed.append(True))
    retype(page.fields["profession"].target(), "Director")
    answer(choice)
    press(page.focusWidget(), Qt.Key.Key_Escape)
    assert bool(closed) is leaves
    assert read_member(member).profession == kept


def test_what_was_typed_survives_a_crash(desk, shown, qtbot):
    page = shown(MemberPage(desk))
    type_text(page.fields["family_name"].target(), "Łukasz")
    type_text(page.fields["employer_id"].target(), "nowhere")
    type_text(page.fields["town"].target(), "Ségou")
    page._keep_draft()  # what the timer does after a moment
    again = shown(MemberPage(desk))
    click(button(again, "Bring it back"))
    assert again.fields["family_name"].value() == "Łukasz"
    assert "SÉGOU" in [label.text().upper() for label in again.findChildren(QLabel)]
    assert again.fields["employer_id"].problem() == "“nowhere” is not in the list."


@pytest.mark.parametrize("text_size", [100, 150, 175])
@pytest.mark.parametrize("kind", ["person", "institution"])
def test_nothing_needs_to_be_scrolled_sideways(desk, shown, theme, text_size, kind):
    speak("fr")
    theme("light", text_size)
    save_custom_field("Un nom de champ personnel qui est vraiment très long", "text")
    page = shown(MemberPage(desk, kind=kind))
    assert page._scroll.horizontalScrollBar().maximum() == 0
    assert page._scroll.widget().width() <= page._scroll.viewport().width()
    lefts = {field.parentWidget().mapTo(page, QPoint()).x() for field in page.fields.values()}
    assert len(lefts) == (2 if text_size == 100 else 1)


def test_the_page_follows_a_change_of_text_size(desk, shown, theme, qtbot):
    page = shown(MemberPage(desk))
    theme("dark", 150)
    qtbot.wait(20)
    assert page._scroll.horizontalScrollBar().maximum() == 0
    assert Season.select().count() == 1
