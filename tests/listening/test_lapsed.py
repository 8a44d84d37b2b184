"""Who did not renew: the same people as in the statistics, the sheet for them, and their answers typed in fast."""

import datetime
import io

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from assoc_desktop.actions.records import Action
from assoc_desktop.language import speak
from assoc_desktop.listening.conversations import ConversationData, save_conversation
from assoc_desktop.listening.lapsed.documents.call_sheet import call_list, call_sheets
from assoc_desktop.listening.lapsed.forms.entry_page import EntryPage
from assoc_desktop.listening.lapsed.listing import lapsed_ids, lapsed_rows, not_renewed, seasons_to_renew
from assoc_desktop.listening.lapsed.results import Result, Talk, save_result
from assoc_desktop.listening.records import REASONS, Conversation
from assoc_desktop.members.consents import save_consent
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.members.rules import record_leaving
from assoc_desktop.members.statistics.rules.asking import question_for
from assoc_desktop.members.statistics.rules.renewals import renewals
from assoc_desktop.refusals import Invalid, Refused
from tests.hostile import HOSTILE
from tests.screens import answer, button, click, press, texts_shown, type_text

DAY = datetime.timedelta(days=1)


@pytest.fixture
def people(save, enrol, today):
    """Who renewed, who did not, who died, who refuses calls, who has no telephone."""
    found = {}
    for name, labels, phones in (
        ("Renewed", ("2025", "2026"), ["+237650000001"]),
        ("Lapsed", ("2025",), ["+237650000002"]),
        ("Dead", ("2025",), ["+237650000003"]),
        ("Silent", ("2025",), ["+237650000004"]),
        ("Nophone", ("2025",), []),
    ):
        found[name] = save(
            family_name=name, given_name="A.", phones=phones, joined_on=datetime.date(2025, 1, 1)
        )
        for label in labels:
            enrol(found[name], label)
    record_leaving(found["Dead"], "deceased_on", today - DAY, today=today)
    save_consent(found["Silent"], "phone", False, today, today=today)
    return found


def named(ids):
    return [Member.get_by_id(each).family_name for each in ids]


def test_they_are_those_of_the_statistics(people, seasons, today):
    _first, second = renewals(seasons["2026"], seasons["2025"], question_for(seasons["2026"], today))
    (number,) = [line.count for line in second.lines if line.keys == ("not_renewed",)]
    ids = lapsed_ids(seasons["2026"], today, view="")
    assert len(ids) == number == 3
    raw = {
        row.member_id
        for row in Membership.select().where(Membership.season == seasons["2025"])
        if not Membership.select()
        .where((Membership.season == seasons["2026"]) & (Membership.member == row.member_id))
        .exists()
        and row.ends_on < today
        and row.member.deceased_on is None
    }
    assert set(ids) == raw
    assert lapsed_ids(seasons["2025"], today) == []
    assert lapsed_rows(seasons["2025"], ids) == []
    assert not_renewed(seasons["2025"], today).ids == ()
    assert seasons_to_renew() == [seasons["2026"]]


def test_who_refuses_calls_or_has_no_telephone_is_to_be_visited(people, seasons, today):
    season = seasons["2026"]
    assert named(lapsed_ids(season, today, view="call")) == ["Lapsed"]
    assert named(lapsed_ids(season, today, view="visit")) == ["Nophone", "Silent"]
    assert [row.no_calls for row in lapsed_rows(season, lapsed_ids(season, today))] == [False, False, True]
    assert named(lapsed_ids(season, today, typed="nopho")) == ["Nophone"]


def test_who_was_talked_to_is_left_out(people, seasons, today):
    season = seasons["2026"]
    talk = ConversationData(people["Lapsed"], "", "lapsed", today, "Ben", "phone", "Yes", season_id=season.id)
    save_conversation(talk, today=today)
    early = ConversationData(people["Silent"], "", "member", datetime.date(2025, 12, 31), words="Fine")
    save_conversation(early, today=today)
    assert named(lapsed_ids(season, today)) == ["Nophone", "Silent"]
    assert named(lapsed_ids(season, today, view="talked")) == ["Lapsed"]
    known = not_renewed(season, today)
    assert (len(known.ids), known.talked) == (3, {people["Lapsed"]})
    for view in ("", "open", "call", "visit", "talked"):
        assert lapsed_ids(season, today, view=view, known=known) == lapsed_ids(season, today, view=view)
    (row,) = lapsed_rows(season, [people["Lapsed"]])
    assert row.talked_on == today


@pytest.mark.parametrize(
    ("result", "field"),
    [
        (Result("10"), "stated"),
        (Result("0"), "stated"),
        (Result("x"), "stated"),
        (Result("1", "6"), "satisfaction"),
        (Result(), "words"),
        (Result("1", follow_up="", who="Ben"), "action_text"),
    ],
)
def test_what_cannot_be_read_is_told(people, seasons, today, result, field):
    with pytest.raises(Invalid) as told:
        save_result(people["Lapsed"], result, Talk(seasons["2026"], today, "Ben"), today=today)
    assert list(told.value.problems) == [field]
    assert not Conversation.select().exists()


def test_every_reason_has_its_number(people, seasons, today):
    for number, key in enumerate(REASONS, 1):
        kept = save_result(
            people["Lapsed"], Result(str(number), "5"), Talk(seasons["2026"], today, "Ben"), today=today
        )
        assert (kept.stated, kept.satisfaction, kept.whom) == (key, 5, "lapsed")


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_sheet_has_a_page_for_each_with_questions_and_reasons(people, seasons, today, code):
    from assoc_desktop.association.records import Association

    Association.update(language=code).execute()
    speak("en")
    ids = lapsed_ids(seasons["2026"], today)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(call_sheets(seasons["2026"], ids))).pages]
    assert len(pages) == 3
    wanted = {
        "en": ("Why did you not renew?", "1. Cannot afford it", "9. Other", "no calls: visit or write"),
        "fr": ("Pourquoi n’avez-vous pas renouvelé", "1. ", "9. Autre", "pas d’appel"),
    }[code]
    assert all(words in "".join(pages) for words in wanted)
    assert "6 50 00 00 04" not in "".join(pages)
    assert "6 50 00 00 02" in "".join(pages)
    listed = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(call_list(seasons["2026"], ids))).pages
    )
    assert "A. Silent" in listed
    for make in (call_sheets, call_list):
        with pytest.raises(Refused):
            make(seasons["2026"], [])


def test_hostile_names_are_printed_whole_pages(save, enrol, seasons, today):
    for text in HOSTILE[3:14]:
        name = text[:100].replace("\n", " ").strip() or "x"
        try:
            enrol(save(family_name=name, joined_on=datetime.date(2025, 1, 1)), "2025")
        except Invalid:
            continue
    ids = lapsed_ids(seasons["2026"], today)
    assert ids
    assert len(PdfReader(io.BytesIO(call_sheets(seasons["2026"], ids))).pages) == len(ids)


def test_answers_are_typed_in_one_after_the_other(people, seasons, desk, show_place, today, qtbot):
    tab = show_place(desk, "lapsed")
    place = tab.place()
    assert named(place.table.model.ids) == ["Lapsed", "Nophone", "Silent"]
    click(button(tab, "Type in answers"))
    page = tab.top()
    type_text(page.by_whom.target(), "Ben")
    type_text(page.lines["reason"], "12")
    press(page.lines["reason"], Qt.Key.Key_Return)
    assert "Type the number of a reason, 1 to 9." in texts_shown(page)
    press(page.lines["reason"], Qt.Key.Key_Backspace)
    press(page.lines["reason"], Qt.Key.Key_Tab)
    assert page.lines["satisfaction"].hasFocus()
    type_text(page.lines["satisfaction"], "2")
    type_text(page.lines["words"], "Trop cher")
    type_text(page.lines["follow_up"], "Ask the fund")
    press(page.lines["follow_up"], Qt.Key.Key_Return)
    kept = Conversation.get()
    assert (kept.member_id, kept.stated, kept.satisfaction) == (people["Lapsed"], "cost", 2)
    assert (kept.words, kept.by_whom, kept.way, kept.day) == ("Trop cher", "Ben", "phone", today)
    assert Action.get().text == "Ask the fund"
    assert page.lines["reason"].text() == ""
    assert page.lines["reason"].hasFocus()
    press(page.lines["reason"], Qt.Key.Key_PageDown)
    type_text(page.lines["reason"], "3")
    press(page.lines["reason"], Qt.Key.Key_Return)
    assert Conversation.select().where(Conversation.member == people["Silent"]).get().stated == "distance"
    assert "That was the last one." in texts_shown(page)
    press(page.keep_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tab.top() is tab.bottom)
    qtbot.waitUntil(lambda: named(place.table.model.ids) == ["Nophone"])
    assert "2 of 3 who did not renew were talked to" in place.sums.text()


def test_what_is_typed_of_somebody_is_not_lost_unasked(people, desk, show_place):
    tab = show_place(desk, "lapsed")
    click(button(tab, "Type in answers"))
    page = tab.top()
    type_text(page.lines["words"], "Trop cher")
    for leave in (page.skip, page.go_back, page.leave):
        asked = answer("Stay on the page")
        leave()
        assert "Save the changes?" in asked[0]
        assert (tab.top(), page.lines["words"].text()) == (page, "Trop cher")
    answer("Save")
    assert page.may_leave()
    # The window may ask more than once before it closes: what was saved is saved once.
    assert page.may_leave()
    assert [row.words for row in Conversation.select()] == ["Trop cher"]
    page.skip()
    type_text(page.due_on.line, "1/6")
    answer("Discard")
    page.leave()
    assert tab.top() is tab.bottom
    assert Conversation.select().count() == 1


def test_who_is_gone_meanwhile_is_passed_over(people, seasons, desk, qtbot):
    page = EntryPage(desk, seasons["2026"], [10**9, people["Lapsed"], 10**9 + 1])
    qtbot.addWidget(page)
    page.show()
    assert {"A. Lapsed", "1 of 2"} <= set(texts_shown(page))
    page.skip()
    assert "That was the last one." in texts_shown(page)
    page.go_back()
    assert {"A. Lapsed", "1 of 1"} <= set(texts_shown(page))
