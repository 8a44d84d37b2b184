"""A file of made records, closed or open."""

import pytest

from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import create_file
from tests.storage import made


@pytest.fixture
def path(tmp_path):
    """Where the file lies: in a folder of its own, so that anything beside it is seen."""
    folder = tmp_path / "house"
    folder.mkdir()
    return folder / "clubs.assoc"


@pytest.fixture
def file(path):
    """The open, empty file."""
    with create_file(path, made.SCHEMA) as file:
        yield file


@pytest.fixture
def closed(path):
    """A closed file with some of everything in it."""
    with create_file(path, made.SCHEMA):
        made.fill()
    return path


@pytest.fixture(autouse=True)
def nothing_left_open():
    """A test that leaves a file open would spoil the next."""
    yield
    left = not database.deferred
    if left:
        database.close()
        database.init(None)
    assert not left, "a file was left open"
