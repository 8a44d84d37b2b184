"""Writing XLSX: texts stay texts, dates dates."""

import datetime
import zipfile

import openpyxl
import pytest

from assoc_desktop.exchange import open_table, xlsx_writer
from assoc_desktop.exchange.xlsx_writer import Sheet, write_sheets, write_xlsx
from assoc_desktop.refusals import Cancelled, Refused


def test_what_looks_like_formula_link_or_number_stays_text(tmp_path):
    path = tmp_path / "list.xlsx"
    texts = ["=1+1", "http://example.org", "007", "{=SUM(A1)}", "internal:x", "+237 699", "-1", "@x"]
    write_xlsx(path, ["a"], [[text] for text in texts])
    page = openpyxl.load_workbook(path).active
    assert [page.cell(row, 1).value for row in range(2, len(texts) + 2)] == texts
    assert all(page.cell(row, 1).data_type == "s" for row in range(2, len(texts) + 2))
    assert all(page.cell(row, 1).hyperlink is None for row in range(2, len(texts) + 2))


def test_values_keep_their_kind_and_are_read_back(tmp_path):
    path = tmp_path / "list.xlsx"
    row = ["Aïssatou N'Diaye 😀", 5, 1.5, datetime.date(2025, 12, 31), True, None]
    write_xlsx(path, list("abcdef"), [row], sheet="Membres [2025]/*")
    table = open_table(path)
    assert table.rows[0].cells == [*row[:5], ""]
    assert table.sheet == "Membres  2025"


def test_days_before_excels_calendar_are_written_as_text(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, ["a"], [[datetime.date(1899, 5, 4)], [datetime.datetime(1850, 1, 1, 8)]])
    assert [row.cells[0] for row in open_table(path).rows] == ["1899-05-04", "1850-01-01T08:00:00"]


def test_signs_that_xml_cannot_hold_are_shown(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(
        path, ["a"], [["nul \0 escape \x1b half \ud800 none \uffff"], ["x" * 40_000], ["tab\there\nthere"]]
    )
    cells = [row.cells[0] for row in open_table(path).rows]
    assert cells[0] == "nul ␀ escape ␛ half � none �"
    assert len(cells[1]) == 32_767
    assert cells[1].endswith("…")
    assert cells[2] == "tab\there\nthere"


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_writer, "_MAX_ROWS", 3)
    with pytest.raises(Refused, match="more than 3 rows"):
        write_xlsx(tmp_path / "list.xlsx", ["a"], [["x"]] * 4)
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_nothing_behind(tmp_path):
    told = []

    def cancel_later(done, total):
        told.append((done, total))
        if len(told) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_xlsx(
            tmp_path / "list.xlsx", ["a"], ([n] for n in range(5_000)), total=5_000,
            progress=cancel_later,
        )  # fmt: skip
    assert told == [(1_000, 5_000), (2_000, 5_000)]
    assert list(tmp_path.iterdir()) == []


def test_a_list_without_columns_is_a_whole_file(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, [], [])
    assert zipfile.ZipFile(path).testzip() is None


def test_sheets_of_one_book_never_share_a_name(tmp_path):
    path = tmp_path / "book.xlsx"
    long = "A name that is longer than the thirty-one signs of Excel"
    names = ["Status", "status", long, long, "a/b"]
    write_sheets(path, [Sheet(name, ("Heading",), [[number]]) for number, name in enumerate(names)])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Status" and book.sheetnames[1] == "status (2)"
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert [book[name]["A2"].value for name in book.sheetnames] == [0, 1, 2, 3, 4]
