"""From the first screen to proofs and limits, and from there to the list, by real clicks."""

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from assoc_desktop.home.records import read_today
from assoc_desktop.home.tab import HomeTab
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.forms.proposals import ProposalsPage
from assoc_desktop.members.records import Category
from assoc_desktop.members.tab.enrol import EnrolPage
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.screens import button, click, make_desk, show_page, texts_shown


@pytest.fixture
def desk(example_path, tmp_path, today, qapp):
    with open_file(example_path, SCHEMA) as file:
        yield make_desk(file, tmp_path, today)


@pytest.fixture
def tab(desk, show_tab):
    return show_tab(desk)


def line(home, words):
    found = [each for each in home.findChildren(QPushButton) if words in each.accessibleName()]
    assert len(found) == 1, [each.accessibleName() for each in home.findChildren(QPushButton)]
    return found[0]


@pytest.mark.parametrize(("words", "task", "place"), [
    ("run out soon", "proofs", 0), ("outside the limits", "limits", 1),
])  # fmt: skip
def test_a_line_of_the_first_screen_opens_its_list(desk, tab, qtbot, today, words, task, place):
    home = show_page(qtbot, HomeTab(desk))
    qtbot.waitUntil(lambda: any(words in text for text in texts_shown(home)))
    count = read_today(today).tasks[task]
    assert line(home, words).accessibleName().startswith(f"{count} ")
    click(line(home, words))
    page = tab.top()
    assert isinstance(page, ProposalsPage) and page.tabs.currentIndex() == place
    assert len(page.panes[task].table.shown_ids()) == count
    home.go()


def test_the_menu_opens_the_page_and_the_page_the_list(tab):
    tab.open_menu()
    menu = [each for each in tab.findChildren(QMenu) if each.isVisible()][-1]
    {action.text(): action for action in menu.actions()}["Proofs and limits…"].trigger()
    menu.close()
    page = tab.top()
    assert isinstance(page, ProposalsPage)
    ids = page.panes["proofs"].table.shown_ids()
    page.panes["proofs"].table.select_id(ids[0])
    click(button(page.panes["proofs"], "Show in the list"))
    assert tab.top() is tab.list
    assert set(tab.list.table.model.ids) == set(ids)
    tab.show_proposals()
    tab.top().panes["proofs"].table.select_id(ids[0])
    click(button(tab.top().panes["proofs"], "Open the member"))
    assert isinstance(tab.top(), MemberPage) and tab.top().member_id == ids[0]


def test_enrolling_many_says_beforehand_what_it_writes(tab, desk):
    tab.list.table.view.selectAll()
    tab.enrol()
    page = tab.top()
    assert isinstance(page, EnrolPage)
    page.category.set_value("own")
    page._tell()
    told = "\n".join(texts_shown(page))
    assert "are enrolled already and left as they are." in told and "died or were erased" in told
    # Beyond the first five hundred somebody may be of another kind.
    page.category.set_choices([(None, ""), (Category.get(Category.applies_to == "person").id, "For persons")])
    page.category.set_value(Category.get(Category.applies_to == "person").id)
    page._tell()
    assert "cannot have the category" in "\n".join(texts_shown(page))
    page.category.set_value(None)
    page._tell()
    assert "cannot have the category" not in "\n".join(texts_shown(page))
    page._season_chosen()
    assert page.category.box.count() == len(page._offered)
