"""The page of results, its report and its spreadsheet."""

from __future__ import annotations

import io
import shutil

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QPushButton

from assoc_desktop.language import speak
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import (
    Question,
    Section,
    close_survey,
    new_survey,
    next_round,
    open_survey,
)
from assoc_desktop.surveys.documents.results import results_pdf, write_results
from assoc_desktop.surveys.forms.results import ResultsPage
from assoc_desktop.surveys.records import Survey
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.conftest import TODAY
from tests.hostile import HOSTILE
from tests.screens import button, labels_that_read_markup, show_page, texts_shown
from tests.surveys.samples import filled_copy

MARKUP = "<b>bold</b> & {n} %s"


@pytest.fixture(scope="module")
def filled(founded, tmp_path_factory):
    """The association with a survey that forty forms answer, made once."""
    return filled_copy(founded, tmp_path_factory.mktemp("filled"), forms=40, seed=4)


@pytest.fixture
def file(filled, tmp_path):
    with open_file(shutil.copy(filled, tmp_path / "example.assoc"), SCHEMA) as opened:
        yield opened


@pytest.fixture
def survey(file):
    return Survey.get(name="Joining")


@pytest.fixture
def page(desk, qtbot, survey):
    page = ResultsPage(desk, survey.id)
    show_page(qtbot, page)
    qtbot.waitUntil(lambda: page.figures.count() == 9)
    return page


def cells(page):
    table = page.table
    return [
        [table.item(row, place).text() for place in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def text_of(pdf):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


def test_each_question_has_its_chart_its_table_and_its_figures(page):
    page.figures.setCurrentRow(4)
    assert [row[0] for row in cells(page)] == [str(n) for n in range(11)]
    assert len(page.chart.chart().parts) == 11
    assert "Promoters" in page.note.text() and "n = " in page.note.text()
    page.figures.setCurrentRow(7)
    quotes = [row[0] for row in cells(page)]
    assert set(quotes) <= {"more light", "nothing", "<b>more</b> & less", "=1+1"} and len(quotes) > 20
    assert page.chart.chart() is None
    page.figures.setCurrentRow(5)
    assert any("median" in row[0] for row in cells(page))


def test_results_are_told_by_group(page):
    page.figures.setCurrentRow(0)
    page.groups.setCurrentIndex(1)
    rows = cells(page)
    assert [row[0] for row in rows][:4] == ["Individual", "Student", "Institution", "Honorary"]
    assert ["Honorary", "", "fewer than 5, or too few others"] in rows
    assert "all other groups" in page.note.text()
    page.figures.setCurrentRow(1)
    assert len(cells(page)[0]) == 3 and cells(page)[0][2].endswith("%")


def test_what_comes_in_meanwhile_is_counted(page, survey, desk, qtbot):
    page.figures.setCurrentRow(3)
    save_response(survey, {"A1": "5"}, today=TODAY)
    desk.changed.emit()
    qtbot.waitUntil(lambda: any("41 forms" in text for text in texts_shown(page)))
    assert page.figures.currentRow() == 3


def test_the_report_is_drawn_in_both_languages(page, qtbot):
    made = []
    page.preview_made.connect(made.append)
    for action in page.report_button.menu().actions():
        action.trigger()
        qtbot.waitUntil(lambda: bool(made))
        preview = made.pop()
        assert isinstance(preview, PreviewPage)
        qtbot.addWidget(preview)
    assert button(page, "Spreadsheet…").isEnabled()
    assert all(
        each.text() for each in page.findChildren(QPushButton) if each.isVisible() and each is not page.back
    )


def test_the_report_has_all_questions_and_numbers_its_pages(survey):
    english, french = results_pdf(survey, "en"), results_pdf(survey, "fr")
    text = text_of(english)
    for code in ("A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4"):
        assert f"{code} · " in text
    pages = len(PdfReader(io.BytesIO(english)).pages)
    assert (
        f"Page {pages} of {pages}" in " ".join(text.split())
        and "fewer than 5" in text
        and "Joining us" in text
    )
    assert "Notre aide est-elle bonne" in text_of(french) and "Nous rejoindre" in text_of(french)
    speak("en")


def test_the_spreadsheet_holds_counts_as_numbers_and_words_as_words(survey, tmp_path):
    path = tmp_path / "counts.xlsx"
    write_results(path, survey, "en")
    book = openpyxl.load_workbook(path)
    rating = list(book.worksheets[0].values)
    assert rating[0][:2] == ("Answer", "Count")
    assert all(isinstance(row[1], int) for row in rating[1:])
    words = [cell for row in book.worksheets[7].iter_rows() for cell in row if cell.value]
    assert "=1+1" in [cell.value for cell in words] and {cell.data_type for cell in words} == {"s"}


def test_the_round_before_stands_in_the_report(survey, desk, qtbot):
    close_survey(survey, TODAY)
    again = open_survey(next_round(survey, "Joining again"), TODAY)
    save_response(again, {"A1": "5", "A3": "y"}, today=TODAY)
    assert "“Joining” before: n = 40." in " ".join(text_of(results_pdf(again, "en")).split())
    page = ResultsPage(desk, again.id)
    show_page(qtbot, page)
    qtbot.waitUntil(lambda: page.figures.count() == 9)
    assert len(cells(page)[0]) == 4


def test_hostile_words_come_out_whole(file, desk, qtbot, tmp_path):
    asked = (Question("text", MARKUP, MARKUP), Question("rating", MARKUP, MARKUP))
    survey = new_survey(MARKUP, "named", title_en=MARKUP, sections=[Section(MARKUP, MARKUP, asked)])
    open_survey(survey, TODAY)
    with operation("Type in forms"):
        for n, text in enumerate(HOSTILE):
            member = save_member(
                MemberData(family_name=f"P{n}", region=MARKUP), today=TODAY, conventions=desk.conventions
            )
            save_response(survey, {"A1": text, "A2": "3"}, member=member, today=TODAY)
    assert MARKUP in text_of(results_pdf(survey, "en"))
    write_results(tmp_path / "hostile.xlsx", survey, "fr")
    cells_ = [
        cell
        for row in openpyxl.load_workbook(tmp_path / "hostile.xlsx").worksheets[0].iter_rows()
        for cell in row
    ]
    assert {cell.data_type for cell in cells_ if cell.value} == {"s"}
    page = ResultsPage(desk, survey.id)
    show_page(qtbot, page)
    qtbot.waitUntil(lambda: page.figures.count() == 2)
    page.groups.setCurrentIndex(2)
    page.figures.setCurrentRow(1)
    assert cells(page)[0][0] == MARKUP
    assert labels_that_read_markup(page, "<b>") == []
    speak("en")


def test_nobody_is_unmasked_by_taking_what_is_told_from_the_whole(survey, tmp_path):
    """With the spreadsheet and the paper side by side: what is not told is at least two groups and five answers."""
    write_results(tmp_path / "r.xlsx", survey, "en")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    groups = next(sheet for sheet in book.worksheets if sheet.title == "By category")
    whole = {
        sheet.title.split(" ")[0]: sum(row[1] for row in list(sheet.values)[1:])
        for sheet in book.worksheets
        if next(sheet.values)[:2] == ("Answer", "Count")
    }
    by_question, code, paper = {}, "", " ".join(text_of(results_pdf(survey, "en")).split())
    for question, group, n, said in list(groups.values)[1:]:
        code = question.split(" ")[0] if question else code
        by_question.setdefault(code, []).append((group, n, said))
        if n is None:
            assert f"{group} fewer than 5, or too few others" in paper
        else:
            assert f"{group} {n} {said.split('.')[0]}" in paper
    assert set(by_question) == {"A1", "A3", "A4", "A5", "B4"}
    for code, rows in by_question.items():
        told = {group: n for group, n, _said in rows if n is not None}
        rest = told.pop("All other groups", 0)
        hidden = [group for group, n, _said in rows if n is None]
        assert all(n >= 5 for n in told.values())
        assert hidden and (rest == 0 or (rest >= 5 and len(hidden) >= 2))
        if code != "A4":  # of several choices, answers add up to more than forms
            assert whole[code] - sum(told.values()) == rest
    assert any("All other groups" in {row[0] for row in rows} for rows in by_question.values())
