"""From the command to the painted window on 100,000 members, against a bare Qt window; whole processes, warm disk."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.members_file import MEMBERS, members_file
from tests.benchmarks.report import Result

_TURNS = 7
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1093, 614)
window.show()
app.processEvents()
window.grab()
print("painted", flush=True)
"""
_OURS = """
import sys
from pathlib import Path
from assoc_desktop.app import Application
from assoc_desktop.preferences import load_preferences
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv)
program = Application(app, load_preferences())
program.start(Path(sys.argv[1]))
app.processEvents()
program.window.grab()
print("painted", flush=True)
program.window.drop_file()
"""


def run() -> list[Result]:
    """Start both in turn, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as folder:
        file = members_file(Path(folder))
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "ASSOC_DESKTOP_CONFIG": folder,
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        }
        bare, ours = [], []
        for _turn in range(_TURNS):
            bare.append(_seconds(_BARE, environment))
            ours.append(_seconds(_OURS, environment, str(file)))
    ratio = statistics.median(ours) / statistics.median(bare)
    return [
        Result(
            f"Window painted on a file with {MEMBERS:,} members",
            "≤ 2× a bare Qt window",
            f"{ratio:.2f}× ({statistics.median(ours) * 1000:.0f} ms, bare {statistics.median(bare) * 1000:.0f} ms)",
            ratio <= 2,
        )
    ]


def _seconds(program: str, environment: dict[str, str], *arguments: str) -> float:
    """From the command to the word "painted"; what a process does afterwards is not counted."""
    started = time.perf_counter()
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        said = running.stdout.readline() if running.stdout else ""
        seconds = time.perf_counter() - started
    if said.strip() != "painted":
        raise RuntimeError(f"the window was not painted: {said}")
    return seconds
