"""The cash book on screen, with the file of the small association open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from tests.treasury.conftest import TODAY, Books


@pytest.fixture
def desk(tmp_path, qapp):
    """The desk of an open file with `Books`, on 14 May 2026."""
    from tests.screens import make_desk

    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        made = Books()
        desk = make_desk(file, tmp_path, TODAY)
        desk.books = made
        yield desk


@pytest.fixture
def tab(desk, qtbot):
    """The Treasury tab, open at the cash book."""
    from assoc_desktop.treasury.tab import TreasuryTab
    from tests.screens import show_page

    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "cashbook"})
    yield tab
    # Nothing reads from the file once it is closed.
    tab.hide()
    for timer in tab.findChildren(QTimer):
        timer.stop()


@pytest.fixture
def place(tab):
    """The place of the cash book."""
    return tab.place()
