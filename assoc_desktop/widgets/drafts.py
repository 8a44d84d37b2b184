"""Drafts: what was typed on a page and not yet saved, kept on this computer so that a crash loses nothing.

A draft is plain JSON in the settings folder, outside the association's file. It is thrown away when the page is
saved or its changes are discarded, so that nothing personal stays behind. Knows no Qt.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Draft:
    """The draft of one page about one record.

    Attributes:
        folder: where drafts are kept.
        key: names the file, the page and the record: `f"{path} member {id}"`.
    """

    folder: Path
    key: str

    @property
    def path(self) -> Path:
        """The draft's file; the key is hashed because it holds paths."""
        return self.folder / f"{hashlib.sha256(self.key.encode()).hexdigest()[:24]}.json"

    def write(self, typed: dict[str, Any]) -> None:
        """Keep what is typed: field name → JSON value or bytes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(typed, default=_packed, ensure_ascii=False).encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)

    def read(self) -> tuple[dict[str, Any], datetime.datetime] | None:
        """What was typed and when, or None; a draft that cannot be read is none."""
        try:
            typed = json.loads(self.path.read_bytes(), object_hook=_unpacked)
            when = datetime.datetime.fromtimestamp(self.path.stat().st_mtime)
        except (OSError, ValueError):
            return None
        return (typed, when) if isinstance(typed, dict) else None

    def discard(self) -> None:
        """Throw the draft away."""
        self.path.unlink(missing_ok=True)


def _packed(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    raise TypeError(f"a draft cannot keep {type(value).__name__}")


def _unpacked(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["bytes"]) if value.keys() == {"bytes"} else value
