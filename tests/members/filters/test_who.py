"""Saved filters where members are chosen: enrolling, cards, and the field that asks "who?"."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Season
from assoc_desktop.members.cards.forms.print_view import PrintView
from assoc_desktop.members.cards.records import cards_to_print
from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.saved import remove_filter, save_filter
from assoc_desktop.members.forms.who import WhoField
from assoc_desktop.members.memberships import categories, enrol
from assoc_desktop.members.records import Membership, SavedFilter, Tag
from assoc_desktop.members.tab.enrol import EnrolPage
from assoc_desktop.members.tags import remove_tag
from tests.screens import press, show_page, texts_shown

GAO = Group(True, (Condition("town", "is", ("gao",)),))


@pytest.fixture
def people(save):
    """Three persons, two of them in Gao."""
    return [
        save(family_name="Diallo", town="Gao", tags=["Presse"]),
        save(family_name="Koné", town="GAO"),
        save(family_name="Maïga", town="Ségou"),
    ]


def choose(field, words):
    """Go down in the choice with the keyboard until it reads so."""
    field.box.setFocus()
    press(field.box, Qt.Key.Key_Home)
    for _time in range(field.box.count()):
        if field.box.currentText() == words:
            return
        press(field.box, Qt.Key.Key_Down)
    assert field.box.currentText() == words


def test_who_is_chosen_shown_or_let_through(desk, people, qtbot):
    save_filter("De Gao", GAO)
    SavedFilter.create(name="Abîmé", rule="[]")
    field = show_page(qtbot, WhoField(desk, people[:1], people))
    assert field.ids() == field.value() == people[:1]
    choose(field, "All that the list shows: 3")
    assert field.ids() == people
    assert field.note.isHidden()
    with qtbot.waitSignal(field.changed):
        choose(field, "Saved filter: De Gao")
    assert field.ids() == people[:2]
    assert "2 members match: Town is gao" in texts_shown(field)
    typed = field.typed()
    choose(field, "Saved filter: Abîmé")
    assert field.ids() == []
    assert "damaged" in field.problem()
    field.set_typed(typed)
    assert field.ids() == people[:2]


def test_a_filter_that_broke_or_went_meanwhile_means_nobody(desk, people, qtbot):
    tag = Tag.get()
    saved = save_filter("Presse", Group(True, (Condition("tags", "has_any", (Ref(tag.id, "Presse"),)),)))
    field = show_page(qtbot, WhoField(desk))
    assert field.ids() == people[:1]
    remove_tag(tag.id)
    assert field.problem() == "The tag “Presse” does not exist any more."
    assert field.ids() == []
    remove_filter(saved)
    field.read_again()
    assert "save a filter" in field.problem()
    assert field.ids() == []


def test_what_is_shown_is_not_offered_twice(desk, people, qtbot):
    field = show_page(qtbot, WhoField(desk, people, people))
    assert field.box.count() == 1


def test_enrolling_a_filter(desk, people, qtbot):
    save_filter("De Gao", GAO)
    save_filter("De nulle part", Group(True, (Condition("town", "is", ("nowhere",)),)))
    page = show_page(qtbot, EnrolPage(desk, people[2:], Season.get()))
    choose(page.who, "Saved filter: De nulle part")
    assert not page.save_now()
    assert "This filter lets nobody through." in texts_shown(page)
    choose(page.who, "Saved filter: De Gao")
    category = next(each for each in categories() if each.name == "Individual")
    page.fields["category"].set_value(category.id)
    assert page.save_now()
    assert {each.member_id for each in Membership.select()} == set(people[:2])


def test_cards_of_a_filter(desk, people, today, qtbot):
    season = Season.get()
    category = next(each for each in categories() if each.name == "Individual")
    enrol(people[1:], season, category)
    save_filter("De Gao", GAO)
    tag = Tag.get()
    save_filter("Presse", Group(True, (Condition("tags", "has_any", (Ref(tag.id, "Presse"),)),)))
    remove_tag(tag.id)
    view = show_page(qtbot, PrintView(desk, None, season))
    assert set(view.shown_ids()) == set(cards_to_print(season.id, today)) == set(people[1:])
    _choose_who(view, "Filter without a card: De Gao")
    assert view.shown_ids() == [people[1]]
    _choose_who(view, "Filter without a card: Presse")
    assert view.shown_ids() == []
    assert any("“Presse” does not exist any more" in text for text in texts_shown(view))


def _choose_who(view, words):
    view.who.setFocus()
    press(view.who, Qt.Key.Key_Home)
    while view.who.currentText() != words:
        press(view.who, Qt.Key.Key_Down)


def test_a_page_tells_what_is_gone_from_its_filter(desk, people, qtbot):
    """A filter that names what is gone is never taken for one that lets nobody through."""
    save_filter("Ancien", Group(True, (Condition("tags", "has_any", (Ref(5, "Presse"),)),)))
    page = show_page(qtbot, EnrolPage(desk, (), Season.get()))
    assert not page.save_now()
    assert any("“Presse” does not exist any more" in text for text in texts_shown(page))
