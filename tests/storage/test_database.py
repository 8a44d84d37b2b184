"""Days and amounts as they are stored, and the form of every record."""

import datetime

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import DateField, Record, database, table_name
from assoc_desktop.storage.file import create_file
from assoc_desktop.storage.history import UNRECORDED, columns_of, operation
from tests.storage import made


@given(st.none() | st.dates())
def test_a_day_is_iso_text(day):
    field = DateField()
    stored = field.db_value(day)
    assert stored == (day.isoformat() if day else None)
    assert field.python_value(stored) == day
    assert field.db_value(stored) == stored


@given(
    day=st.dates(),
    amount=st.integers(-(2**63), 2**63 - 1),
    text=st.text(st.characters(exclude_categories=["Cs"])),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("file")
def test_what_is_bound_comes_back(day, amount, text):
    row = database.execute_sql("SELECT ?, ?, ?, typeof(?)", (day, amount, text, day)).fetchone()
    assert row == (day.isoformat(), amount, text, "text")


def test_what_cannot_be_stored_is_a_bug(file):
    with pytest.raises(TypeError, match="cannot store a Club"):
        database.execute_sql("SELECT ?", (made.Club(),))
    moment = datetime.datetime(2026, 5, 14, 12, 30)
    assert database.execute_sql("SELECT ?", (moment,)).fetchone() == ("2026-05-14T12:30:00",)


def test_a_record_is_found_by_its_id_alone_and_by_its_id_and_more(file):
    with operation("two"):
        one, other = made.Club.create(name="One", fee=7), made.Club.create(name="Other")
        player = made.Player.create(club=other, name="P")
    for _time in range(2):
        assert made.Club.get_by_id(one.id).fee == 7
        assert made.Club.get(made.Club.id == other.id).name == "Other"
        assert made.Player.get_by_id(player.id).club.name == "Other"
    assert made.Club.get_or_none((made.Club.id == one.id) & (made.Club.name == "Other")) is None
    assert made.Club.get_or_none(made.Club.id != one.id).name == "Other"
    assert made.Club.get_or_none(made.Club.id == None) is None  # noqa: E711
    assert made.Club.get_or_none(made.Club.id == player.id) is None
    with pytest.raises(made.Club.DoesNotExist):
        made.Club.get_by_id(player.id)


@pytest.mark.parametrize("record", SCHEMA.tables, ids=table_name)
def test_every_table_can_be_told_and_undone(tmp_path, record):
    """What history and undo rely on: the key stands first, nothing recorded holds bytes, deletion never cascades."""
    name = table_name(record)
    fields = record._meta.sorted_fields
    for field in fields:
        if isinstance(field, peewee.ForeignKeyField):
            assert field.on_delete == "RESTRICT"
    if name in UNRECORDED:
        return
    assert fields[0].column_name == "id" and fields[0].primary_key
    assert not any(
        isinstance(field, peewee.BlobField | peewee.FloatField | peewee.DecimalField) for field in fields
    )
    assert issubclass(record, Record)
    columns = {field.column_name for field in fields}
    assert set(record.derived) <= columns
    assert not record.owner or record.owner in columns


def test_columns_in_their_order(tmp_path):
    with create_file(tmp_path / "real.assoc", SCHEMA):
        for record in SCHEMA.tables:
            expected = [field.column_name for field in record._meta.sorted_fields]
            assert columns_of(table_name(record)) == expected
