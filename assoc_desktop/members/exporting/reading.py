"""Reading many members with all that an export may tell of them: a few statements for every few hundred of them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members import listing
from assoc_desktop.members.bulk import read_members
from assoc_desktop.members.consents import PURPOSES, refused
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.members.records import full_name
from assoc_desktop.members.status import Facts, Period, Status, status_on
from assoc_desktop.storage.database import database, day_from, portions

#: What costs statements of its own, and is read only when a column asks for it.
EMPLOYER, SEASON, REASON, HOUSEHOLD, CONSENTS, ARCHIVE = (
    "employer", "season", "reason", "household", "consents", "archive",
)  # fmt: skip


@dataclass(frozen=True)
class MembershipRead:
    """A member's membership in the season asked about; amounts in minor units, `left` after what was paid."""

    season: str
    category: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    fee_due: int
    reduction: int
    reduction_reason: str
    left: int


@dataclass(slots=True)
class Exported:
    """A member with what an export may tell besides their own data.

    Attributes:
        addressee: to whom a letter is addressed: the household, or the member.
        status: a key of `status.STATUSES`; its reason is read only when it is asked for.
        consents: purpose → yes or no, for what was said.
    """

    id: int
    data: MemberData
    addressee: str
    employer: str = ""
    membership: MembershipRead | None = None
    status: str = ""
    reason: str = ""
    card: str = ""
    household: str = ""
    archived_on: datetime.date | None = None
    consents: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """How members are read for an export.

    Attributes:
        season_id: whose memberships, fees and cards are told.
        office: also what members do not want passed on: e-mails, phones, photos.
        needs: those of the constants above that are asked for.
    """

    today: datetime.date
    conventions: Conventions
    season_id: int | None = None
    office: bool = False
    needs: Collection[str] = ()

    def read(self, ids: Sequence[int]) -> Iterator[Exported]:
        """The members in the order of the ids; who is gone is left out."""
        withheld = (
            {} if self.office else {purpose: refused(purpose) for purpose in ("email", "phone", "photo")}
        )
        loaders: dict[str, Callable[[dict[int, Exported], str], None]] = {
            EMPLOYER: self._employers, SEASON: self._season, REASON: self._reasons, HOUSEHOLD: _households,
            CONSENTS: _consents, ARCHIVE: _archive,
        }  # fmt: skip
        for part in portions(ids):
            found = {
                member_id: Exported(member_id, _passed_on(member_id, data, withheld), data.full_name)
                for member_id, data in read_members(part).items()
            }
            # Ids come from the database itself, and as numbers cannot carry anything else into the text.
            marks = ", ".join(str(int(member_id)) for member_id in found)
            for need in loaders:
                if need in self.needs:
                    loaders[need](found, marks)
            yield from (found[member_id] for member_id in part if member_id in found)

    def _employers(self, found: dict[int, Exported], _marks: str) -> None:
        ids = {each.data.employer_id for each in found.values() if each.data.employer_id}
        marks = ", ".join(str(int(member_id)) for member_id in ids)
        sql = f"SELECT id, kind, name, family_name, given_name FROM member WHERE id IN ({marks})"
        names = {row[0]: full_name(*row[1:]) for row in database.execute_sql(sql)}
        for each in found.values():
            each.employer = names.get(each.data.employer_id or 0, "")

    def _season(self, found: dict[int, Exported], marks: str) -> None:
        sql = (
            "SELECT member_id, season.label, category.name, membership.starts_on, membership.ends_on, fee_due, reduction,"
            f" reduction_reason, {LEFT_SQL} FROM membership JOIN category ON category.id = category_id"
            f" JOIN season ON season.id = season_id WHERE member_id IN ({marks}) AND season_id = ?"
        )
        for member_id, *values in database.execute_sql(sql, (self.season_id,)):
            values[2], values[3] = day_from(values[2]), day_from(values[3])
            found[member_id].membership = MembershipRead(*values)
        for row in listing.rows(list(found), season_id=self.season_id, today=self.today):
            found[row.id].status, found[row.id].card = row.status, row.card

    def _reasons(self, found: dict[int, Exported], marks: str) -> None:
        sql = (
            "SELECT member_id, season.label, membership.starts_on, membership.ends_on, grace_until FROM membership"
            f" JOIN season ON season.id = season_id WHERE member_id IN ({marks})"
        )
        periods: dict[int, list[Period]] = defaultdict(list)
        for member_id, label, starts_on, ends_on, grace_until in database.execute_sql(sql):
            starts = datetime.date.fromisoformat(starts_on)
            periods[member_id].append(Period(label, starts, day_from(ends_on), day_from(grace_until)))
        for member_id, each in found.items():
            each.reason = self._status(each.data, tuple(periods[member_id])).reason

    def _status(self, data: MemberData, periods: tuple[Period, ...]) -> Status:
        facts = Facts(
            joined_on=data.joined_on,
            resigned_on=data.resigned_on,
            struck_off_on=data.struck_off_on,
            struck_off_reason=data.struck_off_reason,
            deceased_on=data.deceased_on,
            periods=periods,
        )
        return status_on(self.today, facts, self.conventions)


def withheld_count(ids: Sequence[int], purposes: Collection[str]) -> int:
    """How many of these members have something that they do not want passed on: an e-mail, a phone or a photo.

    Args:
        purposes: those of `consents.PURPOSES` that an export would tell.
    """
    tables = {"email": "email_address", "phone": "phone"}
    wanted, found = set(ids), set()
    for purpose in purposes:
        holding = (
            "SELECT id FROM member WHERE photo_id IS NOT NULL"
            if purpose == "photo"
            else f"SELECT member_id FROM {tables[purpose]} UNION SELECT member_id FROM contact_person"
            f" WHERE {purpose} != ''"
        )
        with_some = {row[0] for row in database.execute_sql(holding)}
        found |= refused(purpose) & wanted & with_some
    return len(found)


def _passed_on(member_id: int, data: MemberData, withheld: dict[str, set[int]]) -> MemberData:
    """The member without what they do not want passed on; the people of an institution are reached through it."""
    no_email = member_id in withheld.get("email", ())
    no_phone = member_id in withheld.get("phone", ())
    no_photo = member_id in withheld.get("photo", ())
    if not (no_email or no_phone or no_photo):
        return data
    contacts = [_contact_passed_on(each, no_email, no_phone) for each in data.contacts]
    return replace(
        data,
        emails=[] if no_email else data.emails,
        phones=[] if no_phone else data.phones,
        photo_id=None if no_photo else data.photo_id,
        contacts=contacts,
    )


def _contact_passed_on(contact: ContactData, no_email: bool, no_phone: bool) -> ContactData:
    return replace(contact, email="" if no_email else contact.email, phone="" if no_phone else contact.phone)


def _households(found: dict[int, Exported], marks: str) -> None:
    sql = (
        "SELECT member_id, name FROM household_member JOIN household ON household.id = household_id"
        f" WHERE member_id IN ({marks})"
    )
    for member_id, name in database.execute_sql(sql):
        found[member_id].household = name


def _consents(found: dict[int, Exported], marks: str) -> None:
    sql = f"SELECT member_id, purpose, given FROM consent WHERE member_id IN ({marks})"
    for member_id, purpose, given in database.execute_sql(sql):
        if purpose in PURPOSES:
            found[member_id].consents[purpose] = bool(given)


def _archive(found: dict[int, Exported], marks: str) -> None:
    sql = f"SELECT id, archived_on FROM member WHERE id IN ({marks}) AND archived_on IS NOT NULL"
    for member_id, archived_on in database.execute_sql(sql):
        found[member_id].archived_on = day_from(archived_on)
