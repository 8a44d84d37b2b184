"""The page that takes answers in from a list, reached from where forms are typed in; and the command on results."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from assoc_desktop.cli.parser import run
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import close_survey
from assoc_desktop.surveys.forms.entry import EntryPage
from assoc_desktop.surveys.forms.importing import ImportAnswersPage
from assoc_desktop.surveys.forms.results import ResultsPage
from assoc_desktop.surveys.records import SurveyResponse
from assoc_desktop.surveys.tab import doing
from assoc_desktop.surveys.tab.surveys import SurveysPlace
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.conftest import TODAY
from tests.screens import button, click, labels_that_read_markup, show_page
from tests.surveys.samples import open_sample

LIST = "A1,A3,<b>Name</b>\n5,y,Awa\n9,n,Ben\n3,,Eve\n"


@pytest.fixture
def survey(file):
    return open_sample()


@pytest.fixture
def page(desk, qtbot, survey, tmp_path):
    (tmp_path / "answers.csv").write_text(LIST, encoding="utf-8")
    page = ImportAnswersPage(desk, survey.id)
    show_page(qtbot, page)
    page.choose(tmp_path / "answers.csv")
    qtbot.waitUntil(lambda: bool(page.summary.text()))
    return page


def test_a_list_is_looked_at_taken_in_and_taken_back(page, qtbot):
    assert (
        page.summary.text()
        == "2 forms can be taken in. 1 line is left out. Columns passed over: <b>Name</b>."
    )
    assert [page.faults.item(0, place).text() for place in range(3)] == [
        "3",
        "A1",
        "Type a number from 1 to 5.",
    ]
    assert SurveyResponse.select().count() == 0
    click(button(page, "Take in 2 forms"))
    qtbot.waitUntil(lambda: page.summary.text() == "2 forms were taken in.")
    assert SurveyResponse.select().count() == 2
    click(button(page, "Take them back"))
    assert SurveyResponse.select().count() == 0
    assert labels_that_read_markup(page, "<b>") == []
    qtbot.wait(1)


def test_what_cannot_be_read_or_taken_in_is_said(page, survey, qtbot, tmp_path):
    close_survey(survey, TODAY)
    page.take_in()
    qtbot.waitUntil(lambda: page.summary.text() == "“Joining” is closed. It takes no more answers.")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    before = page.summary.text()
    page.choose(tmp_path / "empty.csv")
    qtbot.waitUntil(lambda: page.summary.text() != before)
    assert not page.take_button.isVisible() and not page.faults.isVisible()


def test_the_page_is_reached_from_where_forms_are_typed_in(desk, qtbot, survey):
    page = EntryPage(desk, survey.id)
    show_page(qtbot, page)
    with qtbot.waitSignal(page.preview_made) as made:
        click(button(page, "From a list…"))
    assert isinstance(made.args[0], ImportAnswersPage)
    qtbot.addWidget(made.args[0])


@pytest.mark.parametrize("name", ["out.pdf", "out.xlsx", "out.txt"])
def test_the_command_writes_results(founded, tmp_path, name, capsys, file):
    survey = open_sample()
    save_response(survey, {"A1": "5"}, today=TODAY)
    path = file.path
    file.close()
    done = run(["survey", str(path), "Joining", "--results", "-o", str(tmp_path / name)])
    told = capsys.readouterr()
    if name == "out.txt":
        assert done == 1 and "let the name end in .pdf or .xlsx" in told.err
    else:
        assert done == 0 and name in told.out
        assert (tmp_path / name).stat().st_size > 2000
    if name == "out.pdf":
        assert "Notre aide est-elle bonne" in PdfReader(tmp_path / name).pages[0].extract_text()


def test_the_pages_of_a_survey_lie_upon_each_other(desk, qtbot, survey):
    save_response(survey, {"A1": "5"}, today=TODAY)
    place = SurveysPlace(desk)
    show_page(qtbot, place)
    laid, upon = [], []
    place.page_wanted.connect(laid.append)
    place.preview_wanted.connect(upon.append)
    doing.type_in(place)
    doing.show_results(place)
    entry, results = laid
    for page in laid:
        show_page(qtbot, page)
    entry.import_list()
    results.make_report("en")
    qtbot.waitUntil(lambda: len(upon) == 2)
    assert [type(page) for page in laid] == [EntryPage, ResultsPage]
    assert [type(page) for page in upon] == [ImportAnswersPage, PreviewPage]
    for page in upon:
        qtbot.addWidget(page)
