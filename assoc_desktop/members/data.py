"""Members, categories and memberships as a page, a list or another program gives them, before they are checked and kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from assoc_desktop.members.records import BOTH, PERSON, full_name


@dataclass
class ContactData:
    """A contact person of an institution, as typed."""

    title: str = ""
    family_name: str = ""
    given_name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    main: bool = False


@dataclass
class MemberData:
    """All of a member that a person edits. Phones are as typed or E.164.

    Attributes:
        number: empty lets the association's pattern give one when the member joins.
        photo_id: SHA-256 of an attachment.
        languages: codes, comma-separated, the preferred first.
        former_numbers: numbers the member had before two records were brought together; no page changes them.
        custom: id of a custom field → its value as it is stored, for all fields, also those no longer shown.
    """

    kind: str = PERSON
    number: str = ""
    title: str = ""
    family_name: str = ""
    given_name: str = ""
    birth_date: datetime.date | None = None
    profession: str = ""
    employer_id: int | None = None
    name: str = ""
    library_kind: str = ""
    isil: str = ""
    registration_number: str = ""
    photo_id: str | None = None
    address: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    website: str = ""
    languages: str = ""
    notes: str = ""
    prospect_since: datetime.date | None = None
    joined_on: datetime.date | None = None
    resigned_on: datetime.date | None = None
    struck_off_on: datetime.date | None = None
    struck_off_reason: str = ""
    deceased_on: datetime.date | None = None
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    contacts: list[ContactData] = field(default_factory=list)
    former_numbers: list[str] = field(default_factory=list)
    custom: dict[int, str] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """The name as cards and letters show it."""
        return full_name(self.kind, self.name, self.family_name, self.given_name)


@dataclass
class CategoryData:
    """All of a category that a person edits. `fee` is in minor units.

    Attributes:
        rolling: twelve months from joining, in the place of the season.
        pro_rata: per cent of the fee by month of the season joined in: 12 numbers, comma-separated; empty: the whole.
        next_season_from: month of the season, 2 to 12, from which joining counts for the next season.
        proof: what must be shown, such as a student card.
        min_age, max_age: in whole years on the first day of the season.
        min_years, max_years: whole years since joining, on that day.
        moves_to_id: the category proposed to those outside these limits.
    """

    name: str
    applies_to: str = BOTH
    fee: int = 0
    grace_days: int = 60
    exempt: bool = False
    for_life: bool = False
    votes: bool = True
    colour: str = "#1F6F5C"
    position: int = 0
    rolling: bool = False
    pro_rata: str = ""
    next_season_from: int | None = None
    proof: str = ""
    min_age: int | None = None
    max_age: int | None = None
    min_years: int | None = None
    max_years: int | None = None
    moves_to_id: int | None = None


@dataclass
class MembershipData:
    """All of a membership that a person edits; amounts in minor units. An end of None means for life."""

    season_id: int
    category_id: int
    starts_on: datetime.date
    ends_on: datetime.date | None
    fee_due: int
    reduction: int = 0
    reduction_reason: str = ""
