"""Three seasons that begin on 29 February, 1 July and 1 January, and two categories."""

import datetime

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.memberships import starting_category
from assoc_desktop.members.records import Category
from assoc_desktop.storage.history import operation


@pytest.fixture
def seasons(file):
    """2024 begins on a 29 February, 2025 on 1 July; 2026 is that of the file."""
    made = [
        ("2024", datetime.date(2024, 2, 29), datetime.date(2025, 2, 27)),
        ("2025", datetime.date(2025, 7, 1), datetime.date(2025, 12, 31)),
    ]
    return [
        *(Season.create(label=label, starts_on=start, ends_on=end) for label, start, end in made),
        Season.get(Season.label == "2026"),
    ]


@pytest.fixture
def some_categories(file):
    return list(Category.select().order_by(Category.position).limit(2))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One file for all examples of a property: its seasons and categories."""
    path = tmp_path_factory.mktemp("statistics") / "world.assoc"
    categories = [starting_category(key) for key in ("individual", "student")]
    with found_association(path, Identity("Example", "CM"), categories, today=datetime.date(2026, 5, 14)):
        with operation("Seasons", undoable=False):
            Season.create(
                label="2024", starts_on=datetime.date(2024, 2, 29), ends_on=datetime.date(2025, 2, 27)
            )
            Season.create(
                label="2025", starts_on=datetime.date(2025, 7, 1), ends_on=datetime.date(2025, 12, 31)
            )
        yield list(Season.select().order_by(Season.starts_on)), list(Category.select())
