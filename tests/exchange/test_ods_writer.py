"""Writing ODS: texts stay texts, dates dates, and LibreOffice reads what we wrote."""

import datetime
import shutil
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.exchange import ods_writer, open_table
from assoc_desktop.exchange.ods_writer import write_ods
from assoc_desktop.refusals import Cancelled, Refused

HOSTILE = ["=1+1", "http://example.org", "007", "{=SUM(A1)}", "+237 699", "<b>&amp;", "a  b", " lead", "tab\there",
           "one\ntwo", 'q"\'', "-1", "@x", "]]>", "😀"]  # fmt: skip


def test_texts_stay_texts_whatever_they_look_like(tmp_path):
    path = tmp_path / "list.ods"
    write_ods(path, ["a <&>"], [[text] for text in HOSTILE], sheet="Mem'bres [2025]/*")
    table = open_table(path)
    assert table.headings == ["a <&>"]
    assert [row.cells[0] for row in table.rows] == HOSTILE
    assert table.sheet == "Mem'bres  2025"


def test_values_keep_their_kind_and_are_read_back(tmp_path):
    path = tmp_path / "list.ods"
    day = datetime.date(1850, 12, 31)
    write_ods(path, list("abcdef"), [["Aïssatou", 5, 1.5, day, True, Decimal("12.50")], [None, "", 0]])
    rows = [row.cells for row in open_table(path).rows]
    assert rows[0][:2] == ["Aïssatou", 5]
    assert rows[0][2:] == [1.5, day, True, 12.5]
    assert rows[1][:3] == ["", "", 0]


def test_signs_that_xml_cannot_hold_are_shown(tmp_path):
    path = tmp_path / "list.ods"
    write_ods(path, ["a"], [["nul \0 escape \x1b half \ud800 none \uffff"], ["x" * 40_000]])
    cells = [row.cells[0] for row in open_table(path).rows]
    assert cells[0] == "nul ␀ escape ␛ half � none �"
    assert len(cells[1]) == 40_000


@settings(max_examples=25)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_any_text_makes_a_whole_document(tmp_path_factory, texts):
    from xml.etree import ElementTree

    path = tmp_path_factory.mktemp("ods") / "list.ods"
    write_ods(path, texts, [texts])
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.testzip() is None
        for name in ("content.xml", "settings.xml", "META-INF/manifest.xml"):
            ElementTree.fromstring(archive.read(name))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_it_as_meant(tmp_path):
    write_ods(
        tmp_path / "list.ods", ["Name", "Joined"], [[text, datetime.date(2026, 5, 1)] for text in HOSTILE]
    )
    home = (tmp_path / "office").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx", "list.ods"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    shown = [page.cell(row, 1).value for row in range(2, len(HOSTILE) + 2)]
    assert shown == HOSTILE
    assert all(page.cell(row, 1).data_type == "s" for row in range(2, len(HOSTILE) + 2))
    assert page.cell(2, 2).value == datetime.datetime(2026, 5, 1)
    assert page.auto_filter.ref == f"A1:B{len(HOSTILE) + 1}"
    assert page["A1"].font.bold


def test_columns_beyond_z_have_two_letters(tmp_path):
    path = tmp_path / "list.ods"
    write_ods(path, [f"h{number}" for number in range(28)], [])
    with zipfile.ZipFile(path) as archive:
        assert b"$AB$1" in archive.read("content.xml")


def test_a_list_of_nothing_is_a_whole_file(tmp_path):
    write_ods(tmp_path / "list.ods", [], [[]])
    with zipfile.ZipFile(tmp_path / "list.ods") as archive:
        assert b"database-range" not in archive.read("content.xml")


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(ods_writer, "_MAX_ROWS", 3)
    with pytest.raises(Refused, match="more than 3 rows"):
        write_ods(tmp_path / "list.ods", ["a"], [["x"]] * 4)
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "list.ods"
    path.write_text("old")

    def progress(done, total):
        assert (done, total) == (1000, 5000)
        raise Cancelled

    with pytest.raises(Cancelled):
        write_ods(path, ["a"], [["x"]] * 5000, total=5000, progress=progress)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="There is no folder"):
        write_ods(tmp_path / "gone" / "list.ods", ["a"], [])
