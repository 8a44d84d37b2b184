"""A proven backup of 100,000 members against merely copying and hashing the bytes."""

from __future__ import annotations

import hashlib
import os
import statistics
import tempfile
import time
from pathlib import Path

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.backup import make_backup
from assoc_desktop.storage.file import open_file
from tests.benchmarks.members_file import MEMBERS, members_file
from tests.benchmarks.report import Result

_MOST = 4.0


def _copy(source: Path, target: Path) -> float:
    """Seconds to copy a file, bring it to the disk, read it back and hash it: the least that a backup must do."""
    started = time.perf_counter()
    with target.open("wb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    with target.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return time.perf_counter() - started


def _back_up(path: Path, folder: Path) -> float:
    started = time.perf_counter()
    make_backup(path, folder)
    return time.perf_counter() - started


def run() -> list[Result]:
    """The median of five of each, taken in turn so that a busy disk slows both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = members_file(folder)
        floors, backups = [], []
        with open_file(path, SCHEMA):
            for turn in range(5):
                floors.append(_copy(path, folder / "copy"))
                backups.append(_back_up(path, folder / f"backups{turn}"))
        seconds, floor = statistics.median(backups), statistics.median(floors)
        measured = f"{seconds / floor:.1f}× ({seconds:.2f} s, {path.stat().st_size / 1e6:.0f} MB)"
    ok = seconds <= _MOST * floor
    return [Result(f"Backup with verification, {MEMBERS:,} members", f"≤ {_MOST:g}× copy", measured, ok)]
