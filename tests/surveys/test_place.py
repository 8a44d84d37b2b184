"""The place for surveys, walked with real keys and clicks: begin, build, ask, open, print, close, a further round."""

import io
import re

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from assoc_desktop.association.records import present_season
from assoc_desktop.cli.parser import run
from assoc_desktop.language import speak
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.rules import category_named
from assoc_desktop.surveys.asking import invite, invited
from assoc_desktop.surveys.building import (
    close_survey,
    open_survey,
    questions_of,
    sections_of,
    survey_named,
    the_survey,
)
from assoc_desktop.surveys.forms.asked import AskedPage
from assoc_desktop.surveys.forms.builder import BuilderPage
from assoc_desktop.surveys.forms.entry import EntryPage
from assoc_desktop.surveys.records import Survey, SurveyResponse, SurveyToken
from assoc_desktop.surveys.tab.details import next_in_words
from assoc_desktop.surveys.tab.places import PLACES
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.places import PlacesTab
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    labels_that_read_markup,
    message_at,
    paste,
    press,
    retype,
    show_page,
    texts_shown,
    type_text,
)
from tests.surveys.conftest import HOSTILE, make_survey


@pytest.fixture
def tab(desk, qtbot):
    """The place for surveys in a tab, on an association without surveys."""
    tab = show_page(qtbot, PlacesTab(desk, PLACES, "Listening"), 1093, 540)
    yield tab
    tab.go()


@pytest.fixture
def place(tab):
    """The place itself."""
    return tab.place()


def names(place):
    return [row.name for row in place.surveys.values()]


def chosen(place, survey):
    place.desk.changed.emit()
    place.table.select_id(survey.id)
    return place


def top(tab, kind, qtbot):
    """The page that is laid upon the tab, once it is."""
    qtbot.waitUntil(lambda: isinstance(tab.top(), kind))
    return tab.top()


def test_from_nothing_to_a_survey_with_questions(tab, place, qtbot):
    assert "No survey yet" in texts_shown(place)
    click(place.new_button)
    dialog = dialog_over(tab)
    click(button(dialog, "Begin"))
    assert message_at(dialog.page, "name") == "The survey needs a name."
    type_text(dialog.page.fields["name"].target(), "First")
    click(button(dialog, "Begin"))
    page = top(tab, BuilderPage, qtbot)
    builder = page.builder
    click(button(page, "Add question"))
    paste(builder.question_editor.texts[0], "Why?\nHow?")
    type_text(builder.question_editor.texts[1], "Pourquoi ?")
    builder.question_editor.required.click()
    click(button(page, "Save"))
    (question,) = questions_of(survey_named("First"))
    assert (question.kind, question.text_en, question.text_fr, question.required) == (
        "rating", "Why? How?", "Pourquoi ?", True,
    )  # fmt: skip
    assert tab.top() is tab.bottom
    assert names(place) == ["First"]


def test_a_ready_made_one_brings_name_and_mode(tab, place, qtbot):
    place.add()
    dialog = dialog_over(tab)
    box = dialog.page.begin.box
    box.setFocus()
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Down)
    assert any("learning without blame" in text for text in texts_shown(dialog))
    assert dialog.page.values()["mode"] == "token"
    click(button(dialog, "Begin"))
    survey = Survey.get()
    assert (survey.made_from, survey.name) == ("culture", "Culture of the association 2026")
    assert top(tab, BuilderPage, qtbot).title.text() == "Questions: Culture of the association 2026"


@pytest.fixture
def page(tab, place, qtbot, survey):
    """The builder on a survey with every kind of question."""
    chosen(place, survey)
    press(place.table.view, Qt.Key.Key_Return)
    return top(tab, BuilderPage, qtbot)


def lines(page):
    return [page.builder.list.item(row).text().strip() for row in range(page.builder.list.count())]


def test_moving_adding_and_removing_by_keys(page, survey):
    builder, alt = page.builder, Qt.KeyboardModifier.AltModifier
    for row in range(builder.list.count()):
        builder.list.setCurrentRow(row)
    assert not page.is_changed()
    assert lines(page)[:3] == ["Title and introduction", "Joining", "A1  How was joining?"]
    builder.list.setFocus()
    builder.list.setCurrentRow(4)
    press(builder.list, Qt.Key.Key_Down, alt)
    assert lines(page)[4:6] == ["The rest", "B1  What do you use?"]
    press(builder.list, Qt.Key.Key_Up, alt)
    assert lines(page)[4] == "A3  What do you use?"
    press(builder.list, Qt.Key.Key_Delete)
    assert [line for line in lines(page) if "What do you use" in line] == []
    builder.list.setCurrentRow(1)
    press(builder.list, Qt.Key.Key_Down, alt)
    assert lines(page)[1] == "The rest"
    click(button(page, "Add section"))
    type_text(builder.section_editor.titles[0], "Last")
    click(button(page, "Save"))
    assert [section.title_en for section in sections_of(survey)] == ["The rest", "Joining", "Last"]
    assert [question.code for question in questions_of(survey)][-2:] == ["B1", "B2"]


def test_choices_are_lines_and_keep_what_they_stand_for(page, survey):
    builder = page.builder
    before = questions_of(survey)[2].choices
    builder.list.setCurrentRow(4)
    english, french = builder.question_editor.choices
    english.setPlainText("News\nTraining\nLoans\nAdvice\n")
    french.setPlainText("Nouvelles\nFormation\nPrêts\n")
    click(button(page, "Save"))
    after = questions_of(survey)[2].choices
    assert [(each.position, each.text_en, each.text_fr) for each in after] == [
        (1, "News", "Nouvelles"), (2, "Training", "Formation"), (3, "Loans", "Prêts"), (4, "Advice", ""),
    ]  # fmt: skip
    assert [each.id for each in after[:3]] == [before[2].id, before[0].id, before[1].id]


def test_the_sample_shows_the_question_as_printed(page, qtbot):
    page.builder.list.setCurrentRow(2)
    editor = page.builder.question_editor
    qtbot.waitUntil(lambda: not editor.sample.pixmap().isNull())
    before = editor.sample.pixmap().toImage()
    editor.kind.setCurrentIndex(editor.kind.findData("recommend"))
    editor.kind.activated.emit(editor.kind.currentIndex())
    qtbot.waitUntil(lambda: editor.sample.pixmap().toImage() != before)


def test_what_cannot_stand_is_told_and_gone_to(page):
    builder = page.builder
    builder.list.setCurrentRow(3)
    builder.question_editor.texts[0].setPlainText("x" * 401)
    builder.list.setCurrentRow(0)
    click(button(page, "Save"))
    assert any("longer than 400 signs" in text for text in texts_shown(page))
    assert builder.list.currentRow() == 3
    builder.list.setCurrentRow(0)
    retype(builder.survey_editor.name, " ")
    builder.question_editor.texts[0].setPlainText("x")
    click(button(page, "Save"))
    assert any("needs a name" in text for text in texts_shown(page))


def test_a_draft_is_brought_back(page, tab, place, survey, qtbot):
    page.builder.list.setCurrentRow(2)
    retype(page.builder.question_editor.texts[0], "Lost and found")
    page._keep_draft()
    tab.close_pages()
    chosen(place, survey)
    click(button(place, "Edit questions…"))
    again = top(tab, BuilderPage, qtbot)
    click(button(again, "Bring it back"))
    assert "A1  Lost and found" in lines(again)
    answer("Discard")
    press(again, Qt.Key.Key_Escape)
    assert questions_of(survey)[0].text_en == "How was joining?"


def test_asking_for_groups(page, make_members, today):
    texts = answer("Close")
    page.builder.add_groups("region")
    assert any("Leave this question out" in text for text in texts)
    ids = [*make_members(6, region="North"), *make_members(6, region="South")]
    enrol(ids, present_season(today), category_named("Individual"))
    builder = page.builder
    builder.list.setCurrentRow(1)
    builder.add_groups("region")
    assert lines(page)[2].startswith("A1  Which region")
    assert not builder.question_editor._choices_box.isVisible()
    builder.list.setCurrentRow(0)
    builder.survey_editor.mode.setCurrentIndex(0)
    builder.survey_editor.mode.activated.emit(0)
    click(button(page, "Save"))
    assert any("known from the member" in text for text in texts_shown(page))


def test_asked_opened_printed_and_closed(tab, place, qtbot, make_members, today):
    ids = make_members(3)
    enrol(ids, present_season(today), category_named("Individual"))
    save_filter("Douala", Group(True, (Condition("town", "is", ("Douala",)),)))
    survey = make_survey(mode="token")
    chosen(place, survey)
    click(button(place, "Who is asked…"))
    dialog = dialog_over(tab)
    assert "3 members are asked." in texts_shown(dialog)
    who = dialog.page.who
    who.set_value(next(value for value in who._values if str(value).startswith("filter")))
    who.changed.emit()
    assert "1 member is asked." in texts_shown(dialog)
    click(button(dialog, "Ask them"))
    assert len(invited(survey)) == 1
    texts = answer("Open the survey")
    click(button(place, "Open"))
    assert "its questions stand" in texts[1]
    assert the_survey(survey).state == "open"
    answer("Draw the codes")
    click(button(place, "Print forms…"))
    preview = top(tab, PreviewPage, qtbot)
    text = PdfReader(io.BytesIO(preview.preview._content)).pages[0].extract_text()
    assert re.search(r"\w{4}-\w{4}-\w{4}", text)
    assert SurveyToken.select().count() == 1
    tab.close_pages()
    answer("Draw new codes")
    click(button(place, "Print forms…"))
    top(tab, PreviewPage, qtbot)
    assert SurveyToken.select().count() == 1
    tab.close_pages()
    click(button(place, "Type in answers…"))
    top(tab, EntryPage, qtbot)
    tab.close_pages()
    click(button(place, "Close the survey"))
    assert the_survey(survey).state == "closed"
    click(button(place, "Further round…"))
    dialog = dialog_over(tab)
    type_text(dialog.page.fields["name"].target(), "Later")
    click(button(dialog, "Begin"))
    top(tab, BuilderPage, qtbot)
    assert survey_named("Later").previous == survey


def test_nobody_is_asked_twice(tab, place, make_members, today, survey):
    ids = make_members(2)
    invite(survey, ids[:1], today)
    chosen(place, survey)
    place.show_choice({"survey": survey.id, "ask": (ids[0],)})
    dialog = dialog_over(tab)
    click(button(dialog, "Ask them"))
    assert message_at(dialog.page, "who") == "Nobody of them is to be asked."
    assert "0 members are asked.\nLeft out: Asked already (1)" in texts_shown(dialog)
    dialog.page.closed.emit()
    place.show_choice({"ask": (ids[1],)})
    click(button(dialog_over(tab), "Ask them"))
    assert sorted(invited(survey)) == ids
    assert place.to_ask == ()


def test_members_chosen_in_the_list_are_asked_in_the_survey_that_is_meant(tab, place, make_members, today):
    """Several are handed over at once by the members' menu; a survey that takes nobody is not offered."""
    ids = make_members(5)
    told = answer("Close")
    place.show_choice({"ask": tuple(ids[:3])})
    assert any("no survey yet to ask them in" in text for text in told)
    surveys = [make_survey(name) for name in ("First", "Second", "Over")]
    close_survey(open_survey(surveys[2], today), today)
    place.read_again()
    place.table.select_id(surveys[2].id)
    place.show_choice({"ask": tuple(ids[:3])})
    form = dialog_over(tab).page
    assert [form.survey.box.itemText(n) for n in range(form.survey.box.count())] == ["Second", "First"]
    form.survey.set_value(surveys[0].id)
    assert "3 members are asked." in texts_shown(dialog_over(tab))
    click(button(dialog_over(tab), "Ask them"))
    assert (sorted(invited(surveys[0])), invited(surveys[1])) == (ids[:3], [])
    assert place.chosen().name == "First"


def test_the_list_of_those_asked(tab, place, qtbot, make_members, today):
    ids = make_members(3)
    survey = make_survey(mode="named")
    invite(survey, ids, today)
    open_survey(survey, today)
    SurveyResponse.create(survey=survey, member=ids[1], answered_on=today)
    chosen(place, survey)
    click(button(place, "Who is asked…"))
    page = top(tab, AskedPage, qtbot)
    table = page.pane.table
    assert [row.texts["answered"] for row in page.pane._read().values()] == ["14/05/2026", "", ""]
    table.select_id(ids[1])
    answer("Close")
    click(button(page, "Take off"))
    assert len(invited(survey)) == 3
    table.select_id(ids[0])
    click(button(page, "Take off"))
    assert len(table.model.ids) == 2
    table.select_id(ids[2])
    click(button(page, "Print their forms…"))
    preview = top(tab, PreviewPage, qtbot)
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(preview.preview._content)).pages]
    assert all("Kwam2" in each for each in pages)


def test_of_an_anonymous_survey_nobody_knows_who_answered(tab, place, qtbot, make_members, today, survey):
    invite(survey, make_members(1), today)
    chosen(place, survey)
    click(button(place, "Who is asked…"))
    page = top(tab, AskedPage, qtbot)
    assert "Who of them answered is known to nobody." in texts_shown(page)
    click(button(page, "Ask more…"))
    assert dialog_over(tab).page.title.text() == "Who is asked"
    dialog_over(tab).page.closed.emit()


def test_removed_and_refused(tab, place, qtbot, survey):
    answer("Remove")
    chosen(place, survey)
    click(button(place, "Remove…"))
    assert names(place) == []
    empty = make_survey("Empty", sections=[])
    chosen(place, empty)
    texts = answer("Open the survey", "Close")
    click(button(place, "Open"))
    assert any("asks nothing yet" in text for text in texts)


def test_the_form_to_look_at_before_it_is_open(tab, place, qtbot, survey):
    chosen(place, survey)
    place.print_now()
    preview = top(tab, PreviewPage, qtbot)
    assert len(PdfReader(io.BytesIO(preview.preview._content)).pages) == 2


def test_what_people_typed_is_no_markup_and_every_state_says_what_comes_next(tab, place, today):
    survey = make_survey(HOSTILE, "token")
    chosen(place, survey)
    assert labels_that_read_markup(place, "<b>") == []
    told = [next_in_words(place.chosen())]
    open_survey(survey, today)
    chosen(place, survey)
    told.append(next_in_words(place.chosen()))
    assert told[0].startswith("Next: look at the form")
    assert told[1].startswith("Next: say who is asked")


# The command line


def test_forms_from_the_command_line(file, make_members, today, tmp_path, capsys):
    token, named = make_survey("T", "token"), make_survey("N", "named")
    for survey in (token, named):
        invite(survey, make_members(2, languages="en"), today)
        open_survey(survey, today)
    make_survey("D")
    path = str(file.path)
    file.close()
    speak("en")

    def ran(*words):
        out = tmp_path / "out.pdf"
        out.unlink(missing_ok=True)
        done = run(["survey", path, *words, "-o", str(out)])
        told = capsys.readouterr()
        pages = [page.extract_text() for page in PdfReader(out).pages] if out.exists() else []
        return done, told.err, pages

    done, _told, pages = ran("T", "--form")
    assert (done, len(pages), sum(bool(re.search(r"\w{4}-\w{4}-\w{4}", page)) for page in pages)) == (0, 2, 2)
    assert ran("T", "--form")[0] == 1
    assert len(ran("T", "--form", "--anew")[2]) == 2
    assert any("Kwam1" in page for page in ran("N", "--form")[2])
    assert len(ran("D", "--form")[2]) == 2
    assert ran("X", "--form")[0] == 1
    assert run(["survey", path, "T", "--form", "-o", str(tmp_path / "no" / "o.pdf")]) == 1
