"""Photos, logos and scans: each kept once, under the SHA-256 of its bytes, never changed."""

from __future__ import annotations

import hashlib

import peewee

from assoc_desktop.storage.database import Record, database, portions


class Attachment(Record):
    """Bytes that other records point to by hash, so that history holds the hash alone."""

    id = None
    sha256 = peewee.CharField(primary_key=True)
    media_type = peewee.CharField()
    content = peewee.BlobField()


def add(content: bytes, media_type: str) -> str:
    """Keep the bytes, once; give their SHA-256 in hexadecimal."""
    digest = hashlib.sha256(content).hexdigest()
    database.execute_sql(
        "INSERT INTO attachment (sha256, media_type, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (digest, media_type, content),
    )
    return digest


def read(sha256: str) -> bytes:
    """The bytes kept under a hash.

    Raises:
        Attachment.DoesNotExist: nothing is kept under it.
    """
    return bytes(Attachment.get_by_id(sha256).content)


def read_many(hashes: set[str]) -> dict[str, bytes]:
    """The bytes of several attachments, hash → bytes; unknown hashes are left out."""
    found: dict[str, bytes] = {}
    for part in portions(sorted(hashes)):
        query = Attachment.select().where(Attachment.sha256.in_(part)).tuples()
        found.update((sha256, bytes(content)) for sha256, _media_type, content in query)
    return found
