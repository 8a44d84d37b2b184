"""What a file really is, whatever its name says."""

import zipfile

import pytest
import xlsxwriter

from assoc_desktop.exchange import open_table, opening, sheet_names
from assoc_desktop.refusals import Refused


def xlsx(path, rows=(("Nom", "Ville"), ("Koné", "Kribi"))):
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Membres")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


def test_a_spreadsheet_named_csv_is_read_as_what_it_is(tmp_path):
    table = open_table(xlsx(tmp_path / "list.csv"))
    assert (table.kind, table.headings) == ("sheet", ["Nom", "Ville"])
    assert any("ends in .csv" in note for note in table.notes)


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.ods"])
def test_a_csv_named_like_a_spreadsheet_is_read_as_what_it_is(tmp_path, name):
    path = tmp_path / name
    path.write_text("Nom;Ville\nKoné;Kribi\n", encoding="utf-8")
    table = open_table(path)
    assert table.rows[0].cells == ["Koné", "Kribi"]
    assert any("plain text" in note for note in table.notes)


def test_a_web_page_named_xls_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "list.xls"
    path.write_text(
        "<html><script>alert(1)</script><table><tr><td>menu</td></tr></table>"
        "<table><tr><th>Nom</th><th>Ville</th></tr><tr><td>Koné &amp; fils<td>Kribi<br>Sud</tr>"
        "<tr><td>Ba</td><td><b>Bu</b>ea</td></tr></table>",
        encoding="utf-8",
    )
    table = open_table(path)
    assert table.kind == "page"
    assert table.headings == ["Nom", "Ville"]
    assert [row.cells for row in table.rows] == [["Koné & fils", "Kribi\nSud"], ["Ba", "Buea"]]


@pytest.mark.parametrize(
    "html", ["<table><tr><td>a<td>b", "<table><td>a</td><td>b</td>", "<table><tr><td><table>"]
)
def test_half_a_web_page_is_no_crash(tmp_path, html):
    path = tmp_path / "list.html"
    path.write_text(html)
    try:
        assert open_table(path).headings
    except Refused as refusal:
        assert "nothing in this list" in str(refusal)


def test_a_million_columns_of_a_web_page_are_refused(tmp_path):
    path = tmp_path / "list.html"
    path.write_text("<table><tr>" + "<td>x" * 5_000)
    with pytest.raises(Refused, match="column 1001"):
        open_table(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n ", "is empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"SQLite format 3\0" + b"\0" * 100, "database"),
        (b"{\\rtf1 text}", "text document"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x7fELF\0\0\0\1", "nul bytes"),
    ],
)
def test_what_is_no_list_gets_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        open_table(path)


def test_a_web_page_of_strict_form_is_read(tmp_path):
    path = tmp_path / "list.xls"
    path.write_text(
        '<?xml version="1.0"?><html><table><tr><td>Nom</td></tr><tr><td>Ba</td></tr></table></html>'
    )
    assert open_table(path).headings == ["Nom"]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [(["word/document.xml"], "text document"), (["photo.jpg"], "archive"), ([], "archive")],
)
def test_other_archives_get_a_sentence(tmp_path, names, sentence):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    if not names:
        path.write_bytes(b"PK\x03\x04" + path.read_bytes())
    with pytest.raises(Refused, match=sentence):
        open_table(path)


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path):
    with pytest.raises(Refused, match="There is no file"):
        open_table(tmp_path / "nowhere.csv")
    with pytest.raises(Refused):
        open_table(tmp_path)


def test_a_file_larger_than_any_list_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_BYTES", 10)
    path = tmp_path / "list.csv"
    path.write_text("Nom;Ville\nKoné;Kribi\n")
    with pytest.raises(Refused, match="too large"):
        open_table(path)


def test_only_spreadsheets_have_sheets(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Nom;Ville\nKoné;Kribi\n")
    assert sheet_names(path) == []
    assert sheet_names(xlsx(tmp_path / "list.xlsx")) == ["Membres"]


def test_the_end_of_the_reading_is_told(tmp_path):
    told = []
    path = tmp_path / "list.csv"
    path.write_text("Nom;Ville\nKoné;Kribi\n")
    open_table(path, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1, 1)


def test_a_file_that_goes_away_while_it_is_read_is_a_sentence(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Nom;Ville\nKoné;Kribi\n" * 20_000)

    def pull_the_stick_out(_done, _total):
        raise OSError(5, "Input/output error")

    with pytest.raises(Refused, match="Input/output error"):
        open_table(path, progress=pull_the_stick_out)


def test_an_encrypted_ods_is_a_sentence(tmp_path):
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(Refused, match="password"):
        open_table(path)
