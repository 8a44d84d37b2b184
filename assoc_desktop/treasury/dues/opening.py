"""Opening a season: who would be enrolled, in what and for what, looked at before it is written as one operation."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assoc_desktop.association.records import Season, season_on
from assoc_desktop.association.rules import SeasonBook, open_proposed
from assoc_desktop.language import N_
from assoc_desktop.members.fees import Proposer
from assoc_desktop.members.memberships import Enrolment, propose_enrolment, write_enrolment
from assoc_desktop.members.proofs import without_proof
from assoc_desktop.members.records import Category
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation

#: Why somebody is left out → in words.
LEFT_OUT = {
    "already": N_("enrolled already"),
    "left": N_("left or struck off"),
    "dead": N_("died"),
    "archived": N_("in the archive"),
    "life": N_("belongs for life"),
    "never": N_("in no category yet"),
    "other": N_("belongs by another season"),
}

#: In so many steps what opening would do is worked out; told (done, total).
_STEPS = 4
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class FeeChange:
    """How many of a category pay another fee than in the season before; amounts in minor units."""

    category: str
    before: int
    now: int
    members: int


@dataclass
class Opening:
    """What opening a season would write; nothing of it is written yet.

    Attributes:
        season: the season, perhaps not there yet.
        is_new: whether it is made with it.
        due: what all of them owe, in minor units.
        left_out: member → a key of `LEFT_OUT`.
        fees: who pays another fee than before, in the same category.
        moved: member → (category before, category now).
        lacking: member → the proof that is missing or has run out.
    """

    season: Season
    is_new: bool
    enrolment: Enrolment
    due: int = 0
    left_out: dict[int, str] = field(default_factory=dict)
    fees: list[FeeChange] = field(default_factory=list)
    moved: dict[int, tuple[str, str]] = field(default_factory=dict)
    lacking: dict[int, str] = field(default_factory=dict)


def season_offers(today: datetime.date) -> list[Season]:
    """The seasons that can be opened: those there are, today's, and the one after the last; the latest first."""
    book = SeasonBook()
    known = list(Season.select().order_by(Season.starts_on.desc()))
    present = book.on(today)
    every = known if any(each.id == present.id for each in known) else [present, *known]
    every.sort(key=lambda each: each.starts_on, reverse=True)
    following = book.after(every[0])
    return [following, *every]


def proposed_season(today: datetime.date) -> Season:
    """The season to open first: today's while nobody is enrolled for it, else the one after the last with members."""
    offers = season_offers(today)
    sql = "SELECT DISTINCT season_id FROM membership"
    enrolled = {row[0] for row in database.execute_sql(sql)}
    later = [each for each in reversed(offers) if each.ends_on >= today and each.id not in enrolled]
    return later[0] if later else offers[0]


def who_belonged_before(season: Season) -> list[int]:
    """Ids of the members with a membership in the season before, in the order of their names."""
    before = SeasonBook().before(season)
    if before is None:
        return []
    sql = """SELECT member.id FROM membership JOIN member ON member.id = member_id
        WHERE season_id = ? ORDER BY sort_name, member.id"""
    return [row[0] for row in database.execute_sql(sql, (before.id,))]


def propose_opening(
    member_ids: Sequence[int], season: Season, *, today: datetime.date, progress: Progress | None = None
) -> Opening:
    """What opening a season for some members would write, in the category each was in last or is moved to.

    Args:
        member_ids: of whom; see `who_belonged_before`.
        season: one of `season_offers`; one that is not there yet is made with it.
        progress: told after each of the steps; may raise to stop.
    """
    tell = progress or (lambda _done, _total: None)
    is_new = Season.get_or_none(Season.id == season.id) is None
    ids = list(dict.fromkeys(member_ids))
    left_out = _left_out(ids, season, today)
    tell(1, _STEPS)
    wanted = [each for each in ids if each not in left_out]
    enrolment = of_one_season(propose_enrolment(wanted, season, None), season)
    tell(2, _STEPS)
    opening = Opening(season, is_new, enrolment, left_out=left_out)
    enrolled = {member_id for member_id, _data in enrolment.rows}
    known = {row[0] for row in database.execute_sql("SELECT DISTINCT member_id FROM membership")}
    for each in wanted:
        if each not in enrolled:
            left_out[each] = "other" if each in known else "never"
    opening.due = sum(data.fee_due for _member_id, data in enrolment.rows)
    _compare(opening)
    tell(3, _STEPS)
    _look_for_proofs(opening, today)
    return opening


def _first_day(season: Season, today: datetime.date) -> datetime.date:
    """The day on which it is asked who belongs: the first of the season, or today when that is past."""
    starts_on: datetime.date = season.starts_on
    return max(today, starts_on)


def _left_out(ids: Sequence[int], season: Season, today: datetime.date) -> dict[int, str]:
    """Member → why they are not enrolled, of those whom no category is to be asked for."""
    sql = f"""
        SELECT member.id, CASE
            WHEN erased_on IS NOT NULL OR deceased_on IS NOT NULL THEN 'dead'
            WHEN EXISTS (SELECT 1 FROM membership WHERE member_id = member.id AND season_id = :season) THEN 'already'
            WHEN archived_on IS NOT NULL THEN 'archived'
            WHEN {STATUS_SQL} IN ('resigned', 'struck_off') THEN 'left'
            WHEN EXISTS (SELECT 1 FROM membership WHERE member_id = member.id AND ends_on IS NULL) THEN 'life'
        END AS reason
        FROM member LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
        WHERE reason IS NOT NULL
    """
    found = dict(database.execute_sql(sql, {**status_values(_first_day(season, today)), "season": season.id}))
    return {each: found[each] for each in ids if each in found}


def of_one_season(enrolment: Enrolment, season: Season) -> Enrolment:
    """A category may have made up the season anew that is opened here: it is the same one."""
    same = {key for key, each in enrolment.opens.items() if each.starts_on == season.starts_on}
    if same:
        enrolment.rows = [
            (member_id, replace(data, season_id=season.id) if data.season_id in same else data)
            for member_id, data in enrolment.rows
        ]
        enrolment.opens = {key: each for key, each in enrolment.opens.items() if key not in same}
    return enrolment


def _compare(opening: Opening) -> None:
    """Other fees and categories than in the last membership before."""
    book = SeasonBook()
    proposers = {category.id: Proposer(category, book) for category in Category.select()}
    names = {key: proposer.category.name for key, proposer in proposers.items()}
    seasons = {season.id: season for season in Season.select()}
    # max() gives the row it is found in: documented for SQLite's bare columns.
    sql = (
        "SELECT member_id, category_id, season_id, fee_due, max(starts_on) FROM membership GROUP BY member_id"
    )
    last = {row[0]: row[1:] for row in database.execute_sql(sql)}
    changes: Counter[tuple[int, int, int]] = Counter()
    for member_id, data in opening.enrolment.rows:
        category_id, season_id, fee, starts_on = last[member_id]
        if category_id != data.category_id:
            opening.moved[member_id] = (names[category_id], names[data.category_id])
            continue
        before = _whole_fee(proposers[category_id], seasons[season_id], starts_on, fee)
        if before != data.fee_due:
            changes[category_id, before, data.fee_due] += 1
    opening.fees = [
        FeeChange(names[category_id], before, now, n) for (category_id, before, now), n in changes.items()
    ]
    opening.fees.sort(key=lambda change: (change.category, change.before, change.now))


def _whole_fee(proposer: Proposer, season: Season, starts_on: str, fee: int) -> int:
    """What somebody would have paid for the whole season who paid the share of those who join late; else what they paid."""
    if not proposer.category.pro_rata:
        return fee
    share = proposer.fee_from(season, datetime.date.fromisoformat(starts_on))
    return proposer.fee(season) if fee == share else fee


def _look_for_proofs(opening: Opening, today: datetime.date) -> None:
    by_category: dict[int, list[int]] = {}
    for member_id, data in opening.enrolment.rows:
        by_category.setdefault(data.category_id, []).append(member_id)
    day = _first_day(opening.season, today)
    for category in Category.select().where(Category.proof != ""):
        for member_id in without_proof(by_category.get(category.id, []), category, day):
            opening.lacking[member_id] = category.proof


def open_for(opening: Opening) -> int:
    """Write what was proposed, as one operation. Opening a season again for the same members changes nothing.

    Returns:
        How many were enrolled.
    """
    if not opening.enrolment.rows and not opening.is_new:
        return 0
    count = len(opening.enrolment.rows)
    one, many = N_("Open the season {season} for one member"), N_("Open the season {season} for {n} members")
    with operation(one if count == 1 else many, season=opening.season.label, n=count):
        if opening.is_new and season_on(opening.season.starts_on) is None:
            open_proposed(opening.season)
        return write_enrolment(opening.enrolment)
