"""Tables of members and all that belongs to them."""

from __future__ import annotations

import peewee

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_
from assoc_desktop.storage.attachment import Attachment
from assoc_desktop.storage.database import DateField, MoneyField, Record

PERSON, INSTITUTION, BOTH = "person", "institution", "both"

#: Kind of library → its name.
LIBRARY_KINDS = {
    "national": N_("National library"),
    "academic": N_("Academic library"),
    "public": N_("Public library"),
    "school": N_("School library"),
    "special": N_("Special library"),
    "community": N_("Community library"),
    "other": N_("Other body"),
}
#: What a contact person is in their institution.
CONTACT_ROLES = {
    "administrator": N_("Administrator"),
    "director": N_("Director"),
    "staff": N_("Staff"),
    "treasurer": N_("Treasurer"),
}
#: Kind of custom field → its name.
CUSTOM_KINDS = {
    "text": N_("Text"),
    "number": N_("Numeric value"),
    "date": N_("Date"),
    "yes_no": N_("Yes or no"),
    "choice": N_("Choice"),
}


class Category(Record):
    """A membership category: who may have it, what it costs, what it gives."""

    name = peewee.CharField(unique=True)
    applies_to = peewee.CharField(default=BOTH, help_text="person, institution or both")
    fee = MoneyField(default=0, help_text="per season, minor units")
    grace_days = peewee.IntegerField(
        default=60, help_text="days after the end in which a member still counts"
    )
    exempt = peewee.BooleanField(default=False, help_text="owes nothing: honorary, life")
    for_life = peewee.BooleanField(default=False, help_text="a membership that has no end")
    rolling = peewee.BooleanField(default=False, help_text="twelve months from joining, not the season's")
    pro_rata = peewee.CharField(
        default="",
        help_text="per cent of the fee by month of the season joined in: 12 numbers, comma-separated",
    )
    next_season_from = peewee.IntegerField(
        null=True, help_text="month of the season, 2 to 12, from which joining counts for the next season"
    )
    proof = peewee.CharField(default="", help_text="what must be shown, such as a student card")
    min_age = peewee.IntegerField(null=True, help_text="whole years")
    max_age = peewee.IntegerField(null=True, help_text="whole years")
    min_years = peewee.IntegerField(null=True, help_text="whole years since joining")
    max_years = peewee.IntegerField(null=True, help_text="whole years since joining")
    moves_to = peewee.ForeignKeyField(
        "self", null=True, on_delete="RESTRICT", help_text="proposed to those outside the limits"
    )
    votes = peewee.BooleanField(default=True)
    colour = peewee.CharField(default="#1F6F5C", help_text="of the card, #RRGGBB")
    position = peewee.IntegerField(default=0)
    archived = peewee.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.name)


class CategoryFee(Record):
    """What a category costs in one season, once that is settled. A season without a row has the category's fee."""

    category = peewee.ForeignKeyField(Category, on_delete="RESTRICT", backref="fees", index=False)
    season = peewee.ForeignKeyField(Season, on_delete="RESTRICT")
    fee = MoneyField(help_text="minor units")

    class Meta:
        indexes = ((("category", "season"), True),)


class Member(Record):
    """A person or an institution that belongs, belonged, or may belong."""

    kind = peewee.CharField(help_text="person or institution")
    number = peewee.CharField(null=True, unique=True)

    title = peewee.CharField(default="")
    family_name = peewee.CharField(default="")
    given_name = peewee.CharField(default="")
    birth_date = DateField(null=True)
    profession = peewee.CharField(default="")
    employer = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="employees")

    name = peewee.CharField(default="", help_text="of an institution")
    library_kind = peewee.CharField(default="", help_text="a key of LIBRARY_KINDS")
    isil = peewee.CharField(default="", help_text="ISO 15511 identifier")
    registration_number = peewee.CharField(default="")

    photo = peewee.ForeignKeyField(Attachment, null=True, on_delete="RESTRICT", index=False)
    address = peewee.TextField(default="", help_text="lines above the town")
    postcode = peewee.CharField(default="")
    town = peewee.CharField(default="")
    region = peewee.CharField(default="")
    country = peewee.CharField(default="", help_text="ISO 3166 alpha-2; empty: the association's")
    website = peewee.CharField(default="")
    languages = peewee.CharField(default="", help_text="codes, comma-separated, the preferred first")
    notes = peewee.TextField(default="")

    prospect_since = DateField(null=True)
    joined_on = DateField(null=True)
    resigned_on = DateField(null=True)
    struck_off_on = DateField(null=True)
    struck_off_reason = peewee.CharField(default="")
    deceased_on = DateField(null=True)
    archived_on = DateField(null=True)
    erased_on = DateField(null=True, help_text="made nameless on request; such a row is never changed again")

    sort_name = peewee.CharField(help_text="folded, family name first")
    search_text = peewee.TextField(help_text="folded: all that the search looks in")

    derived = ("sort_name", "search_text")

    class Meta:
        # The list of all members in order is read from this index alone.
        indexes = ((("archived_on", "sort_name"), False),)

    @property
    def full_name(self) -> str:
        """The name as cards and letters show it: given name first."""
        return full_name(self.kind, self.name, self.family_name, self.given_name)

    def __str__(self) -> str:
        return self.full_name


def list_name(kind: str, name: str, family_name: str, given_name: str) -> str:
    """The name as lists show and sort it: `N'Diaye Aïssatou`, or the institution's name."""
    return name if kind == INSTITUTION else f"{family_name} {given_name}".strip()


def full_name(kind: str, name: str, family_name: str, given_name: str) -> str:
    """The name as cards and letters show it: `Aïssatou N'Diaye`, or the institution's name."""
    return name if kind == INSTITUTION else f"{given_name} {family_name}".strip()


class Phone(Record):
    """A member's phone number, in the order in which they are to be tried."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="phones")
    position = peewee.IntegerField(default=0)
    number = peewee.CharField(help_text="E.164")


class EmailAddress(Record):
    """A member's e-mail address."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="emails")
    position = peewee.IntegerField(default=0)
    address = peewee.CharField()


class ContactPerson(Record):
    """Somebody to talk to in an institution."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="contacts")
    position = peewee.IntegerField(default=0)
    title = peewee.CharField(default="")
    family_name = peewee.CharField(default="")
    given_name = peewee.CharField(default="")
    role = peewee.CharField(default="", help_text="a key of CONTACT_ROLES")
    phone = peewee.CharField(default="", help_text="E.164")
    email = peewee.CharField(default="")
    main = peewee.BooleanField(default=False)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.title, self.given_name, self.family_name)))


class Tag(Record):
    """A word by which members are gathered."""

    name = peewee.CharField(unique=True)
    folded = peewee.CharField(unique=True)

    derived = ("folded",)

    def __str__(self) -> str:
        return str(self.name)


class MemberTag(Record):
    """A member carries a tag."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="tags", index=False)
    tag = peewee.ForeignKeyField(Tag, on_delete="RESTRICT")

    class Meta:
        indexes = ((("member", "tag"), True),)


class CustomField(Record):
    """A field that the treasurer defined."""

    name = peewee.CharField(unique=True)
    kind = peewee.CharField(help_text="a key of CUSTOM_KINDS")
    applies_to = peewee.CharField(default=BOTH, help_text="person, institution or both")
    choices = peewee.TextField(default="", help_text="of a choice: one per line")
    position = peewee.IntegerField(default=0)
    archived = peewee.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.name)


class CustomValue(Record):
    """What a member has in a custom field: text, a decimal number, an ISO date, or 1/0."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="custom_values", index=False)
    field = peewee.ForeignKeyField(CustomField, on_delete="RESTRICT")
    value = peewee.TextField()

    class Meta:
        indexes = ((("member", "field"), True),)


class Membership(Record):
    """A member belongs for a season, in a category."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="memberships", index=False)
    season = peewee.ForeignKeyField(Season, on_delete="RESTRICT", backref="memberships")
    category = peewee.ForeignKeyField(Category, on_delete="RESTRICT", backref="memberships")
    starts_on = DateField()
    ends_on = DateField(null=True, help_text="none: for life")
    grace_until = DateField(null=True, help_text="end plus the category's grace days when it was written")
    fee_due = MoneyField(default=0)
    reduction = MoneyField(default=0)
    reduction_reason = peewee.CharField(default="")

    class Meta:
        indexes = ((("member", "season"), True),)

    @property
    def to_pay(self) -> int:
        """Fee due less the reduction, in minor units."""
        return self.fee_due - self.reduction


class FormerNumber(Record):
    """A number that a member once had: cards that show it still find them."""

    owner = "member_id"

    number = peewee.CharField(unique=True)
    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="former_numbers")


class Household(Record):
    """People of one home: one of them pays for all, and one letter goes to all."""

    name = peewee.CharField(help_text="as a letter addresses them")
    payer = peewee.ForeignKeyField(Member, on_delete="RESTRICT", help_text="one of its people")

    def __str__(self) -> str:
        return str(self.name)


class HouseholdMember(Record):
    """A person lives in a household, and in one only."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", unique=True, backref="household")
    household = peewee.ForeignKeyField(Household, on_delete="RESTRICT", backref="people")


class Proof(Record):
    """What a member showed to be in a category, and until when it holds."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="proofs")
    name = peewee.CharField(help_text="as the category calls it")
    seen_on = DateField()
    valid_until = DateField()


class Consent(Record):
    """What a member allows or refuses, since when, and how we know."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="consents", index=False)
    purpose = peewee.CharField(help_text="a key of consents.PURPOSES")
    given = peewee.BooleanField()
    said_on = DateField()
    source = peewee.CharField(default="", help_text="paper form, by word of mouth, e-mail …")

    class Meta:
        indexes = ((("member", "purpose"), True),)


class NotSame(Record):
    """Two members that look alike and are not the same; the smaller id stands first."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="not_same_as", index=False)
    other = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="not_same_with")

    class Meta:
        indexes = ((("member", "other"), True),)


class SavedFilter(Record):
    """A question by which members are chosen, under a name."""

    name = peewee.CharField(unique=True)
    rule = peewee.TextField(help_text="JSON, see filters.model")

    def __str__(self) -> str:
        return str(self.name)


class CardDesign(Record):
    """A named design of cards; its settings are JSON that `cards.design` reads and checks."""

    name = peewee.CharField(unique=True)
    settings = peewee.TextField()
    preferred = peewee.BooleanField(default=False)


class Card(Record):
    """One printed card and what became of it."""

    owner = "member_id"

    serial = peewee.CharField(unique=True, help_text="member number, season, copy: 0412-2026-1")
    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="cards")
    season = peewee.ForeignKeyField(Season, on_delete="RESTRICT")
    copy_number = peewee.IntegerField(default=1)
    valid_until = DateField(null=True)
    printed_on = DateField()
    handed_over_on = DateField(null=True)
    lost_on = DateField(null=True)
    spoiled_on = DateField(null=True)
    replaces = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="replaced_by")

    class Meta:
        indexes = ((("season", "member"), False),)


class ImportProfile(Record):
    """How a list with these headings was read last time."""

    headings = peewee.TextField(unique=True, help_text="folded headings, one per line")
    mapping = peewee.TextField(help_text="JSON, see importing.mapping")
