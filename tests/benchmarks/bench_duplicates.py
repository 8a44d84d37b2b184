"""Duplicates among 100,000 members: seconds, memory, growth, and whether the planted ones are found and no others."""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assoc_desktop.language.folding import fold
from assoc_desktop.members.duplicates.finding import find_duplicates
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from tests.benchmarks.duplicates_file import duplicates_file
from tests.benchmarks.report import Result

MEMBERS = 100_000
_MOST_SECONDS, _MOST_MEGABYTES, _MOST_FLOORS, _MOST_EXPONENT = 60, 500, 60, 1.2
_LEAST_FOUND, _MOST_WRONG = 0.98, 0.001
_PLANTED_PER = 100


def run() -> list[Result]:
    """Search the whole and a quarter, each in a process of its own, so that memory is its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, part = (_searched(folder, count) for count in (MEMBERS, MEMBERS // 4))
    exponent = math.log(whole["seconds"] / part["seconds"]) / math.log(4)
    ratio = whole["seconds"] / whole["floor"]
    recall = whole["found"] / whole["planted"]
    return [
        Result(
            f"Duplicates among {MEMBERS:,} members",
            f"≤ {_MOST_SECONDS} s, ≤ {_MOST_FLOORS}× folding and sorting all names",
            f"{whole['seconds']:.1f} s, {ratio:.0f}×",
            whole["seconds"] <= _MOST_SECONDS and ratio <= _MOST_FLOORS,
        ),
        Result(
            f"Duplicates among {MEMBERS:,} members: memory of the process",
            f"≤ {_MOST_MEGABYTES} MB",
            f"{whole['megabytes']:.0f} MB",
            whole["megabytes"] <= _MOST_MEGABYTES,
        ),
        Result(
            f"Duplicates among {MEMBERS:,} members: growth from a quarter",
            f"exponent ≤ {_MOST_EXPONENT}",
            f"{exponent:.2f}",
            exponent <= _MOST_EXPONENT,
        ),
        Result(
            f"Duplicates planted, {whole['planted']:.0f} of {MEMBERS:,}",
            f"≥ {_LEAST_FOUND:.0%} found, others ≤ {_MOST_WRONG:.1%} of the members",
            f"{recall:.1%} found, {whole['others']:.0f} others",
            recall >= _LEAST_FOUND and whole["others"] <= _MOST_WRONG * MEMBERS,
        ),
    ]


def _searched(folder: Path, members: int) -> dict[str, float]:
    path, planted = duplicates_file(folder, members, members // _PLANTED_PER)
    pairs = json.dumps(sorted(planted))
    command = [sys.executable, "-m", "tests.benchmarks.bench_duplicates", str(path)]
    done = subprocess.run(command, input=pairs, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _measure(path: Path, planted: set[tuple[int, int]]) -> dict[str, float]:
    with open_file(path, SCHEMA):
        started = time.perf_counter()
        found = {(pair.one, pair.other) for pair in find_duplicates()}
        seconds = time.perf_counter() - started
        started = time.perf_counter()
        names = database.execute_sql("SELECT family_name, given_name FROM member")
        sorted(fold(f"{family} {given}") for family, given in names)
        floor = time.perf_counter() - started
    return {
        "seconds": seconds,
        "floor": floor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "planted": len(planted),
        "found": len(found & planted),
        "others": len(found - planted),
    }


if __name__ == "__main__":
    told = {(one, other) for one, other in json.load(sys.stdin)}
    print(json.dumps(_measure(Path(sys.argv[1]), told)))
