"""Spreadsheets, plain and hostile; each is read in a process of its own."""

import datetime
import multiprocessing
import resource
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from assoc_desktop.exchange import open_table, sheet_names, sheet_worker, sheets
from assoc_desktop.refusals import Cancelled, Refused


@pytest.fixture(autouse=True)
def nothing_stays_behind():
    """No process outlives its reading."""
    yield
    assert not multiprocessing.active_children()


@pytest.fixture
def book(tmp_path):
    """A sheet with all kinds of cells, a title above and an empty column before."""
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Membres")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write(0, 1, "Liste 2025")
    page.write_row(2, 1, ["Nom", "CP", "Né le", "Actif", "Montant", "Somme"])
    page.write_row(3, 1, ["Koné", "03600"])
    page.write_datetime(3, 3, datetime.datetime(1985, 3, 2), day)
    page.write_boolean(3, 4, True)
    page.write_number(3, 5, 12.5)
    page.write_formula(3, 6, "=5*5", None, 25)
    page.write_row(5, 1, ["Ba", 75001.0])
    page.write_datetime(5, 3, datetime.datetime(2025, 1, 1, 8, 30), day)
    hidden = book.add_worksheet("Caché")
    hidden.write_row(0, 0, ["Secret", "x"])
    hidden.write_row(1, 0, ["a", "b"])
    hidden.hide()
    book.close()
    return path


@pytest.mark.parametrize("way", ["calamine", "openpyxl"])
def test_cells_keep_their_kind_and_rows_their_number(book, way, monkeypatch):
    monkeypatch.setattr(sheet_worker, "WAYS", (way,))
    told = []
    table = open_table(book, progress=lambda done, total: told.append((done, total)))
    assert table.headings[-6:] == ["Nom", "CP", "Né le", "Actif", "Montant", "Somme"]
    first, second = table.rows
    assert (first.line, second.line) == (4, 6)
    assert first.cells[-6:] == ["Koné", "03600", datetime.date(1985, 3, 2), True, 12.5, 25]
    assert second.cells[-6:-3] == ["Ba", 75001, datetime.datetime(2025, 1, 1, 8, 30)]
    assert told[-1] == (1, 1)
    assert table.sheets == ["Membres", "Caché"]
    assert table.sheet == "Membres"


@pytest.mark.parametrize("way", ["calamine", "openpyxl"])
def test_a_sheet_can_be_chosen(book, way, monkeypatch):
    monkeypatch.setattr(sheet_worker, "WAYS", (way,))
    assert sheet_names(book) == ["Membres", "Caché"]
    assert open_table(book, sheet="Caché").rows[0].cells == ["a", "b"]
    with pytest.raises(Refused, match="no sheet “Nothing”"):
        open_table(book, sheet="Nothing")


def test_the_first_sheet_that_holds_something_is_taken(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Empty")
    book.add_worksheet("Full").write_column(0, 0, ["Nom", "Ba"])
    book.close()
    assert open_table(path).sheet == "Full"


def test_an_empty_book_is_a_sentence(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet()
    book.close()
    with pytest.raises(Refused, match="nothing in this list"):
        open_table(path)


def test_formulas_give_their_value_and_never_run(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_column(0, 0, ["Nom", "Ba"])
    page.write(0, 1, "Site")
    page.write_formula(1, 1, '=HYPERLINK("http://example.org","x")', None, "x")
    page.write_formula(2, 0, "=1/0", None, "#DIV/0!")
    book.close()
    table = open_table(path)
    assert table.rows[0].cells == ["Ba", "x"]
    assert len(table.rows) <= 2


def test_macros_are_left_alone_and_told(book):
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    table = open_table(book.rename(book.with_suffix(".xlsm")))
    assert "The file holds macros; they were not run." in table.notes


def test_reading_can_be_stopped(book):
    def cancel(done, _total):
        assert done == 0  # nothing was heard of the file yet
        raise Cancelled

    with pytest.raises(Cancelled):
        open_table(book, progress=cancel)


def _with_part(tmp_path, source, name, content):
    """A copy of a book in which one part is another."""
    path = tmp_path / "spoiled.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return path


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_a_zip_bomb_is_not_unpacked(tmp_path, book):
    bomb = b"<worksheet><sheetData>" + b" " * 200_000_000
    path = _with_part(tmp_path, book, "xl/worksheets/sheet1.xml", bomb)
    del bomb
    assert path.stat().st_size < 1_000_000
    with pytest.raises(Refused, match="fill the computer's memory"):
        open_table(path)


def test_a_bomb_that_lies_about_its_size_is_found(tmp_path, book):
    path = _with_part(tmp_path, book, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 60_000_000)
    content = bytearray(path.read_bytes())
    true_size = (60_000_011).to_bytes(4, "little")
    place = content.find(true_size)
    while place >= 0:
        content[place : place + 4] = (1000).to_bytes(4, "little")
        place = content.find(true_size)
    path.write_bytes(content)
    before = _memory()
    with pytest.raises(Refused, match="damaged"):
        open_table(path)
    assert _memory() - before < 100


def test_thousands_of_parts_are_refused(tmp_path, book, monkeypatch):
    monkeypatch.setattr(sheets, "_MAX_PARTS", 3)
    with pytest.raises(Refused, match="fill the computer's memory"):
        open_table(book)


def test_a_cell_in_the_last_corner_is_a_sentence_and_no_memory(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Membres")
    page.write_column(0, 0, ["Nom", "Ba"])
    page.write(1_048_575, 16_383, "lost")
    book.close()
    before = _memory()
    with pytest.raises(Refused, match="column XFD"):
        open_table(path)
    assert _memory() - before < 100


def test_a_cell_in_the_last_row_is_read(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Membres")
    page.write_column(0, 0, ["Nom", "Ba"])
    page.write(1_048_575, 0, "last")
    book.close()
    assert [row.line for row in open_table(path).rows] == [2, 1_048_576]


def test_a_wide_sheet_is_refused_by_its_column(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Large").write_row(0, 0, ["x"] * 1_500)
    book.close()
    with pytest.raises(Refused, match="column BER"):
        open_table(path)


@pytest.mark.parametrize(
    "entity",
    [
        '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
        ) + "]>",
        '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["billion laughs", "other file"],
)  # fmt: skip
def test_entities_are_not_expanded(tmp_path, book, entity):
    sheet = (
        f'<?xml version="1.0"?>{entity}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>x&j;y</t></is></c></row></sheetData></worksheet>'
    )
    path = _with_part(tmp_path, book, "xl/worksheets/sheet1.xml", sheet)
    before = _memory()
    try:
        cells = [cell for row in open_table(path).rows for cell in row.cells]
    except Refused as refusal:
        cells = [str(refusal)]
    assert not any("haha" in str(cell) or "root:" in str(cell) for cell in cells)
    assert _memory() - before < 100


def test_a_cut_off_book_is_a_sentence(tmp_path, book):
    path = tmp_path / "cut.xlsx"
    path.write_bytes(book.read_bytes()[:-200])
    with pytest.raises(Refused, match="damaged"):
        open_table(path)


def test_a_flipped_byte_is_a_sentence_or_a_table(tmp_path, book):
    content = bytearray(book.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path = tmp_path / "flipped.xlsx"
    path.write_bytes(content)
    try:
        assert open_table(path).headings
    except Refused as refusal:
        assert "flipped.xlsx" in str(refusal)


def test_a_book_without_sense_is_a_sentence(tmp_path, book):
    path = _with_part(tmp_path, book, "xl/worksheets/sheet1.xml", b"\0\1\2 no sheet")
    with pytest.raises(Refused, match="cannot be read as a spreadsheet"):
        open_table(path)
    with pytest.raises(Refused, match="cannot be read as a spreadsheet"):
        sheet_names(_with_part(tmp_path, book, "xl/workbook.xml", b"nothing"))


def test_an_encrypted_archive_is_a_sentence(book):
    content = bytearray(book.read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(signature, start + 4)
    book.write_bytes(content)
    with pytest.raises(Refused, match=r"password|damaged"):
        open_table(book)


def test_a_process_that_falls_silent_is_ended(book, monkeypatch):
    monkeypatch.setattr(sheets, "SILENCE", 0.0)
    monkeypatch.setattr(sheets, "SILENCE_A_MEGABYTE", 0.0)
    with pytest.raises(Refused, match="cannot be read as a spreadsheet"):
        open_table(book)


def test_a_long_cell_is_read_whole(tmp_path):
    path = tmp_path / "list.xlsx"
    page = openpyxl.Workbook()
    page.active.append(["Nom", "Notes"])
    page.active.append(["Ba", "x" * 32_767])
    page.save(path)
    assert len(open_table(path).rows[0].cells[1]) == 32_767


def test_an_ods_is_read(tmp_path):
    path = tmp_path / "list.ods"
    cells = [
        '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>',
        '<table:table-cell office:value-type="date" office:date-value="2025-12-31"><text:p>x</text:p></table:table-cell>',
        '<table:table-cell office:value-type="float" office:value="75001"><text:p>75001</text:p></table:table-cell>',
    ]
    rows = [cells[0].format(name) for name in ("Nom", "Né le", "CP")]
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1"><table:table-row>{"".join(rows)}</table:table-row>'
        f"<table:table-row>{cells[0].format('Koné')}{cells[1]}{cells[2]}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<x/>")
    table = open_table(path)
    assert table.headings == ["Nom", "Né le", "CP"]
    assert table.rows[0].cells == ["Koné", datetime.date(2025, 12, 31), 75001]


def test_an_old_xls_is_read():
    """Saved by LibreOffice 7.4 in the format of Excel 97."""
    table = open_table(Path(__file__).with_name("old.xls"))
    assert table.headings == ["Nom", "CP", "Né le"]
    assert table.rows[0].cells == ["Koné", "03600", datetime.date(2025, 12, 31)]


def test_a_sheet_without_headings_loses_no_row(tmp_path):
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Koné", datetime.date(1985, 3, 2)])
    book.active.append(["Ba", datetime.date(1990, 3, 2)])
    book.save(path)
    table = open_table(path)
    assert table.headings == ["Column 1", "Column 2"]
    assert len(table.rows) == 2


def test_an_xls_with_a_password_is_a_sentence(tmp_path):
    content = bytearray(Path(__file__).with_name("old.xls").read_bytes())
    # The record after the beginning of the book becomes a FilePass ([MS-XLS] 2.4.117).
    first = content.index(b"\x09\x08\x10\x00") + 20
    content[first : first + 2] = b"\x2f\x00"
    path = tmp_path / "list.xls"
    path.write_bytes(content)
    with pytest.raises(Refused, match="password"):
        open_table(path)
