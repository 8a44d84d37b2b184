"""The table of actions: who does what by when."""

from __future__ import annotations

import peewee

from assoc_desktop.members.records import Member
from assoc_desktop.storage.database import DateField, Record


class Action(Record):
    """Something that somebody promised to do."""

    owner = "member_id"

    text = peewee.CharField()
    who = peewee.CharField(default="", help_text="who does it, in words")
    due_on = DateField(null=True)
    done_on = DateField(null=True)
    dropped_on = DateField(null=True)
    result = peewee.TextField(default="")
    member = peewee.ForeignKeyField(
        Member, null=True, on_delete="RESTRICT", backref="actions", help_text="whom it concerns"
    )
    about_table = peewee.CharField(
        default="", help_text="table of the record it came from, such as conversation"
    )
    about_id = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("about_table", "about_id"), False),)

    def __str__(self) -> str:
        return str(self.text)
