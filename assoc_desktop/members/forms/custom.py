"""Fields on a page for the fields that the treasurer defined."""

from __future__ import annotations

import datetime
from decimal import Decimal

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import CustomField
from assoc_desktop.widgets.fields import ChoiceField, DateField, Field, LineField, TextField
from assoc_desktop.widgets.fields.number import DecimalField

#: What a line may hold at most, which is what Qt allows: nothing that is stored is cut by being shown.
LONGEST_LINE = 32767
_LONG_TEXT = 60


def custom_field_editor(field: CustomField, conventions: Conventions, stored: str) -> Field:
    """The field in which a value is typed; its value is the text that is stored.

    Args:
        field: what the treasurer defined.
        conventions: how dates and numbers are written.
        stored: the present value, for which there must be room.
    """
    if field.kind == "number":
        return _StoredNumber(conventions)
    if field.kind == "date":
        return _StoredDate(conventions)
    if field.kind == "yes_no":
        return ChoiceField([("", "—"), ("1", _("Yes")), ("0", _("No"))])
    if field.kind == "choice":
        choices = dict.fromkeys([*field.choices.splitlines(), *filter(None, [stored])])
        return ChoiceField([("", "—"), *((choice, choice) for choice in choices)])
    if "\n" in stored or len(stored) > _LONG_TEXT:
        return TextField()
    return LineField(longest=LONGEST_LINE)


class _StoredNumber(DecimalField):
    """A number whose value is `1234.5`."""

    def value(self) -> str:
        number = super().value()
        return "" if number is None else format(number, "f")

    def set_value(self, value: str) -> None:
        super().set_value(Decimal(value) if value else None)


class _StoredDate(DateField):
    """A date whose value is `2026-01-31`."""

    def value(self) -> str:
        day = super().value()
        return "" if day is None else day.isoformat()

    def set_value(self, value: str) -> None:
        super().set_value(datetime.date.fromisoformat(value) if value else None)

    def _tidy(self) -> None:
        if not self.problem():
            self.set_value(self.value())
