"""The set-up: what it needs is listed once, it asks nobody when everything is there, and it says what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from assoc_desktop.window.navigation import PLACES

ROOT = Path(__file__).resolve().parent.parent
SETUP = ROOT / "packaging" / "setup.sh"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
SCRIPTS = sorted((ROOT / "packaging").glob("*.sh"))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripts are for Linux and macOS")


def _shell(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'set -eu\n. "{SETUP}"\n{script}'],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def _program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_valid_for_a_plain_shell(script):
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_every_dependency_is_explained_with_its_range():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = dict(re.findall(r"^\| ([\w.-]+) \| `([^`]+)` \|", page, flags=re.MULTILINE))
    assert explained == dict(re.fullmatch(r"([\w.-]+)(.+)", line).groups() for line in REQUIREMENTS)


#: Distribution → how the program uses it, where no module of that name is imported.
OTHERWISE_USED = {"qtawesome": "its font"}
MODULES = {
    "PySide6-Essentials": "PySide6",
    "apsw-sqlite3mc": "apsw",
    "arabic-reshaper": "arabic_reshaper",
    "pillow": "PIL",
    "python-bidi": "bidi",
    "python-calamine": "python_calamine",
}


def test_every_dependency_is_used():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assoc_desktop").rglob("*.py"))
    names = [re.match(r"[\w.-]+", line)[0] for line in PROJECT["dependencies"]]
    unused = {name for name in names if not re.search(rf"(from|import) {MODULES.get(name, name)}\b", source)}
    assert unused == set(OTHERWISE_USED)


def _environment(folder: Path) -> Path:
    """A folder with pyproject.toml and something that stands for a finished .venv."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    _program(folder / ".venv", "unused", "")
    _program(folder / ".venv" / "bin", "python", 'echo "python $*" >>asked')
    return folder


def test_nothing_is_asked_when_everything_is_there(tmp_path):
    _environment(tmp_path)
    assert _shell("cksum <pyproject.toml >.venv/ready-offscreen", tmp_path).returncode == 0
    tools = tmp_path / "tools"
    for name in ("apt-get", "pip", "sudo", "ldconfig", "python3"):
        _program(tools, name, 'echo "$0 $*" >>asked')

    done = _shell("prepare offscreen", tmp_path, PATH=f"{tools}:{os.environ['PATH']}")

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "asked").exists()


def test_changed_requirements_are_installed(tmp_path):
    _environment(tmp_path)
    (tmp_path / ".venv" / "ready-offscreen").write_text("of an older pyproject.toml")
    script = "missing_packages() { :; }\nmake_environment() { :; }\nprepare offscreen"

    done = _shell(script, tmp_path)

    assert done.returncode == 0, done.stderr
    assert "-m pip install" in (tmp_path / "asked").read_text()
    again = (tmp_path / "asked").read_text()
    assert _shell(script, tmp_path).returncode == 0
    assert (tmp_path / "asked").read_text() == again, "the second time nothing is left to do"


def test_pip_is_tried_again_and_says_so_in_words(tmp_path):
    _environment(tmp_path)
    _program(tmp_path / ".venv" / "bin", "python", 'case "$*" in *pip*) echo try >>tries; exit 1;; esac')

    done = _shell("sleep() { :; }\ninstall_requirements offscreen", tmp_path)

    assert done.returncode == 1
    assert (tmp_path / "tries").read_text().count("try") == 3
    assert "Check the connection to the internet" in done.stderr


def test_the_list_of_requirements_is_that_of_the_project(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    script = f"PYTHON={sys.executable}\nlist_requirements {{}}"
    assert _shell(script.format("screen"), tmp_path).stdout.splitlines() == PROJECT["dependencies"]
    assert _shell(script.format("test"), tmp_path).stdout.splitlines() == REQUIREMENTS


@pytest.mark.parametrize(
    ("profile", "packages"),
    [
        ("offscreen", "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libfontconfig1"),
        (
            "screen",
            "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libfontconfig1 "
            "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0",
        ),
    ],
)
def test_a_bare_system_lacks_every_library(tmp_path, profile, packages):
    done = _shell(f"ldconfig() {{ :; }}\nmissing_packages {profile}", tmp_path)
    assert done.stdout.split() == packages.split()


def test_only_what_is_missing_is_asked_for(tmp_path):
    libraries = "libGL.so.1 libEGL.so.1 libxkbcommon.so.0 libdbus-1.so.3 libglib-2.0.so.0"
    done = _shell(f"ldconfig() {{ echo {libraries}; }}\nmissing_packages offscreen", tmp_path)
    assert done.stdout.split() == ["libfontconfig1"]


def test_without_rights_the_command_for_an_administrator_is_told(tmp_path):
    _program(tmp_path / "tools", "apt-get", "exit 1")
    for name in ("sh", "cat"):
        (tmp_path / "tools" / name).symlink_to(shutil.which(name))

    done = _shell("id() { echo 1000; }\ninstall_packages ' libgl1'", tmp_path, PATH=str(tmp_path / "tools"))

    assert done.returncode == 1
    assert "apt-get install libgl1" in done.stderr


def test_an_old_python_is_not_taken(tmp_path):
    tools = tmp_path / "tools"
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11"):
        _program(tools, name, "exit 1")
    assert _shell("find_python", tmp_path, PATH=f"{tools}:{os.environ['PATH']}").returncode == 1
    _program(tools, "python3.12", "exit 0")
    found = _shell("find_python", tmp_path, PATH=f"{tools}:{os.environ['PATH']}")
    assert found.stdout.strip() == str(tools / "python3.12")


def _run(folder: Path, *arguments: str, **environment: str) -> list[str]:
    """What run.sh asks Python to do in a project where everything is installed."""
    shutil.copytree(ROOT / "packaging", folder / "packaging", dirs_exist_ok=True)
    _environment(folder)
    for profile in ("screen", "offscreen"):
        assert _shell(f"cksum <pyproject.toml >.venv/ready-{profile}", folder).returncode == 0
    subprocess.run(
        ["sh", folder / "packaging" / "run.sh", *arguments],
        cwd=folder.parent,
        env={"PATH": os.environ["PATH"], **environment},
        check=True,
        stdin=subprocess.DEVNULL,
    )
    asked = (folder / "asked").read_text().splitlines()
    (folder / "asked").unlink()
    return asked


def test_with_a_screen_the_example_is_made_once_and_opened(tmp_path):
    example = "example-output/example.assoc"
    made = f"python main.py example {example} --statement example-output/statement.csv"
    assert _run(tmp_path, DISPLAY=":0") == [made, f"python main.py {example}"]
    (tmp_path / example).write_text("made")
    assert _run(tmp_path, WAYLAND_DISPLAY="wayland-0") == [f"python main.py {example}"]


def test_without_a_screen_the_same_job_is_written_to_files(tmp_path):
    example = tmp_path / "example-output" / "shown.assoc"
    example.parent.mkdir()
    example.write_text("of an older program, which kept no books")

    asked = _run(tmp_path)

    assert asked == [
        "python main.py example example-output/shown.assoc --statement example-output/statement.csv",
        "python packaging/show_example.py example-output/shown.assoc example-output",
    ]
    assert not example.exists(), "the stand-in for Python made none, and the old one is gone"


PAPERS = (
    "cards.pdf",
    "statistics.pdf",
    "statistics.xlsx",
    "directory.pdf",
    "disclosure.pdf",
    "members.ods",
    "members.vcf",
    "treasurers-report.pdf",
    "treasurers-report.xlsx",
    "cash-book.pdf",
    "receipts-register.pdf",
    "statement-of-account.pdf",
    "reminders.pdf",
    "leaflet.pdf",
    "leaflet-students.pdf",
    "poster.pdf",
    "dues-bought.pdf",
    "benefits.pdf",
    "benefits.xlsx",
    "retention.pdf",
    "call-sheets.pdf",
    "call-list.pdf",
    "invitations.pdf",
    "survey-form.pdf",
    "survey-form-with-code.pdf",
    "survey-results.pdf",
    "review-results.pdf",
    "review.pdf",
    "review-open.pdf",
    "fund.pdf",
    "journal.csv",
    "journal-fec.txt",
    "journal-gnucash-accounts.csv",
    "journal-gnucash-transactions.csv",
    "receipts.pdf",
    "deposit-slip.pdf",
    "statement.csv",
)


def test_papers_and_pictures_of_tabs_and_pages_are_written(example_path, tmp_path):
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "fr_FR.UTF-8"}
    command = [sys.executable, ROOT / "packaging" / "show_example.py", example_path, tmp_path / "out"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    pictures = sorted((tmp_path / "out").glob("tab-*.png"))
    assert len(pictures) == len(PLACES)
    assert {_size(path) for path in pictures} == {(1093, 614)}
    assert len({path.read_bytes() for path in pictures}) == len(PLACES), (
        "every tab shows something of its own"
    )
    assert len(PdfReader(tmp_path / "out" / "cards.pdf").pages) >= 7
    assert len(PdfReader(tmp_path / "out" / "statistics.pdf").pages) >= 3
    pages = sorted((tmp_path / "out").glob("page-*.png"))
    assert len({path.read_bytes() for path in [*pages, *pictures]}) == len(PLACES) + 7
    treasury = sorted((tmp_path / "out").glob("treasury-*.png"))
    assert len({path.read_bytes() for path in treasury}) == 6 + 4
    places = [
        path for tab in ("benefits", "listening") for path in sorted((tmp_path / "out").glob(f"{tab}-*.png"))
    ]
    assert len({path.read_bytes() for path in places}) == 7 + 7
    assert len(PdfReader(tmp_path / "out" / "treasurers-report.pdf").pages) >= 3
    papers = [tmp_path / "out" / name for name in PAPERS]
    assert all(path.stat().st_size > 500 for path in papers)
    assert all(str(path) in done.stdout for path in [*pictures, *pages, *treasury, *places, *papers])
    assert "SIREN" in done.stderr, "what the French list lacks is said, and nothing else"
    assert len(done.stderr.splitlines()) == 1


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_arguments_go_to_the_program(tmp_path):
    assert _run(tmp_path, "members", "a file.assoc") == ["python main.py members a file.assoc"]


def test_continuous_integration_runs_the_same_script():
    assert "packaging/test.sh" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
