"""What the desk says of changes, and what it offers to take back."""

import pytest
from PySide6.QtWidgets import QWidget

from assoc_desktop.members.records import Tag
from assoc_desktop.storage.history import operation
from assoc_desktop.widgets.toast import Toast
from tests.members.conftest import file, founded  # noqa: F401
from tests.screens import click, make_desk


@pytest.fixture
def the_desk(file, tmp_path, today, qapp):  # noqa: F811
    return make_desk(file, tmp_path, today)


@pytest.fixture
def window(shown):
    return shown(QWidget())


def add_tag(name):
    with operation("Add a tag") as running:
        Tag.create(name=name, folded=name)
    return running.id


def undo_button(window):
    return window.findChild(Toast).button


def test_a_change_is_told_with_its_undo(the_desk, window):
    wanted = []
    the_desk.undo_wanted.connect(wanted.append)
    added = add_tag("board")
    the_desk.tell_change(window, "The tag was added.")
    assert window.findChild(Toast).text.text() == "The tag was added."
    click(undo_button(window))
    assert wanted == [added]


def test_what_changed_nothing_offers_no_undo_of_something_else(the_desk, window):
    the_desk.tell_change(window, "The association was founded before.")
    assert not undo_button(window).isVisible()
    add_tag("board")
    the_desk.tell_change(window, "The tag was added.")
    assert undo_button(window).isVisible()
    the_desk.tell_change(window, "The details were saved as they were.")
    assert not undo_button(window).isVisible()
