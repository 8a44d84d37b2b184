"""The command line as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from main import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def english_computer(monkeypatch):
    """Messages of the commands come in English, whatever computer the tests run on."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def command(capsys):
    """Run a command in this process; gives (exit code, standard output, standard error)."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


def in_own_process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `main.py` as a process of its own, from another folder than the project's."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(ROOT).parent,
        env=os.environ | environment,
    )


@pytest.fixture
def new_file(tmp_path, command) -> Path:
    """The file of a new, empty association in Cameroon."""
    path = tmp_path / "Amis du livre.assoc"
    code, _output, problems = command("new", path, "--name", "Amis du livre", "--country", "CM")
    assert (code, problems) == (0, "")
    return path
