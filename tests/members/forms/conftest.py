"""Pages at the size of the smallest screen, in any theme and text size."""

import pytest

from assoc_desktop.widgets.theme import apply_theme
from tests.screens import show_page


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
