"""Members to change: two persons and a library, of whom one person and the library belong for 2026."""

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.changing.rules import apply, dry_run
from assoc_desktop.members.changing.words import Words
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.records import INSTITUTION, Category
from assoc_desktop.storage.database import database


@pytest.fixture
def season(file):
    return Season.get()


@pytest.fixture
def category(file):
    """Id of the category of that name."""
    return lambda name: Category.get(Category.name == name).id


@pytest.fixture
def awa(save, season):
    member_id = save(given_name="Awa", family_name="N'Diaye", town="Thiès", tags=["Board", "Volunteer"])
    enrol([member_id], season, Category.get(Category.name == "Individual"))
    return member_id


@pytest.fixture
def paul(save):
    return save(given_name="Paul", family_name="Kamga", notes="Old note")


@pytest.fixture
def library(save, season):
    member_id = save(kind=INSTITUTION, name="Library", town="Thiès")
    enrol([member_id], season, Category.get(Category.name == "Institution"))
    return member_id


@pytest.fixture
def people(awa, paul, library):
    return [awa, paul, library]


@pytest.fixture
def run(conventions, today):
    """A dry run of some changes."""
    return lambda ids, *changes: dry_run(ids, changes, today=today, conventions=conventions)


@pytest.fixture
def change(run):
    """Do some changes, leaving out who is refused."""
    return lambda ids, *changes: apply(run(ids, *changes), leave_out_refused=True)


@pytest.fixture
def told(conventions):
    """Id → what a dry run says of each member: the differences or the reason."""

    def tell(plan):
        words = Words(conventions)
        return {
            judged.before.id: judged.reason
            or [(each.what, each.before, each.after) for each in words.differences(judged)]
            for judged in plan.differences(plan.ids)
        }

    return tell


@pytest.fixture
def every_row():
    """Every row of every table of the file, but for the history and the numbers that were given."""

    def read():
        kept = {"operation", "history_part", "history_index", "number_series"}
        tables = [
            row[0] for row in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: list(database.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1'))
            for name in tables
            if name not in kept
        }

    return read
