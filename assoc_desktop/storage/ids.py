"""Row ids that two laptops never give twice: 63 bits, ordered by time.

The upper 42 bits are milliseconds since 2020, the lower 21 start at random in each new millisecond and count up.
SQLite's AUTOINCREMENT would give the same ids on two laptops that one day exchange their changes.
"""

from __future__ import annotations

import secrets
import threading
import time

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_COUNTER_BITS = 21

_guard = threading.Lock()
_last = 0


def new_id() -> int:
    """A new id: positive, below 2**63, larger than every id this process gave and than those in the open file."""
    return new_ids(1)[0]


def new_ids(count: int) -> range:
    """Consecutive new ids, for writing many rows at once."""
    global _last
    with _guard:
        milliseconds = max(time.time_ns() // 1_000_000 - _EPOCH_MS, 0)
        # Half of the range stays free above the random start, so that one millisecond can give many.
        fresh = (milliseconds << _COUNTER_BITS) | secrets.randbits(_COUNTER_BITS - 1)
        first = max(fresh, _last + 1)
        _last = first + max(count, 1) - 1
    return range(first, first + count)


def stay_above(floor: int) -> None:
    """Give only ids above one that is already in a file.

    An old laptop whose clock battery is empty starts in the year 2000: without this its ids would be those of earlier
    days again, and “the latest change” would not be the latest. It then counts on from the file, from a random point
    within the next 17 minutes, so that two such laptops hardly meet.
    """
    global _last
    behind = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _COUNTER_BITS < floor
    with _guard:
        _last = max(_last, floor + (secrets.randbits(20) << _COUNTER_BITS if behind else 0))
