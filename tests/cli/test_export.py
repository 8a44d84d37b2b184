"""export and directory: files that other programs read, and what comes of them when they are imported again."""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

from assoc_desktop.exchange import open_table


@pytest.fixture
def exported(example_path, command):
    """Export the example with some options and give the table."""

    def export(name, *options):
        path = example_path.with_name(name)
        code, output, problems = command("export", example_path, "-o", path, *options)
        assert (code, problems) == (0, "")
        table = open_table(path)
        assert output.startswith(f"{len(table.rows)} row")
        return table

    return export


def numbers(example_path, command):
    code, output, _problems = command("members", example_path, "--format", "json")
    assert code == 0
    return [row["number"] for row in json.loads(output)]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_all_members_are_exported(exported, example_path, command, ending):
    table = exported(f"list.{ending}", "--columns", "number,Name,status")
    assert table.headings == ["Member number", "Name", "Status"]
    assert [str(row.cells[0]).zfill(4) for row in table.rows if row.cells[0] != ""] == [
        number for number in numbers(example_path, command) if number
    ]


def test_a_search_chooses_some(exported):
    table = exported("list.csv", "--search", "yaounde", "--set", "addresses", "--households")
    assert 0 < len(table.rows) < 60
    assert {row.cells[table.headings.index("Town")] for row in table.rows} == {"Yaoundé"}


def test_what_is_refused_is_only_for_the_office(exported):
    column = ["--columns", "kind,phones"]
    for_all, office = exported("a.csv", *column), exported("b.csv", *column, "--office")
    count = [sum(1 for row in table.rows if any(row.cells[1:])) for table in (for_all, office)]
    assert 0 < count[0] < count[1]


@pytest.mark.parametrize("version", ["3", "4"])
def test_address_cards(exported, example_path, version):
    table = exported("cards.vcf", "--vcard", version)
    assert table.kind == "cards"
    assert f"VERSION:{version}.0".encode() in example_path.with_name("cards.vcf").read_bytes()
    assert not [row.problem for row in table.rows if row.problem]


@pytest.mark.parametrize("ending", ["csv", "vcf"])
def test_what_was_exported_says_nothing_new_when_it_is_imported_again(
    exported, example_path, command, ending
):
    exported(f"list.{ending}")
    code, output, problems = command(
        "import", example_path, example_path.with_name(f"list.{ending}"), "--dry-run"
    )
    assert code == 0, problems
    assert "New: 0" in output
    assert "Changed: 0" in output or ending == "vcf"
    assert "Wrong: 0" in output


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["-o", "list.doc"], "should end in one of"),
        (["-o", "list.csv", "--columns", "colour"], "There is no column “colour”"),
        (["-o", "list.csv", "--set", "colour"], "There is no set of columns “colour”"),
        (["-o", "list.csv", "--season", "1999"], "There is no season “1999”"),
        (["-o", "list.csv", "--filter", "none"], "none"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(example_path, command, options, sentence):
    code, output, problems = command("export", example_path, *options)
    assert (code, output) == (1, "")
    assert sentence in problems


def test_the_directory(example_path, command):
    path = example_path.with_name("directory.pdf")
    code, output, problems = command("directory", example_path, "-o", path)
    assert (code, problems) == (0, "")
    pages = PdfReader(path).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "Annuaire des membres" in text
    assert "".join(f"Page 1 sur {len(pages)}".split()) in "".join(text.split())
    assert output.split()[0] in text.split("\n")[1]


def test_five_thousand_cards_are_imported(example_path, command, tmp_path):
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ndoumbé{n};Awa;;;\r\nFN:Awa Ndoumbé{n}\r\nTEL;TYPE=CELL:+23769{n:07}\r\n"
        f"item1.EMAIL:awa{n}@example.org\r\nitem1.X-ABLabel:Travail\r\nEND:VCARD\r\n"
        for n in range(5000)
    )
    path = tmp_path / "cards.vcf"
    path.write_text(cards, encoding="utf-8", newline="")
    code, output, problems = command("import", example_path, path)
    assert (code, problems) == (0, "")
    assert "5000 members added" in output.replace(",", "").replace("\u00a0", "")
