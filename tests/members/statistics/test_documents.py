"""The report read back, the spreadsheet opened again, and every number of every table with the list behind it."""

import datetime

import pytest
from openpyxl import load_workbook

from assoc_desktop.association.records import present_season, season_by_label, the_association
from assoc_desktop.language import speak
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.documents import report_of, write_spreadsheet
from assoc_desktop.members.statistics.rules import crossing, dimensions, question_for, read_statistics
from assoc_desktop.members.statistics.rules.asking import told_question
from assoc_desktop.members.statistics.rules.tables import (
    CHANGE,
    DIFFERENCE,
    NUMBER,
    PER_CENT,
    Cell,
    all_rows,
    all_tables,
    crossing_table,
    who,
    written,
)
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import attachment
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation
from tests.members.cards.faces import picture
from tests.members.statistics.raw import Raw, write
from tests.pdf.reading import fonts, images, reader, words

TODAY = datetime.date(2026, 5, 14)


@pytest.fixture
def example(example_path):
    with open_file(example_path, SCHEMA):
        yield the_association().conventions_in("en")


@pytest.mark.parametrize("label", ["2026", None])
def test_every_number_leads_to_exactly_its_members(example, label):
    statistics = read_statistics(question_for(label and season_by_label(label), TODAY))
    tables = all_tables(statistics, example, most=6)
    seen = 0
    for table in tables:
        for row in all_rows(table):
            for cell in row.cells:
                if cell.behind is not None:
                    assert len(set(cell.behind.find())) == cell.value, (table.key, row.name)
                    assert cell.behind.told
                    seen += 1
        if table.chart == "bars":
            assert sum(row.cells[0].value for row in table.rows) == table.total.cells[0].value
            if table.key not in ("renewals", "not_renewed"):
                assert table.total.cells[0].value == statistics.members
    assert seen > 100


def test_a_crossing_leads_to_exactly_its_members(example):
    known = {each.key: each for each in dimensions()}
    question = question_for(season_by_label("2026"), TODAY)
    pair = known["category"], known["region"]
    table = crossing_table(question, crossing(question, *pair), *pair, most=4)
    assert len(table.headings) == 5
    for row in all_rows(table):
        assert sum(cell.value for cell in row.cells[:-1]) == row.cells[-1].value
        for cell in row.cells:
            assert len(cell.behind.find()) == cell.value


def test_numbers_are_written_as_the_country_does():
    english, french = Conventions("en", "CM", "XAF"), Conventions("fr", "CM", "XAF")
    assert [written(Cell(1250, NUMBER), each) for each in (english, french)] == ["1,250", "1\u00a0250"]
    assert written(Cell(12.345, PER_CENT), english) == "12.3%"
    assert written(Cell(100.0, PER_CENT), english) == "100%"
    assert written(Cell(3, DIFFERENCE), english) == "+3"
    assert written(Cell(-1250, DIFFERENCE), english) == "\u22121,250"
    assert written(Cell(0, DIFFERENCE), english) == "0"
    assert written(Cell(None, CHANGE), english) == ""
    speak("fr")
    assert written(Cell(-12.5, CHANGE), french) == "\u221212,5\u00a0%"


@pytest.mark.parametrize(("language", "country", "paper"), [("en", "US", 612), ("fr", "CM", 595.28)])
def test_the_report_is_complete_on_the_paper_of_the_country(example, language, country, paper):
    speak(language)
    statistics = read_statistics(question_for(present_season(TODAY), TODAY))
    say = Conventions(language, country, "XAF")
    pdf = report_of(statistics, say, most=15)
    text = " ".join(words(pdf).split())
    assert reader(pdf).pages[0].mediabox.width == pytest.approx(paper, abs=0.1)
    assert all(fonts(pdf).values())
    assert str(the_association().name) in text
    for table in all_tables(statistics, say, most=15):
        assert " ".join(table.title.split()) in text
        for row in all_rows(table):
            assert all(written(cell, say).replace("\u00a0", " ") in text for cell in row.cells)
    pages = len(reader(pdf).pages)
    assert ("Page 1 of" if language == "en" else "Page 1 sur") in text
    assert f"{pages}" in text
    assert reader(pdf).trailer["/Root"]["/Lang"] == language


def test_the_logo_stands_on_the_report_and_progress_can_stop_it(example, tmp_path):
    with operation("Logo"):
        association = the_association()
        association.logo = attachment.add(picture(kind="PNG"), "image/png")
        association.save()
    statistics = read_statistics(question_for(None, TODAY))
    told = []
    pdf = report_of(statistics, example, most=15, progress=lambda *each: told.append(each))
    assert images(pdf) == 1
    assert told[0] == (0, len(told))


def test_names_that_people_made_stay_text_and_complete(file, save, conventions):
    name = "<b>Ville</b> & Cie (ancienne) " + "très longue " * 12
    save(kind="person", family_name="A", town=name)
    pdf = report_of(read_statistics(question_for(None, TODAY)), conventions, most=15)
    assert "".join(name.split()) in "".join(words(pdf).split())


def test_the_spreadsheet_has_a_sheet_for_each_table_and_numbers(example, tmp_path):
    statistics = read_statistics(question_for(present_season(TODAY), TODAY))
    tables = all_tables(statistics, example)
    path = tmp_path / "statistics.xlsx"
    write_spreadsheet(path, tables, told=told_question(statistics.question, example))
    book = load_workbook(path)
    assert len(book.sheetnames) == len(tables) + 1
    category = book[book.sheetnames[0]]
    assert [cell.value for cell in category[1]][:2] == ["Category", "Members"]
    assert category.cell(category.max_row, 2).value == statistics.members
    definitions = list(book["Definitions"].values)
    assert definitions[1][1].startswith("Counted: everybody enrolled for 2026")
    assert len(definitions) == len(tables) + 2


def test_without_a_season_there_are_no_months_and_without_one_before_no_renewals(file, conventions):
    statistics = read_statistics(question_for(None, TODAY))
    assert statistics.renewals == ()
    assert [table.key for table in all_tables(statistics, conventions)][-1] == "months"
    from assoc_desktop.association.records import Season

    with operation("No season", undoable=False):
        Season.delete().execute()
    statistics = read_statistics(question_for(None, TODAY))
    assert statistics.months is None
    assert "months" not in [table.key for table in all_tables(statistics, conventions)]
    assert len(report_of(statistics, conventions, most=5)) > 1000


def test_months_that_begin_inside_a_month_are_named_by_their_day(file, seasons, some_categories, conventions):
    write([Raw(joined_on=datetime.date(2024, 3, 30))], seasons, some_categories)
    statistics = read_statistics(question_for(seasons[0], TODAY))
    (months,) = [table for table in all_tables(statistics, conventions) if table.key == "months"]
    assert months.rows[0].name == "from 29/02/2024"
    assert [row.cells[0].value for row in months.rows][:3] == [0, 1, 0]
    assert who(statistics.question) == "2024"
