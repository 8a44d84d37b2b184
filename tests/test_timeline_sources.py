"""What later features tell stands in the timeline of a member, in the whole window."""

from assoc_desktop.actions.rules import ActionData
from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.benefits.uses import record_use
from assoc_desktop.listening.conversations import ConversationData, save_conversation
from assoc_desktop.listening.records import Conversation
from assoc_desktop.members.records import Member
from assoc_desktop.members.timeline import CHANGE, SOURCES, chosen, timeline
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import open_survey
from assoc_desktop.timeline_sources import timeline_sources
from assoc_desktop.treasury.accounts import start_chart
from assoc_desktop.treasury.desk.payments import DONATE, Payment, take_payment
from assoc_desktop.treasury.records import Account
from tests.members.conftest import conventions, file, founded, save
from tests.screens import texts_shown
from tests.surveys.conftest import make_survey

__all__ = ("conventions", "file", "founded", "save")


def test_a_payment_stands_in_the_timeline_and_among_the_latest_events(opened_window, today, qtbot):
    if not Account.select().exists():
        start_chart("ohada")
    member = Member.select().where(Member.archived_on.is_null(), Member.kind == "person").first()
    take_payment(Payment(700, today, member_id=member.id, shares=(), rest=DONATE), today=today)
    title = f"Donation: {opened_window.desk.conventions.money(700)}"
    opened_window.show_tab("members", {"member": member.id})
    tab = opened_window.tab()
    qtbot.waitUntil(lambda: title in texts_shown(tab.list.details))
    opened_window.show_tab("members", {"open": member.id})
    page = tab.top()
    page.show_part("timeline")
    assert title in [entry.title for entry in page.timeline().entries if entry.kind == "Payments"]


def test_what_happened_is_told_once_and_its_correction_too(save, today, conventions):
    start_chart("ohada")
    awa = save(family_name="Awa")
    said = ConversationData(awa, "", "member", today, way="visit", words="Dear")
    save_conversation(said, today=today, follow_up=ActionData("Write", "Ben", today))
    benefit = save_benefit(BenefitData("Loan"), categories={})
    record_use(benefit.id, awa, today=today, say=conventions, beyond="a guest")
    survey = open_survey(make_survey(mode="named"), today)
    save_response(survey, {"A1": "4"}, member=Member.get_by_id(awa), today=today)
    take_payment(Payment(700, today, member_id=awa, shares=(), rest=DONATE), today=today)

    def titles(kind=None):
        entries = chosen(timeline(awa, conventions, (*SOURCES, *timeline_sources())))
        return sorted(each.title for each in entries if kind in (None, each.kind))

    told = [
        "Add Awa",
        "Answered “Joining 2026”",
        "Conversation: Visit",
        "Donation: FCFA700",
        "To do: Write",
        "Used: Loan",
    ]
    assert titles() == told
    save_conversation(said, today=today, conversation_id=Conversation.get().id)
    assert titles() == told, "nothing was corrected"
    corrected = ConversationData(awa, "", "member", today, way="visit", words="Cheap")
    save_conversation(corrected, today=today, conversation_id=Conversation.get().id)
    assert titles(CHANGE) == ["Add Awa", "Change the conversation with Awa"]
