"""The place for retention, with real events; and the report as PDF and spreadsheet, from the window and the command."""

import datetime
import io

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.language import speak
from assoc_desktop.listening.retention.documents.charts import writer
from assoc_desktop.listening.retention.documents.report import report_of, retention_report
from assoc_desktop.listening.retention.rules.definitions import TITLES
from assoc_desktop.listening.retention.rules.reading import read_retention
from assoc_desktop.listening.retention.rules.shown import AMOUNTS, NUMBERS, PER_CENTS, TENTHS
from assoc_desktop.members.records import Category
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.reports.tables import COUNT, DECIMAL, MONEY, PER_CENT, written
from assoc_desktop.widgets.pdf_preview import PreviewPage
from main import main
from tests.members.statistics.raw import Raw, write
from tests.screens import click, labels_that_read_markup, press

HOSTILE = "<b>O'Hara</b> & =1+1 \u202eévil"


@pytest.fixture
def members(seasons):
    """Fifteen who renewed, five who did not, in two regions and two categories."""
    categories = list(Category.select().where(~Category.for_life).order_by(Category.position).limit(2))
    raws = [
        Raw(region=HOSTILE if at % 2 else "Centre", memberships=((0, at % 2, False, 60), (1, at % 2, False, 60))[: 1 + (at % 4 > 0)])
        for at in range(40)
    ]  # fmt: skip
    return list(write(raws, [seasons["2025"], seasons["2026"]], categories))


@pytest.fixture
def shown_place(members, desk, show_place, qtbot):
    """The place, with its first figure worked out."""
    tab = show_place(desk, "retention")
    qtbot.waitUntil(lambda: tab.place().table.rowCount() > 0)
    return tab.place()


def _choose(qtbot, box, key, place):
    """Choose in a box by the keyboard, and wait for the outcome."""
    before = place._shown
    box.setFocus()
    at = box.findData(key)
    while box.currentIndex() != at:
        press(box, Qt.Key.Key_Down if at > box.currentIndex() else Qt.Key.Key_Up)
    wanted = place.figure_box.currentText()
    qtbot.waitUntil(lambda: place._shown is not before and place.table.accessibleName() == wanted)


def test_a_number_and_a_bar_open_their_list(shown_place, desk, members, qtbot):
    wanted = []
    desk.wanted.connect(lambda tab, choice: wanted.append((tab, choice)))
    table = shown_place.table
    assert [table.item(2, column).text() for column in range(5)] == ["All together", "0", "40", "30", "75%"]
    point = table.visualItemRect(table.item(2, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert wanted[-1][0] == "members"
    assert sorted(wanted[-1][1]["ids"]) == sorted(each for at, each in enumerate(members) if at % 4)
    assert wanted[-1][1]["told"] == "Renewal rate · 2026 · All together · Renewed"
    table.setCurrentCell(2, 2)
    press(table, Qt.Key.Key_Return)
    assert sorted(wanted[-1][1]["ids"]) == sorted(members)
    assert "Renewed" in table.item(2, 3).toolTip()
    count = len(wanted)
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(2, 1)).center()
    )
    assert len(wanted) == count  # nobody is left out: nothing to open
    chart = shown_place.chart
    part = chart.chart().parts[0]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(part).center().toPoint())
    assert len(wanted[-1][1]["ids"]) == 10
    assert chart.part_at(QPointF(chart.place_of(part).center())).words


def test_each_figure_is_shown_with_its_formula(shown_place, qtbot):
    for figure, title in list(TITLES.items())[1:]:
        _choose(qtbot, shown_place.figure_box, figure, shown_place)
        assert shown_place.table.accessibleName() == title
        assert shown_place.by_box.isVisible() == (
            figure not in ("staying", "cohorts", "cohort_shares", "reasons")
        )
        assert len(shown_place.note.text()) > 100
    _choose(qtbot, shown_place.figure_box, "lapse", shown_place)
    _choose(qtbot, shown_place.by_box, "season", shown_place)
    table = shown_place.table
    qtbot.waitUntil(lambda: [table.item(row, 4).text() for row in range(table.rowCount())] == ["", "25%"])
    assert not shown_place.chart_card.isVisible()


def test_a_hostile_region_is_read_as_it_is(shown_place, qtbot):
    _choose(qtbot, shown_place.by_box, "region", shown_place)
    table = shown_place.table
    qtbot.waitUntil(lambda: table.rowCount() == 3 and table.columnCount() == 5)
    qtbot.waitUntil(
        lambda: table.item(1, 0).text() != "" and HOSTILE in [table.item(row, 0).text() for row in (0, 1)]
    )
    row = next(row for row in (0, 1) if table.item(row, 0).text() == HOSTILE)
    for column in (0, 1, 3):
        assert "<b>" not in table.item(row, column).toolTip()
    assert "&lt;b&gt;" in table.item(row, 3).toolTip()
    assert labels_that_read_markup(shown_place, "<b>") == []


def test_the_season_and_what_others_ask_for(shown_place, qtbot, seasons):
    shown_place.show_choice({"figure": "cohorts"})
    qtbot.waitUntil(lambda: shown_place.table.accessibleName() == "Cohorts, members")
    assert shown_place.table.columnCount() == 3
    shown_place.season_box.setFocus()
    press(shown_place.season_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown_place.table.columnCount() == 2)
    shown_place.read_again()
    assert shown_place.season_box.currentText() == "2025"
    shown_place.show_choice({"figure": "nothing"})
    assert shown_place.figure() == "cohorts"


def test_the_report_of_the_window(shown_place, qtbot, tmp_path):
    pages = []
    shown_place.page_wanted.connect(pages.append)
    click(shown_place.report_button)
    qtbot.waitUntil(lambda: bool(pages), timeout=15_000)
    assert isinstance(pages[0], PreviewPage)
    path = tmp_path / "r.xlsx"
    shown_place.write_sheet(path, shown_place._retention)
    qtbot.waitUntil(path.exists, timeout=15_000)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Taux de renouvellement"
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[-1][2:] == (0, 40, 30, 75)
    assert rows[0][:1] == ("Par",)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_report_is_whole_in_both_languages(members, seasons, code):
    speak(code)
    retention = read_retention(seasons["2026"], datetime.date(2026, 5, 14))
    content = report_pdf(lambda say: report_of(retention, say), head_of(code))
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
    text = " ".join(pages)
    titles = {"en": ("Renewal rate", "Lifetime value", "Cohorts, per cent"),
              "fr": ("Taux de renouvellement", "Valeur d’un membre", "Cohortes, pour cent")}  # fmt: skip
    for title in titles[code]:
        assert title in text
    assert ("Formula:" if code == "en" else "Formule :") in text.replace("\u00a0", " ")
    assert "O'Hara" in text
    assert ("Reasons by season" if code == "en" else "Motifs par exercice") not in text  # nobody gave one


def test_the_command(members, file, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = file.path
    file.close()
    pdf, sheet = tmp_path / "r.pdf", tmp_path / "r.xlsx"
    assert main(["report", str(path), "retention", "--season", "2026", "-o", str(pdf)]) == 0
    assert main(["report", str(path), "retention", "-o", str(sheet)]) == 0
    assert "Fidélisation 2026" in PdfReader(pdf).pages[0].extract_text()
    assert openpyxl.load_workbook(sheet).worksheets[0].max_row > 8
    assert main(["report", str(path), "retention", "--season", "1999", "-o", str(pdf)]) == 1
    assert "1999" in capsys.readouterr().err


def test_a_report_of_a_file_without_members_is_empty(file, seasons):
    say = the_association().conventions
    found = retention_report(seasons["2026"], say, today=datetime.date(2026, 5, 14))
    assert [table.key for table in found.tables] == [
        "renewal",
        "retention",
        "lapse",
        "first_year",
        "tenure",
        "worth",
        "engagement",
    ]
    assert len(report_pdf(lambda _say: found, head_of("en"))) > 1000


def test_how_numbers_are_written(file):
    say = the_association().conventions_in("en")
    assert written(78.6, PER_CENT, say) == "78.6%"
    assert written(75, PER_CENT, say) == "75%"
    assert written(2.25, DECIMAL, say) == "2.2"
    assert written("n < 10", PER_CENT, say) == "n < 10"
    assert written(None, PER_CENT, say) == ""
    assert (written(1500, MONEY, say), written(1500, COUNT, say)) == ("1,500", "1,500")
    assert [writer(unit, say)(25) for unit in (PER_CENTS, TENTHS, AMOUNTS, NUMBERS)] == [
        "25%",
        "2.5",
        "25",
        "25",
    ]
