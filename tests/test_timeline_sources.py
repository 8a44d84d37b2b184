"""What later features tell stands in the timeline of a member, in the whole window."""

from assoc_desktop.members.records import Member
from assoc_desktop.treasury.accounts import start_chart
from assoc_desktop.treasury.desk.payments import DONATE, Payment, take_payment
from assoc_desktop.treasury.records import Account
from tests.screens import texts_shown


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
