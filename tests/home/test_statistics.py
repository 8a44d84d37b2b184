"""From the first screen to the statistics."""

from assoc_desktop.home.tab import HomeTab
from assoc_desktop.members.statistics.forms.page import StatisticsPage
from assoc_desktop.members.tab import MembersTab
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.screens import button, click, make_desk


def shown(qtbot, tab):
    """A tab on screen; it goes by its own `go`, before the file is closed."""
    tab.resize(1093, 540)
    tab.show()
    qtbot.waitExposed(tab)
    tab.activateWindow()
    return tab


def test_the_button_leads_to_the_statistics(example_path, tmp_path, today, qtbot):
    with open_file(example_path, SCHEMA) as file:
        desk = make_desk(file, tmp_path, today)
        home = shown(qtbot, HomeTab(desk))
        with qtbot.waitSignal(desk.wanted) as wanted:
            click(button(home, "Statistics…"))
        key, choice = wanted.args
        assert key == "members"
        members = shown(qtbot, MembersTab(desk))
        members.show_choice(choice)
        assert isinstance(members.top(), StatisticsPage)
        qtbot.waitUntil(lambda: "93 members" in members.top().title.text())
        members.go()
        home.go()
