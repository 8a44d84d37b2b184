"""A desk on the open file, as every page is handed one."""

import pytest

from assoc_desktop.widgets.theme import apply_theme
from tests.screens import make_desk, show_page


@pytest.fixture
def desk(file, conventions, tmp_path, today, qapp):
    """The desk, on 14 May 2026."""
    return make_desk(file, tmp_path, today)


@pytest.fixture
def shown(qtbot):
    """Show a page at the size of the smallest screen, or another."""
    return lambda page, *size: show_page(qtbot, page, *size)


@pytest.fixture
def theme(qapp):
    """Show another theme or text size, for one test."""

    def show(name="light", text_size=100):
        apply_theme(qapp, name, text_size)

    yield show
    apply_theme(qapp, "light")
