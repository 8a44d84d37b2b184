"""One benchmark in a process of its own: `python -m tests.benchmarks.worker NAME FILE` writes its results as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

if __name__ == "__main__":
    name, told = sys.argv[1:]
    results = importlib.import_module(f"tests.benchmarks.{name}").run()
    Path(told).write_text(json.dumps([asdict(result) for result in results]), encoding="utf-8")
