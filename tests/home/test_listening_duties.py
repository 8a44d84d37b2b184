"""Home tells which actions and next steps are due, and each line leads to its place."""

import datetime

from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import ActionData, save_action
from assoc_desktop.home.duties import read_duties
from assoc_desktop.home.tab import _Task
from assoc_desktop.listening.prospects.moving import ProspectData, add_prospect
from assoc_desktop.listening.records import Prospect
from assoc_desktop.members.data import MemberData
from tests.screens import click

DAY = datetime.timedelta(days=1)


def test_what_is_due_leads_to_its_place(opened_window, today, qtbot):
    say = opened_window.desk.conventions
    Action.delete().execute()
    Prospect.delete().execute()
    assert [each for each in read_duties(today, say) if each.tab == "listening"] == []
    save_action(ActionData("Call", due_on=today))
    save_action(ActionData("Later", due_on=today + DAY))
    (duty,) = [each for each in read_duties(today, say) if each.tab == "listening"]
    assert (duty.count, duty.words, duty.tone) == (1, "action is due", "warn")
    late = save_action(ActionData("Late", due_on=today - DAY)).id
    someone = MemberData(family_name="Awa", prospect_since=today)
    add_prospect(someone, ProspectData("", None, "Call", today), today=today, conventions=say)
    told = [each for each in read_duties(today, say) if each.tab == "listening"]
    assert [each.words for each in told] == [
        "actions are due, 1 of them overdue",
        "next step with a possible member is due",
    ]
    opened_window.desk.changed.emit()
    home = opened_window.tab()
    qtbot.waitUntil(
        lambda: any("actions are due" in each.accessibleName() for each in home.findChildren(_Task))
    )
    click(next(each for each in home.findChildren(_Task) if "actions are due" in each.accessibleName()))
    place = opened_window.tab().place()
    assert place.table.model.ids[0] == late
    assert len(place.table.model.ids) == 2
