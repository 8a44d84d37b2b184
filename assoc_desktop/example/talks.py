"""Conversations, possible members and actions of the example association."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.actions.records import Action
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


@dataclass(frozen=True)
class _Told:
    """What somebody who did not renew said, and the cause as the board saw it later; empty: not assessed yet."""

    stated: str
    satisfaction: int
    words: str
    assessed: str = ""
    because: str = ""
    follow_up: str = ""


#: What those said who did not renew for the season before.
_LAPSED_BEFORE = (
    _Told("cost", 2, N_("Five thousand francs, and I came to nothing all year."), "value",
          N_("Never used a benefit. The dues are not the matter.")),
    _Told("cost", 3, N_("I lost my post, I cannot afford it now."), "cost",
          N_("Three months without a salary."), N_("Tell them of the solidarity fund")),
    _Told("time", 3, N_("Between work and family there is no evening left."), "distance",
          N_("The meetings are four hours away by bus.")),
    _Told("interest", 2, N_("Cataloguing days are not for me, I only lend books."), "value",
          N_("Nothing we offered was for a lending desk.")),
    _Told("moved", 4, N_("I teach at a school now."), "moved", N_("Has left the field.")),
    _Told("employer", 4, N_("The town no longer pays for us."), "employer",
          N_("The town stopped paying for all its staff."), N_("Write to the mayor")),
)  # fmt: skip
#: What those say who did not renew for the present one.
_LAPSED_NOW = (
    _Told("cost", 2, N_("The dues went up, and my salary did not."), "value", N_("As the board sees it."),
          N_("Ask the solidarity fund for help")),
    _Told("distance", 3, N_("Everything takes place in the capital. It is two days by bus."), "distance",
          N_("As the board sees it.")),
    _Told("forgot", 4, N_("Oh, is it over already? Nobody told me."),
          follow_up=N_("Send the reminder earlier next season")),
)  # fmt: skip
#: What members of the season said: satisfaction, words, how.
_MEMBERS = (
    (5, N_("The training on cataloguing changed the way we work."), "meeting"),
    (4, N_("I like the newsletter. I would read more about school libraries."), "meeting"),
    (3, N_("We never hear what became of the survey."), "visit"),
    (2, N_("My card came only in April."), "phone"),
    (5, N_("I met two colleagues of my town whom I did not know."), "visit"),
    (4, N_("The bulletin is read by all of us, and then it is lent."), "letter"),
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
    """Write conversations, follow-ups and next steps down, through the rules that the screens use.

    Args:
        seasons: the oldest first.
    """
    before, present = seasons[-2:]
    _talk_to_lapsed(_LAPSED_BEFORE, before, before.ends_on, 30)
    _talk_to_lapsed(_LAPSED_NOW, present, today, 7)
    _talk_to_members(present, today)
    _talk_to_others(today)
    _lead_possible(present, today)
    _promise(today)


def _days(today: datetime.date, days: int) -> datetime.date:
    return today + datetime.timedelta(days=days)


def _talk_to_lapsed(told: Sequence[_Told], season: Season, today: datetime.date, apart: int) -> None:
    """Talk to some who did not renew, so many days apart, the latest first; at the end of a season, what was promised is done."""
    first: datetime.date = season.starts_on
    people = lapsed_ids(season, today, view="")
    for place, (member_id, each) in enumerate(zip(people, told, strict=False)):
        day = max(first, _days(today, -apart * (place + 1)))
        listener = _(_LISTENERS[place % 2])
        said = ConversationData(
            member_id, "", "lapsed", day, listener, "phone", _(each.words), each.satisfaction, season.id, each.stated
        )  # fmt: skip
        promised = ActionData(_(each.follow_up), listener, _days(today, 7 * place))
        kept = save_conversation(said, today=today, follow_up=promised if each.follow_up else None)
        if each.follow_up and season.ends_on == today:
            finish(Action.get(Action.about_id == kept.id).id, today=today, result=_("Done."))
        if each.assessed:
            found = Assessment(each.assessed, today, _(_LISTENERS[1]), _(each.because))
            assess_conversation(kept.id, found, today=today)


def _talk_to_members(season: Season, today: datetime.date) -> None:
    query = Membership.select(Membership.member).where(Membership.season == season)
    people = [row.member_id for row in query.order_by(Membership.id)]
    first: datetime.date = season.starts_on
    for place, (satisfaction, words, way) in enumerate(_MEMBERS):
        day = max(first, _days(today, -11 * (place + 1)))
        said = ConversationData(
            people[7 * place + 3], "", "member", day, _(_LISTENERS[place % 2]), way, _(words), satisfaction, season.id
        )  # fmt: skip
        save_conversation(said, today=today)


def _talk_to_others(today: datetime.date) -> None:
    """A colleague and a member of the board are heard too."""
    for whom, partner, words in (
        ("colleague", N_("A librarian of a ministry"), N_("Nobody ever asked me to join.")),
        ("board", N_("The treasurer"), N_("We should say what the dues buy before we ask for them.")),
    ):
        said = ConversationData(
            None, _(partner), whom, _days(today, -16), _(_LISTENERS[0]), "meeting", _(words)
        )
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


def _promise(today: datetime.date) -> None:
    """Two actions that stand alone, of which one is done."""
    late = ActionData(_("Tell the members what became of the survey"), _(_LISTENERS[1]), _days(today, -3))
    save_action(late)
    asked = ActionData(_("Ask the printer for a quicker delivery"), _(_LISTENERS[0]), _days(today, -10))
    finish(save_action(asked).id, today=today, result=_("Cards now come within two weeks."))
