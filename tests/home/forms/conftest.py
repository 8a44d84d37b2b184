"""An association with categories, and a desk on its file."""

import pytest

from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.memberships import STARTING_CATEGORIES, starting_category
from assoc_desktop.widgets.theme import apply_theme
from tests.screens import make_desk, show_page


@pytest.fixture
def file(tmp_path, today):
    """The open file: season 2026, a fee of 5,000 XAF in every category that has one."""
    identity = Identity(name="Example association", country="CM", language="fr")
    categories = [starting_category(key, fee=5000) for key in STARTING_CATEGORIES]
    with found_association(tmp_path / "example.assoc", identity, categories, today=today) as opened:
        yield opened


@pytest.fixture
def desk(file, tmp_path, today, qapp):
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
