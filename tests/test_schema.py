"""The structure of the program's files."""

from __future__ import annotations

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.schema import fingerprint_of


def test_the_fingerprint_that_is_written_down_is_that_of_the_structure():
    assert fingerprint_of(SCHEMA.expected()) == SCHEMA.fingerprint, (
        "a table changed: is there an upgrade step for it?"
    )


def test_one_letter_makes_another_fingerprint():
    one = frozenset({("table", "member", "CREATE TABLE member (id)")})
    assert fingerprint_of(one) != fingerprint_of(frozenset({("table", "member", "CREATE TABLE member (iD)")}))
    assert not SCHEMA.is_met_by(one)
