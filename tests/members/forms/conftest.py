"""Pages at the size of the smallest screen, in any theme and text size, and a member with everything."""

from datetime import date

import pytest

from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import MemberData
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


@pytest.fixture
def whole(save):
    """A person with something in every field."""
    library = save(kind="institution", name="Example library", town="Ségou")
    field = save_custom_field("Shirt", "choice", choices="S\nM")
    return MemberData(
        title="Ms", given_name="Awa", family_name="Example", birth_date=date(1988, 3, 12), profession="Librarian",
        employer_id=library, address="BP 1\nBastos", postcode="00237", town="Yaoundé", region="Centre", country="CM",
        phones=["+237699123456", "+221771234567"], emails=["awa@example.org", "b@example.org"], languages="fr,en",
        website="example.org", tags=["board"], notes="one\ntwo", prospect_since=date(2024, 1, 1),
        joined_on=date(2025, 1, 10), resigned_on=date(2025, 12, 1), number="0042", custom={field.id: "M"},
    )  # fmt: skip
