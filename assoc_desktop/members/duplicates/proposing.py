"""Two members side by side: where they differ, what is proposed, and the one that the choices make of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.records import Card, Member, Membership
from assoc_desktop.storage.history import history_of

LEFT, RIGHT, BOTH = "left", "right", "both"

#: Row of the comparison → its name and the fields that are chosen together: half an address is none.
ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "number": (N_("Number"), ("number",)),
    "title": (N_("Title"), ("title",)),
    "person": (N_("Name"), ("family_name", "given_name")),
    "name": (N_("Name"), ("name",)),
    "birth_date": (N_("Birth date"), ("birth_date",)),
    "library_kind": (N_("Kind of library"), ("library_kind",)),
    "isil": (N_("ISIL"), ("isil",)),
    "registration_number": (N_("Registration number"), ("registration_number",)),
    "phones": (N_("Phones"), ("phones",)),
    "emails": (N_("E-mails"), ("emails",)),
    "address": (N_("Address"), ("address", "postcode", "town", "region", "country")),
    "website": (N_("Website"), ("website",)),
    "profession": (N_("Profession"), ("profession",)),
    "employer_id": (N_("Employer"), ("employer_id",)),
    "contacts": (N_("Contact people"), ("contacts",)),
    "languages": (N_("Languages"), ("languages",)),
    "tags": (N_("Tags"), ("tags",)),
    "prospect_since": (N_("Prospect since"), ("prospect_since",)),
    "joined_on": (N_("Joined on"), ("joined_on",)),
    "resigned_on": (N_("Resigned on"), ("resigned_on",)),
    "struck_off_on": (N_("Struck off on"), ("struck_off_on", "struck_off_reason")),
    "deceased_on": (N_("Deceased on"), ("deceased_on",)),
    "photo_id": (N_("Photo"), ("photo_id",)),
    "notes": (N_("Notes"), ("notes",)),
}  # fmt: skip
_LISTS = ("phones", "emails", "tags", "contacts")
#: Rows of which both may be taken together.
JOINED = (*_LISTS, "notes")
_EARLIER = ("joined_on", "prospect_since")
_LATER = ("resigned_on", "struck_off_on", "deceased_on")
#: What is that of the record which stays, when both have one.
_KEPT = ("number", "birth_date", "isil", "registration_number")
#: Parts of the history that are looked through for the last change of a member's fields.
_PARTS_READ = 30


@dataclass(frozen=True, slots=True)
class Difference:
    """A row in which two members differ.

    Attributes:
        key: of `ROWS`, or `custom:<id of the field>`.
        left, right: the values of its fields.
        proposed: `LEFT`, `RIGHT` or `BOTH`.
        can_join: whether both may be taken.
    """

    key: str
    left: tuple[Any, ...]
    right: tuple[Any, ...]
    proposed: str
    can_join: bool = False


def differences(left: MemberData, right: MemberData, later: str = LEFT) -> list[Difference]:
    """Where two members differ, in the order of the page, with what is proposed: what is fuller, else later.

    Args:
        later: whose fields were written last: `LEFT` or `RIGHT`, see `later_of`.
    """
    found = []
    for key, (_name, names) in ROWS.items():
        mine, its = (tuple(getattr(data, name) for name in names) for data in (left, right))
        if not _same(mine, its):
            found.append(Difference(key, mine, its, _proposed(key, mine, its, later), key in JOINED))
    for field_id in sorted(left.custom.keys() | right.custom.keys()):
        mine, its = (left.custom.get(field_id, ""),), (right.custom.get(field_id, ""),)
        if mine != its:
            proposed = later if mine[0] and its[0] else LEFT if mine[0] else RIGHT
            found.append(Difference(f"custom:{field_id}", mine, its, proposed))
    return found


def _same(mine: tuple[Any, ...], its: tuple[Any, ...]) -> bool:
    if mine == its:
        return True
    lists = [set(map(_key, value)) for value in (*mine, *its) if isinstance(value, list)]
    return bool(lists) and lists[0] == lists[1]


def _key(value: Any) -> Any:
    if isinstance(value, ContactData):
        return fold(value.given_name), fold(value.family_name), value.role, value.phone, value.email.lower()
    return value.lower()


def _proposed(key: str, mine: tuple[Any, ...], its: tuple[Any, ...], later: str) -> str:
    if not any(mine) or not any(its):
        return LEFT if any(mine) else RIGHT
    if key in JOINED:
        return BOTH
    if key in _EARLIER:
        return LEFT if mine <= its else RIGHT
    if key in _LATER:
        return LEFT if mine >= its else RIGHT
    if key in _KEPT:
        return LEFT
    if _fullness(key, mine) != _fullness(key, its):
        return RIGHT if _fullness(key, its) > _fullness(key, mine) else LEFT
    return later


def _fullness(key: str, values: tuple[Any, ...]) -> tuple[int, int, bool]:
    """How much is said: fields that are filled; of a name also its letters, and a name in capitals alone says less."""
    texts = [str(value) for value in values if value]
    if key not in ("person", "name"):
        return len(texts), 0, False
    return len(texts), sum(len(text.replace(".", "")) for text in texts), not "".join(texts).isupper()


def later_of(left_id: int, right_id: int) -> str:
    """Whose fields, phones or e-mails were written last."""
    return RIGHT if _last_written(right_id) > _last_written(left_id) else LEFT


def _last_written(member_id: int) -> int:
    of_the_member = ("member", "phone", "email_address")
    changes = history_of(member_id, limit=_PARTS_READ)
    return max(
        (change.operation.id for change in changes if change.table in of_the_member), default=member_id
    )


def merged(left: MemberData, right: MemberData, choices: Mapping[str, str] | None = None) -> MemberData:
    """The member that two make.

    Args:
        choices: row → `LEFT`, `RIGHT` or `BOTH`; rows that are not named are taken as proposed.
    """
    values: dict[str, Any] = {}
    custom = dict(left.custom)
    for row in differences(left, right):
        side = (choices or {}).get(row.key, row.proposed)
        if row.key.startswith("custom:"):
            custom[int(row.key.removeprefix("custom:"))] = row.right[0] if side == RIGHT else row.left[0]
        elif side == BOTH:
            values[row.key] = _joined(row.left[0], row.right[0])
        elif side == RIGHT:
            values |= dict(zip(ROWS[row.key][1], row.right, strict=True))
    numbers = {*left.former_numbers, *right.former_numbers, left.number, right.number}
    data = replace(left, **values, custom=custom)
    if sum(contact.main for contact in data.contacts) > 1:
        data.contacts = _with_one_main(data.contacts)
    data.former_numbers = sorted(numbers - {"", data.number})
    return data


def _joined(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        return left if right in left else right if left in right else f"{left}\n\n{right}"
    known = {_key(value) for value in left}
    return [*left, *(value for value in right if _key(value) not in known)]


def _with_one_main(contacts: Sequence[ContactData]) -> list[ContactData]:
    first = next(place for place, contact in enumerate(contacts) if contact.main)
    return [replace(contact, main=place == first) for place, contact in enumerate(contacts)]


def filled_up(left: MemberData, right: MemberData) -> MemberData:
    """The first as it is, with what it lacks from the second; lists and notes of both."""
    choices = {}
    for row in differences(left, right):
        choices[row.key] = BOTH if row.can_join and any(row.left) else LEFT if any(row.left) else RIGHT
    return merged(left, right, choices)


def in_order(one_id: int, other_id: int) -> tuple[int, int]:
    """Which of two is to be kept, and which goes into it: the one that more is known of, else the first entered."""
    first, second = sorted((one_id, other_id))
    return (second, first) if _weight(second) > _weight(first) else (first, second)


def _weight(member_id: int) -> tuple[bool, int, int, int]:
    member = Member.get_by_id(member_id)
    cards = Card.select().where(Card.member == member_id).count()
    memberships = Membership.select().where(Membership.member == member_id).count()
    filled = sum(
        bool(getattr(member, name.name)) for name in fields(MemberData) if hasattr(Member, name.name)
    )
    return member.archived_on is None, cards, memberships, filled


@dataclass(frozen=True, slots=True)
class SeasonOfBoth:
    """A season to which both belong: only one membership may stand.

    Attributes:
        left, right: the membership of each.
        proposed: `LEFT` or `RIGHT`: the one that has a card, else the one with more to pay.
    """

    season: Season
    left: Membership
    right: Membership
    proposed: str


def seasons_of_both(keep_id: int, other_id: int) -> list[SeasonOfBoth]:
    """The seasons to which both belong, the latest first."""
    left, right = (
        {row.season_id: row for row in Membership.select().where(Membership.member == member_id)}
        for member_id in (keep_id, other_id)
    )
    both = (
        Season.select()
        .where(Season.id.in_(list(left.keys() & right.keys())))
        .order_by(Season.starts_on.desc())
    )
    return [
        SeasonOfBoth(
            season, left[season.id], right[season.id], _which_stays(left[season.id], right[season.id])
        )
        for season in both
    ]


def _which_stays(left: Membership, right: Membership) -> str:
    return RIGHT if _membership_weight(right) > _membership_weight(left) else LEFT


def _membership_weight(row: Membership) -> tuple[bool, int]:
    card = Card.select().where(
        Card.member == row.member_id,
        Card.season == row.season_id,
        Card.spoiled_on.is_null(),
        Card.lost_on.is_null(),
    )
    return card.exists(), row.to_pay
