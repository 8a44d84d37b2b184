"""new, example, check, backup: on real files, with real exit codes."""

from __future__ import annotations

import datetime
import hashlib
import subprocess
import sys

import pytest

from assoc_desktop.association.records import seasons, the_association
from assoc_desktop.cli.words import is_command
from assoc_desktop.members.memberships import categories
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from tests.cli.conftest import ROOT, in_own_process


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_new_makes_an_association_with_its_country_habits(tmp_path, command):
    path = tmp_path / "a.assoc"
    arguments = ("--name", "Amis", "--country", "cm", "--language", "fr", "--season-start", "07-01")
    code, output, _problems = command("new", path, *arguments)
    assert code == 0
    assert str(path) in output
    with open_file(path, SCHEMA):
        association = the_association()
        assert (association.name, association.country, association.currency) == ("Amis", "CM", "XAF")
        (season,) = seasons()
        assert (season.starts_on.month, season.starts_on.day) == (7, 1)
        assert season.starts_on <= datetime.date.today() <= season.ends_on
        assert len(categories()) == 7


def test_new_leaves_one_file_and_nothing_beside(new_file):
    assert [path.name for path in new_file.parent.iterdir()] == [new_file.name]


def test_new_never_writes_over_a_file(new_file, command):
    before = digest(new_file)
    code, _output, problems = command("new", new_file, "--name", "Other", "--country", "CM")
    assert code == 1
    assert "exists already" in problems
    assert digest(new_file) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--name", "  ", "--country", "CM"), "needs a name"),
        (("--name", "A", "--country", "ZZ"), "ZZ"),
        (("--name", "A", "--country", "CM", "--season-start", "02-29"), "02-29"),
    ],
)
def test_new_with_wrong_values_makes_no_file(tmp_path, command, arguments, sentence):
    path = tmp_path / "a.assoc"
    code, _output, problems = command("new", path, *arguments)
    assert code in (1, 2)
    assert sentence in problems
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_ends_with_2_and_says_what_is_missing(command):
    code, _output, problems = command("new")
    assert code == 2
    assert "--name" in problems


def test_help_of_every_command(command):
    code, output, _problems = command("--help")
    assert code == 0
    for name in ("new", "example", "import", "members", "cards", "check-card", "check", "backup"):
        assert name in output
        assert command(name, "--help")[0] == 0


def test_check_of_a_whole_file(example_path, command):
    code, output, problems = command("check", example_path)
    assert (code, problems) == (0, "")
    assert "example.assoc" in output


def test_check_of_a_broken_file_says_so(example_path, command):
    broken = bytearray(example_path.read_bytes())
    broken[len(broken) // 2 : len(broken) // 2 + 4096] = b"\xff" * 4096
    example_path.write_bytes(broken)
    before = digest(example_path)
    code, _output, problems = command("check", example_path)
    assert code == 1
    assert problems.strip()
    assert digest(example_path) == before


def test_backup_into_a_folder_is_a_file_that_opens(example_path, tmp_path, command):
    folder = tmp_path / "stick"
    code, output, _problems = command("backup", example_path, folder)
    assert code == 0
    (made,) = folder.glob("*.assoc")
    assert str(made) in output
    assert command("check", made)[0] == 0


def test_backup_without_a_folder_goes_beside_the_file(example_path, command):
    assert command("backup", example_path)[0] == 0
    assert len(list(example_path.parent.glob("*/*.assoc"))) == 1


def test_a_file_that_is_open_elsewhere_is_refused_with_who_has_it(example_path):
    with open_file(example_path, SCHEMA):
        done = in_own_process("members", example_path)
    assert done.returncode == 1
    assert "already open" in done.stderr
    assert "Traceback" not in done.stderr


def test_example_is_an_association_in_the_language_asked_for(tmp_path, command):
    path = tmp_path / "example.assoc"
    assert command("example", path, "--language", "fr")[0] == 0
    with open_file(path, SCHEMA):
        assert the_association().language == "fr"
        assert "exemple" in the_association().name.lower()


def test_commands_never_load_the_window_system(example_path):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from main import main;"
        "code = main(['members', sys.argv[2]]);"
        "print(code, [name for name in sys.modules if name.startswith('PySide6')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), str(example_path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_messages_come_in_french_on_a_french_computer(example_path):
    done = in_own_process("members", example_path.with_name("absent.assoc"), LC_ALL="fr_FR.UTF-8")
    assert done.returncode == 1
    assert "introuvable" in done.stderr or "n’a pas été trouvé" in done.stderr


def test_a_mistyped_command_is_no_file(command):
    code, _written, said = command("membres", "file.assoc")
    assert code == 2
    assert "membres" in said and "members" in said


def test_a_file_without_an_ending_is_for_the_window(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert is_command(["club"])
    (tmp_path / "club").touch()
    assert not is_command(["club"])
    assert not is_command(["-style", "fusion"])
    assert not is_command([])


def test_the_window_does_not_wait_for_what_commands_need(tmp_path):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from assoc_desktop.cli.words import is_command;"
        "print(is_command(['file.assoc']), 'argparse' in sys.modules, 'peewee' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT)], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["False"] * 3
