"""Tables of the benefits: catalogue, who is entitled, uses, reviews, solidarity fund."""

from __future__ import annotations

import peewee

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.storage.database import DateField, MoneyField, Record
from assoc_desktop.surveys.records import Survey
from assoc_desktop.treasury.records import Account

#: Kind of benefit → its name.
BENEFIT_KINDS = {
    "discount": N_("Discount"),
    "training": N_("Training"),
    "publication": N_("Publication"),
    "loan": N_("Loan"),
    "network": N_("Network"),
    "insurance": N_("Insurance"),
    "vote": N_("Vote"),
    "event_price": N_("Event price"),
    "other": N_("Other"),
}
#: For whom a benefit is meant, as leaflets say it; who is entitled follows from categories and filter.
AUDIENCES = {
    "all": N_("All members"),
    "students": N_("Students"),
    "retired": N_("Retired members"),
    "corporate": N_("Corporate members"),
    "remote": N_("Members far away"),
    "region": N_("Members of a region"),
}
#: What a review decides.
DECISIONS = {
    "keep": N_("Keep"),
    "change": N_("Change"),
    "drop": N_("Drop"),
    "new": N_("New"),
}
#: Why the solidarity fund is asked.
REQUEST_KINDS = {
    "remote": N_("Lives far away"),
    "student": N_("Student"),
    "hardship": N_("Hardship"),
    "other": N_("Other"),
}


class Benefit(Record):
    """Something that membership gives."""

    name = peewee.CharField(unique=True)
    description = peewee.TextField(default="")
    kind = peewee.CharField(help_text="a key of BENEFIT_KINDS")
    partner = peewee.CharField(default="", help_text="who grants it, when not the association itself")
    agreed_from = DateField(null=True)
    agreed_until = DateField(null=True)
    audience = peewee.CharField(default="all", help_text="a key of AUDIENCES")
    only_for = peewee.TextField(
        default="", help_text="a filter of members as JSON; empty: nothing more is asked"
    )
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    quota = peewee.IntegerField(null=True, help_text="uses by a member in a season; NULL: as often as wanted")
    cost = MoneyField(default=0, help_text="to the association, for one use")
    value = MoneyField(default=0, help_text="to the member, of one use")
    needs_dues = peewee.BooleanField(default=True, help_text="only for who is up to date")
    position = peewee.IntegerField(default=0)
    archived = peewee.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.name)


class Entitlement(Record):
    """A category whose members are entitled to a benefit."""

    benefit = peewee.ForeignKeyField(Benefit, on_delete="RESTRICT", backref="entitlements", index=False)
    category = peewee.ForeignKeyField(Category, on_delete="RESTRICT")
    quota = peewee.IntegerField(null=True, help_text="for this category; NULL: that of the benefit")

    class Meta:
        indexes = ((("benefit", "category"), True),)


class BenefitUse(Record):
    """A member used a benefit. What it cost and was worth is kept as it was that day."""

    owner = "member_id"

    benefit = peewee.ForeignKeyField(Benefit, on_delete="RESTRICT", index=False)
    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="benefit_uses")
    season = peewee.ForeignKeyField(Season, on_delete="RESTRICT", index=False)
    used_on = DateField()
    note = peewee.CharField(default="")
    cost = MoneyField()
    value = MoneyField()
    beyond = peewee.CharField(
        default="", help_text="why it was given although nobody was entitled; else empty"
    )
    reversed_on = DateField(null=True)
    reversed_because = peewee.CharField(default="")
    place = peewee.CharField(
        null=True,
        unique=True,
        help_text="which of the uses in the quota it is; NULL: reversed, or given beyond",
    )

    derived = ("place",)

    class Meta:
        indexes = ((("season", "benefit", "member"), False),)


class ReviewRound(Record):
    """A review of benefits and categories with the members, from the survey to the decisions."""

    name = peewee.CharField(unique=True)
    season = peewee.ForeignKeyField(Season, on_delete="RESTRICT", index=False)
    survey = peewee.ForeignKeyField(Survey, null=True, on_delete="RESTRICT", index=False)
    previous = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)
    opened_on = DateField()
    closed_on = DateField(null=True)

    def __str__(self) -> str:
        return str(self.name)


class ReviewItem(Record):
    """A benefit, a category or a new idea put to the members, and what was decided."""

    round = peewee.ForeignKeyField(ReviewRound, on_delete="RESTRICT", backref="items", index=False)
    benefit = peewee.ForeignKeyField(Benefit, null=True, on_delete="RESTRICT", index=False)
    category = peewee.ForeignKeyField(Category, null=True, on_delete="RESTRICT", index=False)
    idea = peewee.CharField(default="", help_text="what is proposed, when it is neither yet")
    code = peewee.CharField(default="", help_text="of the question that asks about it")
    decision = peewee.CharField(default="", help_text="a key of DECISIONS; empty: not yet")
    reason = peewee.TextField(default="")
    decided_on = DateField(null=True)

    class Meta:
        indexes = ((("round", "benefit"), True), (("round", "category"), True))


class SolidarityCriterion(Record):
    """What the solidarity fund asks about a request."""

    text = peewee.CharField(unique=True)
    position = peewee.IntegerField(default=0)
    archived = peewee.BooleanField(default=False)


class SolidarityRequest(Record):
    """A request for help with the dues, and what was decided."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", backref="solidarity_requests")
    season = peewee.ForeignKeyField(Season, on_delete="RESTRICT")
    kind = peewee.CharField(help_text="a key of REQUEST_KINDS")
    words = peewee.TextField(default="", help_text="the request, in the member's words")
    asked_on = DateField()
    asked = MoneyField(default=0)
    granted = MoneyField(null=True, help_text="NULL: not decided; 0: refused")
    decided_on = DateField(null=True)
    decided_by = peewee.CharField(default="")
    reason = peewee.TextField(default="")
    account = peewee.ForeignKeyField(
        Account, null=True, on_delete="RESTRICT", index=False, help_text="which pays"
    )
    membership = peewee.ForeignKeyField(
        Membership, null=True, on_delete="RESTRICT", help_text="whose fee it lowers"
    )


class SolidarityMet(Record):
    """A criterion that a request meets."""

    request = peewee.ForeignKeyField(SolidarityRequest, on_delete="RESTRICT", backref="met", index=False)
    criterion = peewee.ForeignKeyField(SolidarityCriterion, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = ((("request", "criterion"), True),)
