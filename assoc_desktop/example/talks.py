"""Conversations, possible members and actions of the example association."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from assoc_desktop.actions.rules import ActionData, finish, save_action
from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.listening.conversations import (
    Assessment,
    ConversationData,
    assess_conversation,
    save_conversation,
)
from assoc_desktop.listening.lapsed.listing import lapsed_ids
from assoc_desktop.listening.prospects.listing import prospect_ids
from assoc_desktop.listening.prospects.moving import ProspectData, decline, move, save_prospect
from assoc_desktop.members.records import Membership

#: What those who did not renew said: reason as stated, satisfaction, words, cause as assessed, follow-up.
_LAPSED = (
    (
        "cost",
        2,
        N_("The dues went up, and my salary did not."),
        "value",
        N_("Ask the solidarity fund for help"),
    ),
    ("distance", 3, N_("Everything takes place in the capital. It is two days by bus."), "distance", ""),
    (
        "forgot",
        4,
        N_("Oh, is it over already? Nobody told me."),
        "",
        N_("Send the reminder earlier next season"),
    ),
)
#: What members of the season said.
_MEMBERS = (
    (5, N_("The training on cataloguing changed the way we work.")),
    (4, N_("I like the newsletter. I would read more about school libraries.")),
    (3, N_("We never hear what became of the survey.")),
    (2, N_("My card came only in April.")),
    (5, N_("I met two colleagues of my town whom I did not know.")),
)
#: Where possible members stand: stage, where from, next step, in how many days.
_POSSIBLE = (
    ("known", N_("Book fair"), N_("Send the invitation"), -1),
    ("known", N_("Visit to the town library"), N_("Call on a Monday"), 5),
    ("invited", N_("Named by a member"), N_("Ask whether the letter arrived"), 0),
    ("applied", N_("Came to the study day"), N_("Enrol at the next meeting"), 9),
)
_LISTENERS = (N_("The secretary"), N_("The president"))


def keep_talks(seasons: Sequence[Season], today: datetime.date) -> None:
    """Write conversations, follow-ups and next steps down, through the rules that the screens use."""
    season = seasons[-1]
    _talk_to_lapsed(season, today)
    _talk_to_members(season, today)
    _lead_possible(season, today)
    save_action(
        ActionData(_("Tell the members what became of the survey"), _(_LISTENERS[1]), _days(today, -3))
    )
    done = save_action(
        ActionData(_("Ask the printer for a quicker delivery"), _(_LISTENERS[0]), _days(today, -10))
    )
    finish(done.id, today=today, result=_("Cards now come within two weeks."))


def _days(today: datetime.date, days: int) -> datetime.date:
    return today + datetime.timedelta(days=days)


def _within(season: Season, day: datetime.date) -> datetime.date:
    first: Any = season.starts_on
    return max(first, day)


def _talk_to_lapsed(season: Season, today: datetime.date) -> None:
    people = lapsed_ids(season, today, view="")
    for place, (member_id, told) in enumerate(zip(people, _LAPSED, strict=False)):
        stated, satisfaction, words, assessed, follow_up = told
        day = _within(season, _days(today, -7 * (place + 1)))
        said = ConversationData(
            member_id,
            "",
            "lapsed",
            day,
            _(_LISTENERS[place % 2]),
            "phone",
            _(words),
            satisfaction,
            season.id,
            stated,
        )
        promised = ActionData(_(follow_up), _(_LISTENERS[place % 2]), _days(today, 7 * place))
        kept = save_conversation(said, today=today, follow_up=promised if follow_up else None)
        if assessed:
            found = Assessment(assessed, today, _(_LISTENERS[1]), _("As the board sees it."))
            assess_conversation(kept.id, found, today=today)


def _talk_to_members(season: Season, today: datetime.date) -> None:
    query = Membership.select(Membership.member).where(Membership.season == season)
    people = [row.member_id for row in query.order_by(Membership.id)]
    for place, (satisfaction, words) in enumerate(_MEMBERS):
        day = _within(season, _days(today, -11 * (place + 1)))
        said = ConversationData(
            people[7 * place + 3], "", "member", day, _(_LISTENERS[place % 2]), "meeting", _(words), satisfaction, season.id
        )  # fmt: skip
        save_conversation(said, today=today)


def _lead_possible(season: Season, today: datetime.date) -> None:
    people = prospect_ids("")
    for member_id, (stage, source, step, days) in zip(people, _POSSIBLE, strict=False):
        save_prospect(member_id, ProspectData(_(source), None, _(step), _days(today, days)), today=today)
        if stage != "known":
            move(member_id, stage, today=today)
    if len(people) > len(_POSSIBLE):
        words = _("I work alone, and who would open the library meanwhile?")
        said = ConversationData(
            people[len(_POSSIBLE)], "", "possible", today, _(_LISTENERS[0]), "visit", words, None, season.id, "time"
        )  # fmt: skip
        decline(people[len(_POSSIBLE)], said, today=today)
