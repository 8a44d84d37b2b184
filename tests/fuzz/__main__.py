"""Spoils member lists and statements in a thousand ways and reads them: `python -m tests.fuzz [SECONDS [SEED]]`.

Whatever a file holds, the readers give a table or a sentence; they never crash, hang or eat the memory. A file that
breaks this is kept in build/fuzz, to become a test.
"""

from __future__ import annotations

import logging
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from assoc_desktop.exchange import open_table
from assoc_desktop.exchange.statements import open_statements
from assoc_desktop.refusals import Refused
from tests.fuzz.spoiling import STATEMENTS, seeds, spoil

_KEPT = Path("build/fuzz")
_LONGEST_READ = 30
_MOST_MEMORY_MB = 800


class _TooSlow(Exception):
    pass


def _ring(_signal: int, _frame: object) -> None:
    raise _TooSlow(f"read for more than {_LONGEST_READ} s")


def _read(path: Path) -> str:
    """`table`, `statement` or `refused`; anything else is raised."""
    signal.alarm(_LONGEST_READ)
    try:
        if path.name in STATEMENTS:
            lines = [line for each in open_statements(path) for line in each.lines]
            assert all(line.amount.is_finite() for line in lines), "an amount that is none"
            return "statement"
        table = open_table(path)
        assert all(len(row.cells) == len(table.headings) for row in table.rows), "ragged rows"
        assert all(table.headings), "an empty heading"
    except Refused as refusal:
        assert str(refusal).strip(), "a refusal without a sentence"
        return "refused"
    finally:
        signal.alarm(0)
    return "table"


def _memory_mb() -> int:
    usage = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return usage // 1024


def main(seconds: float = 60, seed: int | None = None) -> int:
    """Spoil and read until the time is over; 1 when a file broke the promise."""
    seed = random.randrange(2**32) if seed is None else seed
    chance = random.Random(seed)
    signal.signal(signal.SIGALRM, _ring)
    logging.disable()  # readers may say what they passed over
    good = seeds()
    told: Counter[str] = Counter()
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            name, content = chance.choice(good)
            path = Path(folder) / name
            path.write_bytes(spoil(content, chance))
            try:
                told[f"{path.suffix} {_read(path)}"] += 1
            except Exception:  # whatever it is, it is what we are looking for
                told[f"{path.suffix} BROKEN"] += 1
                _keep(path, sum(told.values()))
    for outcome, count in sorted(told.items()):
        print(f"{outcome:16} {count}")
    print(f"{sum(told.values())} files, seed {seed}, at most {_memory_mb()} MB")
    return 1 if any("BROKEN" in outcome for outcome in told) or _memory_mb() > _MOST_MEMORY_MB else 0


def _keep(path: Path, number: int) -> None:
    _KEPT.mkdir(parents=True, exist_ok=True)
    kept = _KEPT / f"{number}-{path.name}"
    kept.write_bytes(path.read_bytes())
    print(f"{kept}:\n{traceback.format_exc(limit=-4)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*(float(word) if place == 0 else int(word) for place, word in enumerate(sys.argv[1:3]))))
