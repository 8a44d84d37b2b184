"""Attachments: each kept once, under the SHA-256 of its bytes."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.storage import attachment
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.history import operation, recent_operations


@pytest.mark.usefixtures("file")
@given(st.binary(max_size=5000))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_come_back(content):
    name = attachment.add(content, "image/png")
    assert name == hashlib.sha256(content).hexdigest()
    assert attachment.read(name) == content


def test_the_same_bytes_are_kept_once(file):
    first = attachment.add(b"photo", "image/jpeg")
    assert attachment.add(b"photo", "image/png") == first
    assert [row.media_type for row in Attachment.select()] == ["image/jpeg"]


def test_an_unknown_one(file):
    with pytest.raises(Attachment.DoesNotExist):
        attachment.read("0" * 64)


def test_many_at_once(file):
    names = {attachment.add(bytes([i % 256, i // 256]), "image/png") for i in range(1200)}
    found = attachment.read_many(names | {"0" * 64})
    assert set(found) == names
    assert all(hashlib.sha256(content).hexdigest() == name for name, content in found.items())
    assert attachment.read_many(set()) == {}


def test_a_failed_operation_keeps_no_attachment(file):
    with pytest.raises(ZeroDivisionError), operation("Keep"):
        attachment.add(b"photo", "image/jpeg")
        raise ZeroDivisionError
    assert Attachment.select().count() == 0


def test_attachments_alone_are_no_change_to_tell(file):
    with operation("Keep"):
        attachment.add(b"photo", "image/jpeg")
    assert recent_operations() == []
