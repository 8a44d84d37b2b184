"""Texts that break programs, in every paper and on every screen of benefits and listening."""

import datetime
import io

import openpyxl
import pytest
from pypdf import PdfReader

from assoc_desktop.actions.rules import ActionData
from assoc_desktop.actions.tab.places import PLACES as ACTION_PLACES
from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import head_of, open_season
from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.benefits.documents.leaflet import write_leaflet
from assoc_desktop.benefits.documents.statement import write_statements
from assoc_desktop.benefits.figures import benefits_report
from assoc_desktop.benefits.fund.documents.letter import decision_letter
from assoc_desktop.benefits.fund.requests import Decision, RequestData, decide, save_request
from assoc_desktop.benefits.promotion import Wish, make_leaflet
from assoc_desktop.benefits.records import SolidarityRequest
from assoc_desktop.benefits.tab import BenefitsTab
from assoc_desktop.benefits.uses import record_use
from assoc_desktop.listening.conversations import (
    Assessment,
    ConversationData,
    assess_conversation,
    save_conversation,
)
from assoc_desktop.listening.documents.spreadsheet import write_conversations
from assoc_desktop.listening.lapsed.documents.call_sheet import call_list, call_sheets
from assoc_desktop.listening.lapsed.listing import lapsed_ids
from assoc_desktop.listening.listing import Choice, conversation_ids
from assoc_desktop.listening.prospects.documents.invitation import invitations
from assoc_desktop.listening.prospects.listing import prospect_ids
from assoc_desktop.listening.prospects.moving import ProspectData, add_prospect
from assoc_desktop.listening.retention.documents.report import retention_report
from assoc_desktop.listening.tab import ListeningTab
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import proposed_membership, save_membership
from assoc_desktop.members.records import Category
from assoc_desktop.refusals import Invalid
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import start_chart
from tests.hostile import HOSTILE
from tests.members.conftest import conventions, desk, file, founded, save
from tests.screens import labels_that_read_markup

__all__ = ("conventions", "desk", "file", "founded", "save")


@pytest.fixture
def hostile(save, today, conventions):
    """An association in which every text is hostile; gives the ids of those who did not renew."""
    # In one operation, because it is faster than in hundreds.
    with operation("Fill"):
        return fill(save, today, conventions)


def fill(save, today, conventions):
    start_chart("ohada")
    open_season(datetime.date(2025, 5, 1))
    last, season = Season.select().order_by(Season.starts_on)
    category = Category.select().where(~Category.for_life).first()
    gone = []
    for number, text in enumerate(HOSTILE):
        try:
            one = save(
                family_name=f"{text[:90]} {number}", given_name="Awa", town=text[:60], address=text[:200]
            )
        except Invalid:
            continue
        gone.append(one)
        save_membership(one, proposed_membership(last, category))
        said = ConversationData(
            one, "", "lapsed", today, text[:120], "phone", f"{text} .", 2, season.id, "cost"
        )
        follow_up = ActionData(f"{text[:200]} .", text[:120], today)
        kept = save_conversation(said, today=today, follow_up=follow_up)
        assess_conversation(kept.id, Assessment("value", today, "Ada", text), today=today)
        benefit = BenefitData(f"{number} {text[:80]}", description=text, partner=text[:80], value=5)
        use = save_benefit(benefit, categories={category.id: None})
        record_use(use.id, one, today=today, say=conventions, note=text[:190], beyond=f"{text[:190]} .")
        request = save_request(RequestData(one, season.id, "other", f"{text} .", today, 5), today=today)
        decide(request.id, Decision(0, f"{text[:90]} .", today, f"{text} ."), today=today, say=conventions)
        possible = MemberData(
            family_name=f"Possible {number} {text[:60]}", given_name="B", address=text[:200]
        )
        step = ProspectData(text[:200], one, f"{text[:200]} .", today)
        add_prospect(possible, step, today=today, conventions=conventions)
    assert len(gone) > 20
    return gone


def pages(content):
    return len(PdfReader(io.BytesIO(content)).pages)


def test_every_paper_takes_them(hostile, today, conventions, tmp_path):
    last, season = Season.select().order_by(Season.starts_on)
    head = head_of(the_association().language)
    assert sorted(lapsed_ids(season, today, view="")) == sorted(hostile)
    assert pages(call_sheets(season, hostile)) >= len(hostile)
    assert pages(call_list(season, hostile)) > 0
    possible = prospect_ids("")
    assert pages(invitations(possible, today=today)) >= len(possible)
    assert pages(write_statements(hostile, last, today=today)) >= len(hostile)
    for audience in ("all", "students"):
        assert pages(write_leaflet(make_leaflet(Wish(audience), today))) > 0
    for make in (benefits_report, lambda season, say: retention_report(season, say, today=today)):
        assert pages(report_pdf(lambda say, make=make: make(season, say), head)) > 0
    assert pages(decision_letter(SolidarityRequest.select().first().id, today)) > 0
    path = tmp_path / "talks.xlsx"
    write_conversations(path, conversation_ids(Choice()))
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row == 1 + len(hostile)
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


@pytest.mark.usefixtures("hostile")
def test_every_screen_takes_them_as_they_are(desk, qtbot):
    for tab in (ListeningTab(desk, ACTION_PLACES), BenefitsTab(desk)):
        walk(tab, qtbot)
        tab.go()


def walk(tab, qtbot):
    """Show every place of a tab, and choose some rows in it."""
    qtbot.addWidget(tab)
    tab.resize(1093, 540)
    tab.show()
    qtbot.waitExposed(tab)
    for offer in tab.offers:
        tab.show_choice({"place": offer.key})
        place = tab.place()
        table = getattr(place, "table", None)
        ids = getattr(getattr(table, "model", None), "ids", None)
        for each in list(ids or [])[:4]:
            table.select_id(each)
            if hasattr(place, "show_now"):
                place.show_now()
            assert labels_that_read_markup(tab, "<b>") == []
        assert labels_that_read_markup(tab, "<b>") == [], offer.key
