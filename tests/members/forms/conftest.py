"""A desk on the open file, as every page is handed one."""

import pytest

from assoc_desktop.preferences import Preferences
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.theme import apply_theme


@pytest.fixture
def desk(file, conventions, tmp_path, today, qapp):
    """The desk, with drafts of its own, on 14 May 2026."""
    if not qapp.styleSheet():  # once for all tests: polishing every widget anew takes most of a second
        apply_theme(qapp, "light")
    return Desk(Preferences(tmp_path / "settings"), file.path, conventions, today=lambda: today)


@pytest.fixture
def shown(qtbot):
    """Show a page at the size of the smallest screen and wait until it is there."""

    def show(page, width=1093, height=614):
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        qtbot.wait(1)
        return page

    return show


@pytest.fixture
def theme(qapp):
    """Show another theme or text size, for one test."""

    def show(name="light", text_size=100):
        apply_theme(qapp, name, text_size)

    yield show
    apply_theme(qapp, "light")
