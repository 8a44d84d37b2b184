"""Who is asked: chosen members, a saved filter or all of a season, without those to whom nothing is sent.

An invitation says that a member was asked, never whether an anonymous survey was answered. Rows of anonymous surveys have
ids drawn at random, so that their order is nobody's.
"""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assoc_desktop.language import N_, _
from assoc_desktop.members.records import full_name
from assoc_desktop.members.status import BELONGING, BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, day_from
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.surveys.building.model import the_survey
from assoc_desktop.surveys.records import Survey, SurveyInvitation
from assoc_desktop.surveys.tokens import random_ids

#: Why somebody is not asked → in words.
REASONS = {
    "gone": N_("No longer in the list"),
    "erased": N_("Erased"),
    "deceased": N_("Deceased"),
    "archived": N_("In the archive"),
    "resigned": N_("Resigned"),
    "struck_off": N_("Struck off"),
    "asked": N_("Asked already"),
}


@dataclass(frozen=True)
class Asking:
    """Who would be asked, and who not and why (a key of `REASONS`)."""

    ids: tuple[int, ...]
    left_out: dict[int, str] = field(default_factory=dict)


_STANDING = f"""
    SELECT member.id, CASE
        WHEN erased_on IS NOT NULL THEN 'erased'
        WHEN deceased_on IS NOT NULL THEN 'deceased'
        WHEN archived_on IS NOT NULL THEN 'archived'
        ELSE {STATUS_SQL} END
    FROM member LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
"""


def plan_asking(survey: Survey | int, member_ids: Iterable[int], today: datetime.date) -> Asking:
    """Whom a survey would be given to of some members; nothing is written."""
    wanted = list(dict.fromkeys(member_ids))
    standing = dict(database.execute_sql(_STANDING, status_values(today)).fetchall())
    already = set(invited(survey))
    asked, left_out = [], {}
    for member_id in wanted:
        reason = "asked" if member_id in already else standing.get(member_id, "gone")
        if reason in REASONS:
            left_out[member_id] = reason
        else:
            asked.append(member_id)
    return Asking(tuple(asked), left_out)


def invite(survey: Survey | int, member_ids: Iterable[int], today: datetime.date) -> Asking:
    """Give a survey to members.

    Raises:
        Refused: it is closed.
    """
    record = the_survey(survey)
    if record.state == "closed":
        raise Refused(_("“{name}” is closed. Open it again to ask more members.").format(name=record.name))
    asking = plan_asking(record, member_ids, today)
    ids = list(asking.ids)
    if record.mode == "named":
        row_ids: Sequence[int] = new_ids(len(ids))
    else:
        row_ids = random_ids(len(ids))
        secrets.SystemRandom().shuffle(ids)
    label = N_("Ask one member: {name}") if len(ids) == 1 else N_("Ask {n} members: {name}")
    with operation(label, n=len(ids), name=record.name):
        rows = [
            (row_id, record.id, member_id, today.isoformat())
            for row_id, member_id in zip(row_ids, ids, strict=True)
        ]
        database.connection().cursor().executemany(
            "INSERT INTO survey_invitation (id, survey_id, member_id, given_on) VALUES (?, ?, ?, ?)", rows
        )
    return asking


def take_back_asking(survey: Survey | int, member_ids: Iterable[int]) -> int:
    """Ask members no longer; gives how many were taken off.

    Raises:
        Refused: forms with codes were printed, as many as were asked; or one of them answered with their name.
    """
    record, ids = the_survey(survey), list(member_ids)
    if codes_drawn(record):
        raise Refused(_("Forms with codes were printed for all who are asked. Nobody is taken off any more."))
    sql = """SELECT count(*) FROM survey_response
        WHERE survey_id = ? AND member_id IN (SELECT value FROM json_each(?))"""
    if database.execute_sql(sql, (record.id, json.dumps(ids))).fetchone()[0]:
        raise Refused(_("One of them answered. Who answered was asked."))
    one, many = N_("Take one member off the survey {name}"), N_("Take {n} members off the survey {name}")
    with operation(one if len(ids) == 1 else many, n=len(ids), name=record.name):
        return int(
            SurveyInvitation.delete()
            .where(SurveyInvitation.survey == record, SurveyInvitation.member.in_(ids))
            .execute()
        )


def invited(survey: Survey | int) -> list[int]:
    """The members who were asked, by town and name, as letters are carried."""
    survey_id = survey.id if isinstance(survey, Survey) else survey
    sql = """
        SELECT member.id FROM survey_invitation JOIN member ON member.id = member_id WHERE survey_id = ?
        ORDER BY folded(town) = '', folded(town), sort_name, member.id
    """
    return [row[0] for row in database.execute_sql(sql, (survey_id,))]


@dataclass(frozen=True)
class AskedMember:
    """Somebody who was asked.

    Attributes:
        answered_on: only with names; nobody knows it of an anonymous survey.
        answered: likewise.
    """

    id: int
    name: str
    number: str
    town: str
    given_on: datetime.date
    answered: bool
    answered_on: datetime.date | None


def asked_members(survey: Survey | int) -> list[AskedMember]:
    """All who were asked, by town and name."""
    survey_id = survey.id if isinstance(survey, Survey) else survey
    sql = """
        SELECT member.id, kind, name, family_name, given_name, coalesce(number, ''), town, given_on,
            survey_response.id IS NOT NULL, answered_on
        FROM survey_invitation AS asked JOIN member ON member.id = asked.member_id
        LEFT JOIN survey_response
            ON survey_response.survey_id = asked.survey_id AND survey_response.member_id = asked.member_id
        WHERE asked.survey_id = ? ORDER BY folded(town) = '', folded(town), sort_name, member.id
    """
    found = []
    for row in database.execute_sql(sql, (survey_id,)):
        member_id, kind, name, family, given, number, town, given_on, answered, answered_on = row
        told = full_name(kind, name, family, given)
        day = datetime.date.fromisoformat(given_on)
        found.append(AskedMember(member_id, told, number, town, day, bool(answered), day_from(answered_on)))
    return found


def codes_drawn(survey: Survey) -> int:
    """How many codes there are for a survey, used or not."""
    sql = "SELECT count(*) FROM survey_token WHERE survey_id = ?"
    return int(database.execute_sql(sql, (survey.id,)).fetchone()[0])


def of_season(season_id: int) -> list[int]:
    """All who have a membership for a season."""
    sql = "SELECT DISTINCT member_id FROM membership WHERE season_id = ? ORDER BY member_id"
    return [row[0] for row in database.execute_sql(sql, (season_id,))]


def belonging_now(today: datetime.date) -> list[int]:
    """All who enjoy the rights of a member today."""
    rows = database.execute_sql(_STANDING, status_values(today))
    return [member_id for member_id, status in rows if status in BELONGING]


def population(survey: Survey | int, today: datetime.date) -> list[int]:
    """Who is asked; as long as nobody is, all who belong today."""
    return invited(survey) or belonging_now(today)
