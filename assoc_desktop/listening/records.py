"""Tables of listening: possible members, and what people said about joining and staying."""

from __future__ import annotations

import peewee

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_
from assoc_desktop.members.records import Member
from assoc_desktop.storage.database import DateField, Record

#: With whom one talks.
WHOM = {
    "member": N_("Member"),
    "possible": N_("Possible member"),
    "lapsed": N_("Former member"),
    "colleague": N_("Colleague"),
    "board": N_("Board"),
    "other": N_("Other"),
}
#: How one talks.
WAYS = {
    "visit": N_("Visit"),
    "phone": N_("Phone"),
    "letter": N_("Letter"),
    "meeting": N_("Meeting"),
    "email": N_("E-mail"),
    "other": N_("Other"),
}
#: Why somebody does not join or renew.
REASONS = {
    "cost": N_("Cannot afford it"),
    "value": N_("Does not see the value"),
    "distance": N_("Nothing near them"),
    "interest": N_("Not interested in professional development"),
    "time": N_("No time"),
    "moved": N_("Moved or left the field"),
    "employer": N_("Employer stopped paying"),
    "forgot": N_("Forgot"),
    "other": N_("Other"),
}
#: Where a possible member stands.
STAGES = {
    "known": N_("Known"),
    "invited": N_("Invited"),
    "applied": N_("Applied"),
    "joined": N_("Has joined"),
    "declined": N_("Declined"),
}


class Prospect(Record):
    """What is known of a possible member besides name and address."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT", unique=True, backref="prospects")
    source = peewee.CharField(default="", help_text="where from: a visit, an event, a member")
    brought_by = peewee.ForeignKeyField(
        Member, null=True, on_delete="RESTRICT", help_text="the member who named them"
    )
    stage = peewee.CharField(default="known", help_text="a key of STAGES")
    stage_on = DateField()
    next_step = peewee.CharField(default="")
    next_on = DateField(null=True)


class Conversation(Record):
    """What somebody said, in their words, and what was made of it later."""

    owner = "member_id"

    member = peewee.ForeignKeyField(Member, null=True, on_delete="RESTRICT", backref="conversations")
    partner = peewee.CharField(default="", help_text="who spoke, when it is no member")
    whom = peewee.CharField(help_text="a key of WHOM")
    day = DateField(index=True)
    by_whom = peewee.CharField(default="", help_text="who listened")
    way = peewee.CharField(help_text="a key of WAYS")
    words = peewee.TextField(default="")
    satisfaction = peewee.IntegerField(null=True, help_text="1 to 5")
    season = peewee.ForeignKeyField(
        Season, null=True, on_delete="RESTRICT", help_text="for which they do not join or renew"
    )
    stated = peewee.CharField(default="", help_text="a key of REASONS: the reason as it was given")
    assessed = peewee.CharField(default="", help_text="a key of REASONS: the cause as the board sees it")
    assessed_on = DateField(null=True)
    assessed_by = peewee.CharField(default="")
    assessment = peewee.TextField(default="")
