"""The paper form: whole, in the member's language, with boxes that a pen hits and codes that the file knows."""

import io
import itertools
import re

import pytest
from pypdf import PdfReader

from assoc_desktop.association.records import Association, the_association
from assoc_desktop.pdf.pages import MM
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.surveys.asking import codes_drawn, invite
from assoc_desktop.surveys.building import Choice, Question, Section, open_survey, questions_of
from assoc_desktop.surveys.documents import forms
from assoc_desktop.surveys.documents.forms import blank_form_pdf, forms_pdf
from assoc_desktop.surveys.documents.receivers import Form, forms_for, forms_with_codes
from assoc_desktop.surveys.ready_made import make_ready, ready_made
from assoc_desktop.surveys.tokens import usable_token
from tests.surveys.conftest import HOSTILE, SECTIONS, make_survey


def pages_of(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_named_forms_by_town_in_each_ones_language(file, make_members, today):
    english, french = make_members(1, languages="en"), make_members(1, languages="es,fr")
    survey = open_survey(make_survey(mode="named"), today)
    invite(survey, [*english, *french], today)
    told = [(form.name, form.language, bool(form.number), form.code) for form in forms_for(survey)]
    assert sorted(told) == [("Awa Kwam0", "en", True, ""), ("Awa Kwam0", "fr", True, "")]
    pages = pages_of(forms_pdf(survey, forms_for(survey)))
    by_language = {"How was joining? *" in page: page for page in pages if "A1" in page}
    assert "Comment s’est passée l’adhésion\u00a0? *" in by_language[False].replace(" ?", "\u00a0?")
    assert "Awa Kwam0" in by_language[True]
    assert "not at all likely" in by_language[True]
    assert forms_for(survey, english)[0].language == "en"


def test_every_code_stands_once_in_order_with_all_choices(survey):
    text = "\n".join(pages_of(forms_pdf(survey, [Form("en")])))
    codes = [question.code for question in questions_of(survey)]
    assert re.findall(r"^[AB]\d(?!\d)", text, flags=re.MULTILINE) == codes
    for words in (
        "Training",
        "Loans",
        "News",
        "Monday",
        "Yes",
        "No",
        "day / month / year",
        "Tick all that apply.",
    ):
        assert words in text
    assert "Please do not write your name." in text
    assert "Page 1 of 1" in text


def test_boxes_are_large_enough_for_a_pen(survey):
    (page,) = PdfReader(io.BytesIO(forms_pdf(survey, [Form("en")]))).pages
    stream = page.get_contents().get_data().decode()
    boxes = re.findall(r"[\d.]+ [\d.]+ ([\d.]+) ([\d.]+) re S", stream)
    # 5 of the rating, 2, 3, 11 of the recommendation, 2.
    assert len(boxes) == 23
    assert all(float(side) >= 4.5 * MM for box in boxes for side in box)


def test_every_form_has_a_code_of_its_own_that_the_file_knows(file, make_members, today):
    survey = make_survey(mode="token")
    invite(survey, make_members(3, languages="en"), today)
    survey = open_survey(survey, today)
    made = forms_with_codes(survey)
    pages = pages_of(forms_pdf(survey, made))
    codes = [re.findall(r"\b\w{4}-\w{4}-\w{4}\b", page) for page in pages]
    assert [each[0] for each in codes] == [form.code for form in made]
    assert len({form.code for form in made}) == codes_drawn(survey) == 3
    assert all(usable_token(survey, form.code) for form in made)
    assert not any("Kwam" in page for page in pages)
    assert forms_with_codes(survey) == []


def test_lost_forms_are_printed_anew_and_late_ones_added(file, make_members, today):
    ids = make_members(5)
    survey = make_survey(mode="token")
    invite(survey, ids[:3], today)
    survey = open_survey(survey, today)
    first = forms_with_codes(survey)
    token = usable_token(survey, first[0].code)
    token.used = True
    token.save()
    again = forms_with_codes(survey, anew=True)
    assert len(again) == 2
    with pytest.raises(Refused, match="none of this survey"):
        usable_token(survey, first[1].code)
    invite(survey, ids[3:], today)
    assert len(forms_with_codes(survey)) == 2
    assert codes_drawn(survey) == 5


def test_the_code_is_read_from_the_paper(file, make_members, today):
    import numpy
    import pypdfium2
    import zxingcpp

    survey = make_survey(mode="token")
    invite(survey, make_members(1), today)
    (form,) = forms_with_codes(open_survey(survey, today))
    page = pypdfium2.PdfDocument(forms_pdf(survey, [form]))[0]
    (found,) = zxingcpp.read_barcodes(numpy.array(page.render(scale=2).to_pil().convert("L")))
    assert found.text.strip() == form.code


@pytest.mark.parametrize("key", ["joining", "benefits", "culture", "workshop"])
def test_ready_made_forms_in_both_languages(file, key):
    survey = make_ready(ready_made()[key], key)
    pages = pages_of(blank_form_pdf(survey))
    text = "\n".join(pages)
    assert "Cochez" in text and "Tick the box" in text
    assert 2 <= len(pages) <= 6


def test_hostile_and_long_texts_stay_on_the_page(file):
    questions = (
        Question("one", HOSTILE * 5, choices=tuple(Choice(f"{HOSTILE * 5} {n}") for n in range(36))),
        Question("several", "W" * 399, choices=tuple(Choice("w" * 400) for _n in range(3))),
    )
    survey = make_survey(HOSTILE, "named", [Section(HOSTILE * 4, questions=questions), *SECTIONS])
    made = [Form("en", HOSTILE * 3, "17"), Form("en")]
    reader = PdfReader(io.BytesIO(forms_pdf(survey, made)))
    seen = []
    for page in reader.pages:
        width, height = page.mediabox.width, page.mediabox.height

        def look(text, matrix, tm, *_rest, width=width, height=height):
            x = tm[4] * matrix[0] + matrix[4]
            y = tm[5] * matrix[3] + matrix[5]
            if text.strip():
                seen.append((0 <= x <= width, 10 <= y <= height))

        page.extract_text(visitor_text=look)
    assert seen
    assert all(x and y for x, y in seen)


def test_no_question_is_torn_and_no_heading_stands_alone(file):
    sections = [
        Section(f"Part {number}", questions=tuple(Question("text", "Why? " * 20) for _each in range(3)))
        for number in range(9)
    ]
    survey = make_survey(sections=sections)
    asked = 0
    for page in pages_of(forms_pdf(survey, [Form("en")])):
        lines = [line for line in page.splitlines() if line.strip()]
        assert not any(
            line.startswith("Part") and following.startswith("Page")
            for line, following in itertools.pairwise(lines)
        )
        codes = re.findall(r"^[A-I]\d(?!\d)", page, flags=re.MULTILINE)
        assert page.count("Why?") == 20 * len(codes)
        asked += len(codes)
    assert asked == 27


def test_letter_paper_where_the_country_has_it(survey):
    with operation("Move"):
        Association.update(country="US").execute()
    assert the_association().conventions.paper() == "Letter"
    box = PdfReader(io.BytesIO(forms_pdf(survey, [Form("en")]))).pages[0].mediabox
    assert (box.width, box.height) == (612, 792)


def test_nobody_is_asked_and_nothing_is_asked(file):
    with pytest.raises(Refused, match="nobody is asked yet"):
        forms_pdf(make_survey(), [])
    with pytest.raises(Refused, match="asks nothing yet"):
        blank_form_pdf(make_survey("Empty", sections=[]))


def test_progress_may_cancel(survey):
    told = []
    forms.forms_pdf(survey, [Form("en")] * 21, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 21), (20, 21)]
