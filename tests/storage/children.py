"""Other processes that have the made file open: real ones, because that is what locks and journals are about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_START = """
import sys
from pathlib import Path
from assoc_desktop.storage.file import create_file, open_file, save_copy
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.database import database
from assoc_desktop.storage import backup
from tests.storage import made
path = Path(sys.argv[1])

def say(word):
    print(word, flush=True)
"""


def start(script: str, *arguments: object) -> subprocess.Popen:
    """Start Python with a script that finds the made records; it tells how far it is with `say`."""
    return subprocess.Popen(
        [sys.executable, "-c", _START + script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(child: subprocess.Popen, word: str) -> None:
    """Wait until the child says a word."""
    line = child.stdout.readline().strip()
    assert line == word, (line, child.stderr.read() if child.poll() is not None else "")


def kill(child: subprocess.Popen) -> None:
    """End the child as a power cut would, and clean up after it."""
    child.kill()
    child.communicate()


def finish(child: subprocess.Popen) -> str:
    """Let the child go to its end; what else it said."""
    told, wrong = child.communicate(timeout=60)
    assert child.returncode == 0, wrong
    return told
