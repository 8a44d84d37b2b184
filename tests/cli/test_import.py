"""import: a list as a spreadsheet saved it, checked, written, refused and undone."""

from __future__ import annotations

import csv

import pytest

from assoc_desktop.association.records import seasons
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

FRENCH_LIST = (
    "Nom;Prénom;Courriel;Téléphone;Ville;Date d'adhésion\r\n"
    "N'Diaye;Aïssatou;aissatou@example.org;6 70 00 00 01;Yaoundé;31/12/2025\r\n"
    "Étoundi;Œdipe;oedipe@example.org;6 70 00 00 02;Douala;01/02/2026\r\n"
    ";;personne@example.org;;Kribi;\r\n"
)


@pytest.fixture
def french_list(tmp_path):
    """A list as Excel saves it on a French Windows."""
    path = tmp_path / "membres.csv"
    path.write_bytes(FRENCH_LIST.encode("cp1252"))
    return path


def count(path, record):
    with open_file(path, SCHEMA):
        return record.select().count()


def test_a_dry_run_writes_nothing(new_file, french_list, command):
    before = new_file.read_bytes()
    code, output, problems = command("import", new_file, french_list, "--dry-run")
    assert code == 0
    assert "New: 2" in output
    assert "Wrong: 1" in output
    assert "Line 4" in problems
    assert new_file.read_bytes() == before


def test_members_go_in_with_accents_dates_and_numbers(new_file, french_list, command):
    code, output, _problems = command("import", new_file, french_list)
    assert code == 0
    assert "2 members added" in output
    with open_file(new_file, SCHEMA):
        first, second = Member.select().order_by(Member.sort_name.desc())
        assert (first.family_name, first.given_name, first.town) == ("N'Diaye", "Aïssatou", "Yaoundé")
        assert first.joined_on.isoformat() == "2025-12-31"
        assert second.given_name == "Œdipe"
        assert {first.number, second.number} == {"0001", "0002"}
        assert [phone.number for phone in first.phones] == ["+237670000001"]


def test_members_are_enrolled_in_the_season_asked_for(new_file, french_list, command):
    with open_file(new_file, SCHEMA):
        label = seasons()[0].label
    assert command("import", new_file, french_list, "--category", "Individuel", "--season", label)[0] == 0
    assert count(new_file, Membership) == 2


@pytest.mark.parametrize(("rows", "last"), [(1, "Wrong"), (12, "… and 2 more are not enrolled.")])
def test_who_left_is_not_enrolled_and_the_dry_run_says_why(new_file, tmp_path, command, rows, last):
    with open_file(new_file, SCHEMA):
        season = seasons()[0]
    day = season.starts_on.isoformat()
    path = tmp_path / "left.csv"
    lines = [f"{number};Ba;Name{number};{day}" for number in range(1, rows + 1)]
    path.write_text("\n".join(("Numéro;Nom;Prénom;Date de démission", *lines)), encoding="utf-8")
    asked = ("import", new_file, path, "--category", "Individuel", "--season", season.label)
    code, output, problems = command(*asked, "--dry-run")
    assert code == 0
    told = problems.splitlines()
    assert told[0].startswith(f"Line 2: Name1 Ba: Is not enrolled for {season.label}. Resigned on ")
    assert len([line for line in told if "Is not enrolled" in line]) == min(rows, 10)
    assert last in (problems if rows > 1 else output)
    assert f"{rows} members added, 0 changed, 0 enrolled" in command(*asked)[1]
    assert count(new_file, Membership) == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--season", "1999"), "1999"),
        (("--category", "Nobility"), "Nobility"),
        (("--map", "town=Nowhere"), "Nowhere"),
        (("--map", "nonsense=Nom"), "nonsense"),
    ],
)
def test_what_is_not_there_is_refused_by_name(new_file, french_list, command, arguments, sentence):
    code, _output, problems = command("import", new_file, french_list, *arguments)
    assert code == 1
    assert sentence in problems
    assert count(new_file, Member) == 0


def test_rejected_rows_are_saved_with_their_reason(new_file, french_list, tmp_path, command):
    rejected = tmp_path / "rejected.csv"
    assert command("import", new_file, french_list, "--rejected", rejected)[0] == 0
    headings, row = csv.reader(rejected.read_text("utf-8-sig").splitlines())
    assert headings[:3] == ["Line", "Reason", "Nom"]
    assert row[0] == "4"
    assert row[1]
    assert row[4] == "personne@example.org"


def test_a_column_can_be_read_as_another_field(new_file, tmp_path, command):
    path = tmp_path / "list.csv"
    path.write_text("Nom,Prénom,Lieu\nKoné,Awa,Kribi\n", encoding="utf-8")
    assert command("import", new_file, path, "--map", "town=Lieu")[0] == 0
    with open_file(new_file, SCHEMA):
        assert Member.get().town == "Kribi"


def test_the_same_list_again_changes_nothing(new_file, french_list, command):
    command("import", new_file, french_list)
    code, output, _problems = command("import", new_file, french_list)
    assert code == 0
    assert "Same: 2" in output
    assert "0 members added, 0 changed" in output


def test_an_import_is_undone_whole(new_file, french_list, command):
    command("import", new_file, french_list)
    with open_file(new_file, SCHEMA):
        undo(last_undoable().id)
        assert Member.select().count() == 0


def test_what_is_no_list_is_refused(new_file, tmp_path, command):
    path = tmp_path / "paper.csv"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    code, _output, problems = command("import", new_file, path)
    assert code == 1
    assert "paper.csv" in problems
