"""A window that looks as the program's does."""

import pytest

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.widgets.theme import apply_theme


@pytest.fixture(autouse=True)
def usual_theme(qapp):
    """Light, at the usual text size."""
    if not qapp.styleSheet():
        apply_theme(qapp, "light")


@pytest.fixture
def cameroon():
    """Habits of an association in Cameroon, in French."""
    return Conventions("fr", "CM", "XAF")


@pytest.fixture
def shown(qtbot):
    """Show a widget and wait until it is there."""

    def show(widget, width=900, height=500):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.wait(1)
        return widget

    return show
