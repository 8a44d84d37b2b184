"""What later features offer to do with members stands in the members' menus, for one or for several."""

import pytest
from PySide6.QtWidgets import QMenu

from assoc_desktop.language import _
from assoc_desktop.member_offers import member_offers
from assoc_desktop.members.tab.page import MembersTab
from assoc_desktop.widgets.desk import Desk
from tests.conftest import TODAY
from tests.members.conftest import conventions, desk, file, founded, save
from tests.screens import show_page

__all__ = ("conventions", "desk", "file", "founded", "save")

SEVERAL = {"Ask in a survey…"}


@pytest.fixture
def tab(desk, qtbot):
    whole = Desk(
        desk.preferences, desk.path, desk.conventions, lambda: TODAY, desk, member_offers=member_offers
    )
    return show_page(qtbot, MembersTab(whole))


@pytest.mark.parametrize("count", [1, 3])
def test_several_are_offered_what_is_for_several(tab, save, count, qtbot):
    ids = [save(family_name=f"Diop {n}") for n in range(count)]
    tab.desk.changed.emit()
    tab.list.table.view.selectAll()
    menu = QMenu()
    tab._add_member_actions(menu)
    words = {action.text(): action for action in menu.actions()}
    offered = {_(offer.words) for offer in member_offers()} & words.keys()
    assert offered == ({_(offer.words) for offer in member_offers()} if count == 1 else SEVERAL)
    wanted = []
    tab.desk.wanted.connect(lambda tab, choice: wanted.append((tab, choice)))
    words["Ask in a survey…"].trigger()
    ((key, choice),) = wanted
    assert (key, choice["place"], sorted(choice["ask"])) == ("listening", "surveys", sorted(ids))
    if count == 1:
        words["Note a conversation…"].trigger()
        assert wanted[1] == ("listening", {"place": "conversations", "note": ids[0]})
    # What the list does a moment later is done while there is still a file.
    qtbot.waitUntil(lambda: not tab.list._sums_timer.isActive())
