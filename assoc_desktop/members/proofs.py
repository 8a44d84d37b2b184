"""What members show to be in a category, such as a student card: since when it is known, until when it holds."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.limits import STAYS_SQL
from assoc_desktop.members.records import Category, Member, Proof, list_name
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, day_from, storable
from assoc_desktop.storage.history import operation

#: Days ahead for which a list of what runs out may be asked.
AHEAD = (30, 60, 90)
#: How many days ahead the first screen tells of what runs out.
SOON = 30
MISSING, EXPIRED, ENDING = "missing", "expired", "ending"
#: What is the matter with somebody's proof → its name.
STATES = {MISSING: N_("Missing"), EXPIRED: N_("Run out"), ENDING: N_("Runs out soon")}
_LONGEST_NAME = 80


@dataclass
class ProofData:
    """A proof as it is typed."""

    name: str
    seen_on: datetime.date | None
    valid_until: datetime.date | None


def proofs_of(member_id: int) -> list[Proof]:
    """A member's proofs, the one that holds longest first."""
    query = Proof.select().where(Proof.member == member_id)
    return list(query.order_by(Proof.valid_until.desc(), Proof.id.desc()))


def proof_names() -> list[str]:
    """What categories ask for and what was shown until now, in alphabetical order."""
    sql = (
        "SELECT proof FROM category WHERE proof != '' UNION SELECT name FROM proof ORDER BY 1 COLLATE NOCASE"
    )
    return [row[0] for row in database.execute_sql(sql)]


def check_proof(data: ProofData, *, today: datetime.date) -> dict[str, str]:
    """Field → what is wrong with a proof."""
    problems = {}
    if not data.name.strip():
        problems["name"] = _("Say what was shown, such as a student card.")
    elif len(data.name.strip()) > _LONGEST_NAME:
        problems["name"] = _("The name of a proof has at most {n} signs.").format(n=_LONGEST_NAME)
    if data.seen_on is None:
        problems["seen_on"] = _("Say on which day it was shown.")
    elif data.seen_on > today:
        problems["seen_on"] = _("The day on which it was shown lies in the future.")
    if data.valid_until is None:
        problems["valid_until"] = _("Say until when it holds.")
    elif data.seen_on is not None and data.valid_until < data.seen_on:
        problems["valid_until"] = _("It had run out already on the day on which it was shown.")
    return problems


def save_proof(
    member_id: int, data: ProofData, *, today: datetime.date, proof_id: int | None = None
) -> Proof:
    """Write down what a member showed, or change that.

    Raises:
        Invalid: see `check_proof`.
        Refused: the proof is no longer there, or the member was erased.
    """
    refuse_erased([member_id])
    if problems := check_proof(data, today=today):
        raise Invalid(problems)
    proof = Proof(member=member_id) if proof_id is None else Proof.get_or_none(Proof.id == proof_id)
    if proof is None:
        raise Refused(_("This proof is no longer there: it was removed or undone. Write it down anew."))
    label = N_("Write down a proof of {name}") if proof_id is None else N_("Change a proof of {name}")
    with operation(label, name=Member.get_by_id(member_id).full_name):
        proof.name = storable(data.name).strip()
        proof.seen_on, proof.valid_until = data.seen_on, data.valid_until
        proof.save(force_insert=proof_id is None)
    return proof


def save_proofs(member_ids: Sequence[int], data: ProofData, *, today: datetime.date) -> int:
    """Write down that several members showed the same, valid until the same day.

    Returns:
        For how many it was written.

    Raises:
        Invalid: see `check_proof`.
    """
    refuse_erased(member_ids)
    if len(member_ids) == 1:
        save_proof(member_ids[0], data, today=today)
        return 1
    if problems := check_proof(data, today=today):
        raise Invalid(problems)
    with operation(N_("Write down a proof of {n} members"), n=len(member_ids)):
        for member_id in member_ids:
            Proof.create(
                member=member_id,
                name=storable(data.name).strip(),
                seen_on=data.seen_on,
                valid_until=data.valid_until,
            )
    return len(member_ids)


def remove_proof(proof_id: int) -> None:
    """Take back a proof that was written by mistake."""
    proof = Proof.get_by_id(proof_id)
    with operation(N_("Remove a proof of {name}"), name=proof.member.full_name):
        proof.delete_instance()


def without_proof(member_ids: Sequence[int], category: Category, day: datetime.date) -> list[int]:
    """Those of the members who have shown nothing that holds on a day; none when the category asks for nothing."""
    if not category.proof:
        return []
    sql = "SELECT DISTINCT member_id FROM proof WHERE name = ? AND valid_until >= ?"
    shown = {row[0] for row in database.execute_sql(sql, (category.proof, day))}
    return [member_id for member_id in member_ids if member_id not in shown]


def advice(category: Category, member_id: int | None, day: datetime.date) -> str:
    """What whoever chooses a category for somebody should know; empty when nothing is to be shown, or it was.

    Args:
        member_id: None for somebody new.
    """
    if not category.proof or (member_id is not None and not without_proof([member_id], category, day)):
        return ""
    return _("To be shown, and not written down yet as valid: {proof}.").format(proof=category.proof)


@dataclass(frozen=True)
class Lacking:
    """A member in a category that asks for a proof, and what is the matter with it.

    Attributes:
        state: a key of `STATES`.
        valid_until: of the proof that held longest; None when there was none.
    """

    member_id: int
    number: str
    name: str
    category: str
    proof: str
    state: str
    valid_until: datetime.date | None


# A membership of twelve months from joining may be booked to the season before and still run.
_SQL = f"""
    SELECT member.id, coalesce(member.number, ''), member.kind, member.name, member.family_name, member.given_name,
           category.name, category.proof, max(proof.valid_until) AS holds_until
    FROM membership
    JOIN member ON member.id = membership.member_id
    JOIN category ON category.id = membership.category_id
    LEFT JOIN proof ON proof.member_id = member.id AND proof.name = category.proof
    WHERE category.proof != '' AND {STAYS_SQL}
          AND (membership.season_id = :season
               OR (category.rolling AND membership.starts_on <= :today AND membership.ends_on >= :today))
    GROUP BY member.id, category.proof
    HAVING holds_until IS NULL OR holds_until <= :last
    ORDER BY holds_until IS NOT NULL, holds_until, member.sort_name, member.id
"""


def _values(season: Season, today: datetime.date, ahead: int) -> dict[str, object]:
    last = today + datetime.timedelta(days=ahead)
    return {"season": season.id, "today": today.isoformat(), "last": last.isoformat()}


def lacking_proofs(season: Season, *, today: datetime.date, ahead: int = SOON) -> list[Lacking]:
    """Who belongs in a category that asks for a proof and has none that holds longer than some days.

    Args:
        ahead: days; 0 lists only what is missing or has run out, up to today.

    Returns:
        The missing first, then what has run out longest.
    """
    values = _values(season, today, ahead)
    found = []
    for member_id, number, kind, name, family, given, category, proof, until in database.execute_sql(
        _SQL, values
    ):
        valid_until = day_from(until)
        state = MISSING if valid_until is None else EXPIRED if valid_until < today else ENDING
        said = list_name(kind, name, family, given)
        found.append(Lacking(member_id, number, said, category, proof, state, valid_until))
    return found


def count_lacking(season: Season, *, today: datetime.date) -> int:
    """How many are missing, have run out, or will soon."""
    values = _values(season, today, SOON)
    return int(database.execute_sql(f"SELECT count(*) FROM ({_SQL})", values).fetchone()[0])
