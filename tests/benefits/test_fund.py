"""The solidarity fund: requests, decisions, what is left; and that the books never say who was helped."""

from __future__ import annotations

import datetime
import io
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.fund.criteria import criteria, save_criteria
from assoc_desktop.benefits.fund.documents.letter import decision_letter
from assoc_desktop.benefits.fund.listing import read_funds, read_requests
from assoc_desktop.benefits.fund.report import fund_report
from assoc_desktop.benefits.fund.requests import (
    Decision,
    RequestData,
    check_request,
    data_of,
    decide,
    met_by,
    remove_request,
    request_with,
    save_request,
    state_of,
    take_grant_back,
    timeline_source,
    waiting_requests,
)
from assoc_desktop.benefits.records import SolidarityCriterion, SolidarityMet, SolidarityRequest
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.erasing.documents.disclosure import disclosure
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.disclosing import held_on
from assoc_desktop.members.memberships import CategoryData, memberships_of, save_category
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import read_member, save_member
from assoc_desktop.members.telling import told_history
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, text_of
from assoc_desktop.treasury.records import Entry
from assoc_desktop.treasury.subsidies import SubsidyData, give, left_in
from tests.benefits.conftest import TODAY, Club
from tests.hostile import HOSTILE

DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="session")
def helped_template(club_template, tmp_path_factory):
    """The file of `helped`, made once."""
    path = shutil.copy(club_template, tmp_path_factory.mktemp("helped") / "club.assoc")
    with open_file(path, SCHEMA):
        club = Club(made=True)
        paying = save_category(CategoryData("Paying", fee=5000))
        for name in ("Cleo", "Dan", "Eve"):
            club.member(name, paying)
        club.fund, club.cash = first_account("fund").id, first_account("cash").id
        fill(club, 12_000)
        save_criteria(["Far away", "No work"])
    return path


@pytest.fixture
def helped(helped_template, tmp_path):
    """The club with dues of 5,000 in a category of their own, three members in it, and 12,000 in the fund."""
    with open_file(shutil.copy(helped_template, tmp_path / "club.assoc"), SCHEMA):
        club = Club(made=True)
        club.paying = Category.get(name="Paying")
        club.cleo, club.dan, club.eve = (Member.get(family_name=name).id for name in ("Cleo", "Dan", "Eve"))
        club.fund, club.cash = first_account("fund").id, first_account("cash").id
        club.far, club.work = (each.id for each in criteria())
        yield club


def fill(club, amount):
    post(Draft("income", TODAY, (Line(club.cash, amount), Line(club.fund, -amount))), today=TODAY)


def ask(club, member_id=None, **values):
    own = {"words": "Please help.", "asked_on": TODAY, "asked": 3000, **values}
    return save_request(RequestData(member_id or club.cleo, club.season.id, **own), today=TODAY).id


def grant(club, request_id, amount=3000, **values):
    own = {"by": "Board", "on": TODAY, "account_id": club.fund, **values}
    return decide(request_id, Decision(amount, **own), today=TODAY, say=club.say)


def left(club):
    (fund,) = read_funds()
    assert fund.left == left_in(club.fund)
    return fund.left


def test_a_grant_lowers_the_dues_by_one_operation(helped):
    asked = ask(helped, met=(helped.far,), kind="remote")
    assert (waiting_requests(), met_by(asked)) == (1, (helped.far,))
    before = Entry.select().count()
    grant(helped, asked, reason="She teaches at home.")
    request = request_with(asked)
    assert (state_of(request), request.membership_id) == ("granted", memberships_of(helped.cleo)[0].id)
    assert [(due.due, due.paid, due.left) for due in dues_of([helped.cleo])] == [(5000, 3000, 2000)]
    assert (left(helped), waiting_requests(), Entry.select().count()) == (9000, 0, before + 1)
    assert check_books() == [] and last_undoable().label != "Grant the request of {name}"
    assert text_of(Entry.select().order_by(Entry.id.desc()).get()) == f"Remote member, {helped.season.label}"


def test_what_the_member_said_is_not_in_the_books(helped):
    asked = ask(helped, words="My secret")
    grant(helped, asked, reason="Their secret")
    take_grant_back(asked, today=TODAY)
    told = " ".join(text_of(each) + each.reason for each in Entry.select())
    assert not any(word in told for word in ("secret", "Cleo"))


def test_a_grant_that_is_taken_back_shows_in_the_request(helped):
    asked = ask(helped)
    with pytest.raises(Refused, match="no grant"):
        take_grant_back(asked, today=TODAY)
    grant(helped, asked)
    with pytest.raises(Refused, match="Take the grant back"):
        grant(helped, asked)
    take_grant_back(asked, today=TODAY)
    assert (state_of(request_with(asked)), read_requests()[asked].standing) == ("back", 0)
    assert (left(helped), dues_of([helped.cleo])[0].left) == (12_000, 5000)
    grant(helped, asked, 1000)
    assert (read_requests()[asked].state, read_requests()[asked].standing, left(helped)) == (
        "granted",
        1000,
        11_000,
    )


def test_a_refusal_needs_a_reason_and_is_undone(helped):
    asked = ask(helped)
    with pytest.raises(Invalid) as refused:
        decide(asked, Decision(0, "Board", TODAY), today=TODAY, say=helped.say)
    assert list(refused.value.problems) == ["reason"]
    decide(asked, Decision(0, "Board", TODAY, "Helped last year"), today=TODAY, say=helped.say)
    assert (state_of(request_with(asked)), left(helped)) == ("refused", 12_000)
    with pytest.raises(Refused, match="was decided"):
        remove_request(asked)
    undo(last_undoable().id)
    assert state_of(request_with(asked)) == "open"
    remove_request(asked)
    with pytest.raises(Refused, match="no longer there"):
        request_with(asked)
    undo(last_undoable().id)
    assert request_with(asked).words == "Please help."


DECISIONS = [
    ({"by": " "}, "by"),
    ({"on": None}, "on"),
    ({"on": TODAY + DAY}, "on"),
    ({"on": TODAY - DAY}, "on"),
    ({"amount": None}, "granted"),
    ({"amount": 5001}, "granted"),
    ({"amount": -1}, "granted"),
    ({"account_id": None}, "account_id"),
    ({"account_id": 1}, "account_id"),
]


def test_what_a_decision_must_say(helped):
    asked = ask(helped)
    for values, field in DECISIONS:
        with pytest.raises(Invalid) as refused:
            grant(helped, asked, **values)
        assert list(refused.value.problems) == [field]
    assert state_of(request_with(asked)) == "open" and left(helped) == 12_000


def test_a_fund_gives_no_more_than_is_left(helped):
    for member_id in (helped.cleo, helped.dan):
        grant(helped, ask(helped, member_id), 5000)
    with pytest.raises(Invalid) as refused:
        grant(helped, ask(helped, helped.eve))
    assert "is left in" in refused.value.problems["account_id"]


def test_only_who_is_enrolled_can_be_granted(helped):
    guest = save_member(MemberData(family_name="Fay"), today=TODAY, conventions=helped.say)
    with pytest.raises(Invalid) as refused:
        grant(helped, ask(helped, guest.id))
    assert "is not enrolled" in refused.value.problems["granted"]


REQUESTS = [
    ({"member_id": None}, "member_id"),
    ({"season_id": None}, "season_id"),
    ({"kind": "rich"}, "kind"),
    ({"words": "x" * 4001}, "words"),
    ({"asked_on": None}, "asked_on"),
    ({"asked_on": TODAY + DAY}, "asked_on"),
    ({"asked": -1}, "asked"),
]


def test_what_a_request_must_say(helped):
    for values, field in REQUESTS:
        own = {"member_id": helped.cleo, "season_id": helped.season.id, "asked_on": TODAY, **values}
        assert list(check_request(RequestData(**own), today=TODAY)) == [field]
        with pytest.raises(Invalid):
            save_request(RequestData(**own), today=TODAY)


def test_one_request_of_a_member_in_a_season(helped):
    asked = ask(helped)
    with pytest.raises(Invalid, match="already"):
        ask(helped)
    data = data_of(request_with(asked))
    changed = RequestData(data.member_id, data.season_id, "student", "Other", TODAY, 0, (helped.work,))
    save_request(changed, today=TODAY, request_id=asked)
    assert data_of(request_with(asked)) == changed
    grant(helped, asked)
    with pytest.raises(Refused, match="was decided"):
        save_request(changed, today=TODAY, request_id=asked)


def test_criteria_keep_the_words_requests_were_judged_by(helped):
    ask(helped, met=(helped.far, 1))
    save_criteria(["No WORK", "New"])
    assert [each.text for each in criteria()] == ["No WORK", "New"]
    assert [each.text for each in criteria(archived=True)] == ["No WORK", "New", "Far away"]
    save_criteria(["Far away"])
    assert [(each.id, each.archived) for each in criteria(archived=True)] == [(helped.far, False)]
    for wrong in (["x", "X"], [" "], ["x" * 121]):
        with pytest.raises(Invalid):
            save_criteria(wrong)
    assert SolidarityMet.select().count() == 1


def test_the_list_finds_and_filters(helped):
    cleo, dan = ask(helped), ask(helped, helped.dan)
    grant(helped, cleo)
    assert list(read_requests()) == [dan, cleo]
    assert list(read_requests(search="cle")) == [cleo]
    assert list(read_requests(state="open")) == [dan]
    assert list(read_requests(season_id=1)) == []
    assert list(read_requests(season_id=helped.season.id, state="granted")) == [cleo]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("fill"), st.integers(1, 4000)),
        st.tuples(st.just("grant"), st.integers(0, 2), st.integers(1, 6000)),
        st.tuples(st.just("back"), st.integers(0, 2)),
        st.tuples(st.just("beside"), st.integers(0, 2), st.integers(1, 3000)),
    ),
    max_size=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(STEPS)
def test_left_is_funded_less_granted_and_what_came_back(helped, steps):
    """Whatever is done in whatever order; and no fund gives what it has not."""
    with database.atomic() as undone:
        funded, granted, came_back = 12_000, 0, 0
        people = (helped.cleo, helped.dan, helped.eve)
        requests = [ask(helped, each) for each in people]
        standing: dict[int, int] = {}
        for what, *values in steps:
            if what == "fill":
                fill(helped, values[0])
                funded += values[0]
                continue
            who = values[0]
            try:
                if what == "grant":
                    grant(helped, requests[who], values[1])
                    standing[who] = values[1]
                    granted += values[1]
                elif what == "back":
                    take_grant_back(requests[who], today=TODAY)
                    came_back += standing.pop(who)
                else:
                    row = memberships_of(people[who])[0]
                    data = SubsidyData("student", values[1], "", helped.fund)
                    give(row.id, data, on=TODAY, today=TODAY, conventions=helped.say)
                    granted += values[1]
            except Refused:
                pass
        (fund,) = read_funds()
        assert (fund.funded, fund.granted, fund.reversed) == (funded, granted, came_back)
        assert fund.left == funded - granted + came_back == left_in(helped.fund) >= 0
        undone.rollback()


def report_text(**options):
    content = report_pdf(lambda say: fund_report(None, say, **options), head_of("en"))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_report_names_nobody_unless_asked(helped):
    cleo, dan, eve = (ask(helped, each, met=(helped.work,)) for each in (helped.cleo, helped.dan, helped.eve))
    grant(helped, cleo, 2000)
    grant(helped, dan, 1000)
    take_grant_back(dan, today=TODAY)
    decide(eve, Decision(0, "Board", TODAY, "No"), today=TODAY, say=helped.say)
    report = fund_report(None, helped.say)
    assert report.tables[0].rows[0][1:] == (12_000, 3000, 1000, 10_000)
    assert report.tables[1].total[1:] == (3, 0, 1, 1, 1, 9000, 2000)
    assert report.tables[3].rows == (("Far away", 0, 0), ("No work", 3, 1))
    assert "Cleo" not in report_text() and "No work" in report_text()
    assert "Cleo" in report_text(with_names=True)
    assert len(fund_report(helped.season, helped.say).tables) == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letter_is_in_the_language_of_the_member(helped, language):
    Member.update(languages=language).where(Member.id == helped.cleo).execute()
    asked = ask(helped)
    with pytest.raises(Refused, match="Nothing is decided"):
        decision_letter(asked, TODAY)
    grant(helped, asked, reason="Because.")
    words = {"fr": "fonds de solidarité", "en": "the fund pays"}[language]
    assert words in letter_text(asked) and "Because." in letter_text(asked)
    take_grant_back(asked, today=TODAY)
    words = {"fr": "est à régler en entier", "en": "are to be paid in full"}[language]
    assert words in letter_text(asked)
    decide(asked, Decision(0, "Board", TODAY, "No more."), today=TODAY, say=helped.say)
    assert "No more." in letter_text(asked)


def letter_text(request_id):
    content = decision_letter(request_id, TODAY)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_any_words_go_into_letter_and_report(helped):
    asked = ask(helped, words="\n".join(HOSTILE))
    grant(helped, asked, reason="\n".join(HOSTILE) * 3, by=HOSTILE[5])
    assert len(PdfReader(io.BytesIO(decision_letter(asked, TODAY))).pages) > 1
    save_criteria([text.strip()[:100] for text in HOSTILE if text.strip("\x00 \ufeff\u200f")][5:9])
    assert report_text(with_names=True)


def test_the_timeline_tells_it(helped):
    asked = ask(helped)
    assert [each.title[:7] for each in timeline_source(helped.cleo, helped.say)] == ["Request"]
    grant(helped, asked, reason="Why not")
    take_grant_back(asked, today=TODAY)
    _request, decision = timeline_source(helped.cleo, helped.say)
    assert decision.title.startswith("Granted") and decision.lines == ("Taken back later", "Why not")


def test_an_erased_member_leaves_the_sums(helped):
    asked = ask(helped, met=(helped.far,))
    grant(helped, asked, reason="Because of her child")
    erase([helped.cleo], today=TODAY)
    request = SolidarityRequest.get_by_id(asked)
    assert (request.words, request.reason, request.decided_by) == ("", "", "")
    assert (request.granted, read_requests()[asked].standing, left(helped)) == (3000, 3000, 9000)
    dump = "".join(str(row) for row in database.execute_sql("SELECT * FROM solidarity_request"))
    assert "child" not in dump and SolidarityCriterion.select().count() == 2
    with pytest.raises(Refused, match="erased"):
        decision_letter(asked, TODAY)
    assert check_books() == [] and the_association().name == "Club"


def test_the_history_and_the_disclosure_tell_it(helped):
    asked = ask(helped)
    grant(helped, asked, reason="Because of the distance")
    lines = " ".join(line for each in told_history(helped.cleo, helped.say) for line in each.lines)
    assert "Because of the distance" in lines and "Please help." in lines and "FCFA" in lines
    pages = PdfReader(io.BytesIO(disclosure(held_on(helped.cleo, today=TODAY), "en"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Requests to the solidarity fund" in text and "Please help." in text


def test_two_records_with_requests_are_brought_together(helped):
    for member_id in (helped.cleo, helped.dan):
        ask(helped, member_id)
    first, second = SolidarityRequest.select().order_by(SolidarityRequest.id)
    grant(helped, second.id)
    data = merged(read_member(helped.cleo), read_member(helped.dan))
    merge(helped.cleo, helped.dan, data, today=TODAY, conventions=helped.say)
    assert {each.member_id for each in SolidarityRequest.select()} == {helped.cleo}
    assert state_of(request_with(second.id)) == "granted" and state_of(request_with(first.id)) == "open"
    assert check_books() == [] and left(helped) == 9000
