"""An open file of an association in Cameroon, with the season 2026 and all categories to start from."""

import shutil
from pathlib import Path

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import STARTING_CATEGORIES, starting_category
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.conftest import TODAY


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    """A new association, founded once: season 2026, a fee of 5,000 XAF in every category that has one."""
    path = tmp_path_factory.mktemp("founded") / "example.assoc"
    identity = Identity(name="Example association", country="CM", language="fr")
    categories = [starting_category(key, fee=5000) for key in STARTING_CATEGORIES]
    with found_association(path, identity, categories, today=TODAY):
        pass
    return path


@pytest.fixture
def file(founded, tmp_path):
    """A copy of the new association, open."""
    with open_file(shutil.copy(founded, tmp_path / "example.assoc"), SCHEMA) as opened:
        yield opened


@pytest.fixture
def desk(file, tmp_path, today, qapp):
    """The desk, on 14 May 2026."""
    from tests.screens import make_desk

    return make_desk(file, tmp_path, today)


@pytest.fixture
def example_desk(example_path, tmp_path, today, qapp):
    """The desk on the example association, on 14 May 2026."""
    from tests.screens import make_desk

    with open_file(example_path, SCHEMA) as opened:
        yield make_desk(opened, tmp_path, today)


@pytest.fixture
def show_tab(qtbot):
    """Show the members' tab of a desk, which follows what is wanted of it, and close its pages in the end."""
    from assoc_desktop.members.tab import MembersTab

    shown = []

    def show(desk):
        tab = MembersTab(desk)
        shown.append(tab)
        desk.wanted.connect(lambda _tab, choice: (tab.close_pages(), tab.show_choice(choice)))
        tab.resize(1093, 540)
        tab.show()
        qtbot.waitExposed(tab)
        tab.activateWindow()
        qtbot.wait(1)
        return tab

    yield show
    for tab in shown:
        tab.go()


@pytest.fixture
def answer(qapp):
    """Answer the next message boxes by the labels of buttons; see `tests.screens.answer`."""
    from tests.screens import answer

    return answer


@pytest.fixture
def conventions(file):
    """How the association's country writes, in English."""
    return the_association().conventions_in("en")


@pytest.fixture
def save(conventions, today):
    """Save a `MemberData` (or its fields) and give the member's id."""

    def save_(data=None, member_id=None, **fields):
        data = data or MemberData(**fields)
        return save_member(data, today=today, conventions=conventions, member_id=member_id).id

    return save_
