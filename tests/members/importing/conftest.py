"""Lists to import, written as text, and what the file holds."""

import itertools

import pytest

from assoc_desktop.exchange import open_table
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import apply, dry_run
from assoc_desktop.refusals import Cancelled
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import record_classes

#: Tables that a person does not see, or that must not go back when an import is undone.
_NOT_COMPARED = {
    "attachment", "operation", "history_part", "history_index", "number_series", "import_profile",
}  # fmt: skip


@pytest.fixture
def table(tmp_path):
    """Read a list that is given as the text of a CSV."""

    def table_(text):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return open_table(path)

    return table_


@pytest.fixture
def cancelling():
    """A progress that cancels when it is asked for the nth time, counted from 0."""

    def cancelling_(at):
        calls = itertools.count()

        def progress(_done, _total):
            if next(calls) >= at:
                raise Cancelled

        return progress

    return cancelling_


@pytest.fixture
def plan(file, table, today):
    """A dry run of a list, by the guessed mapping with some of it changed."""

    def plan_(text, *, kind=None, columns=None, **changes):
        read = table(text)
        mapping = guess_mapping(read, kind=kind)
        for target, heading in (columns or {}).items():
            mapping.map(target, heading)
        for name, value in changes.items():
            setattr(mapping, name, value)
        return dry_run(read, mapping, today=today, file_name="list.csv")

    return plan_


@pytest.fixture
def take(plan, today):
    """Import a list at once: dry run, then apply; gives the outcome."""

    def take_(text, **changes):
        return apply(plan(text, **changes), today=today)

    return take_


@pytest.fixture
def everything(file):
    """Table → all its rows, in order, as they stand in the file."""

    def everything_():
        names = sorted(set(record_classes()) - _NOT_COMPARED)
        return {name: database.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names}

    return everything_
