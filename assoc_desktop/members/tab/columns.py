"""The columns of the list, and how a member is written in them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members import listing
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.records import INSTITUTION, CustomField
from assoc_desktop.members.status import STATUSES
from assoc_desktop.members.telling import custom_value_in_words
from assoc_desktop.widgets.record_table import Column, Row

#: Status → tone of its chip.
TONES = {
    "new": "info",
    "current": "good",
    "grace": "warn",
    "lapsed": "bad",
    "pending": "neutral",
    "resigned": "neutral",
    "struck_off": "neutral",
    "deceased": "neutral",
}
#: Before a phone or e-mail that is not to be used: its member refuses calls or e-mail.
REFUSED_MARK = "⊘"
_LEFT = ("resigned", "struck_off", "deceased")


def kind_word(kind: str) -> str:
    """Person or institution."""
    return _("Institution") if kind == INSTITUTION else _("Person")


def all_columns() -> list[Column]:
    """The list's columns, with the treasurer's own fields at the end."""
    columns = [
        Column("number", _("No."), 72),
        Column("name", _("Name"), 220, stretch=True),
        Column("category", _("Category"), 98),
        Column("town", _("Town"), 98),
        Column("status", _("Status"), 124, chip=True),
        Column("to_pay", _("Left to pay"), 104, right=True),
        Column("kind", _("Kind"), 100, shown=False),
        Column("phone", _("Phone"), 130, shown=False, sortable=False),
        Column("email", _("E-mail"), 190, shown=False, sortable=False),
        Column("postcode", _("Postcode"), 90, shown=False),
        Column("region", _("Region"), 120, shown=False),
        Column("profession", _("Profession"), 140, shown=False),
        Column("joined_on", _("Joined on"), 104, shown=False),
        Column("tags", _("Tags"), 140, shown=False, sortable=False),
        Column("card", _("Card"), 130, shown=False, sortable=False),
    ]
    own = [
        Column(f"custom.{each.id}", each.name, 120, right=each.kind == "number", shown=False, sortable=False)
        for each in custom_fields()
    ]
    return [*columns, *own]


# Thousands of members owe the same few fees and joined on the same few days.
@lru_cache(maxsize=4096)
def _amount(conventions: Conventions, minor: int) -> str:
    return conventions.amount(minor)


@lru_cache(maxsize=4096)
def _date(conventions: Conventions, day: datetime.date | None) -> str:
    return conventions.date(day)


def row_of(found: listing.Row, conventions: Conventions, own: Sequence[CustomField]) -> Row:
    """What the list shows of a member."""
    texts = {
        "number": found.number,
        "name": found.name,
        "category": found.category,
        "town": found.town,
        "status": _(STATUSES[found.status]),
        # Without the currency, which the sum below the list names: the column stays narrow.
        "to_pay": "—" if not found.to_pay else _amount(conventions, found.to_pay),
        "kind": kind_word(found.kind),
        "phone": _marked("phone", conventions.phone(found.phone) if found.phone else "", found),
        "email": _marked("email", found.email, found),
        "postcode": found.postcode,
        "region": found.region,
        "profession": found.profession,
        "joined_on": _date(conventions, found.joined_on),
        "tags": found.tags,
        "card": found.card,
    }
    for each in own:
        texts[f"custom.{each.id}"] = custom_value_in_words(each, found.custom.get(each.id, ""), conventions)
    return Row(texts, {}, {"status": TONES[found.status]}, quiet=found.status in _LEFT)


def _marked(purpose: str, text: str, found: listing.Row) -> str:
    """A phone or e-mail that its member does not want used is seen by its mark."""
    return f"{REFUSED_MARK} {text}" if text and purpose in found.refuses else text


EMPTY_ROW = Row({})
