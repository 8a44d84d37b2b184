"""Values of columns in words: names for ids, dates and amounts as the country writes them."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import (
    CONTACT_ROLES,
    INSTITUTION,
    LIBRARY_KINDS,
    PERSON,
    Category,
    CustomField,
    Household,
    Member,
    Tag,
)
from assoc_desktop.storage.history import record_classes

#: Longest value told in full; notes may hold pages.
_LONGEST_VALUE = 80
#: Column → what its ids point to.
_POINTED_AT = {
    "employer_id": Member, "other_id": Member, "tag_id": Tag, "season_id": Season, "category_id": Category,
    "household_id": Household, "brought_by_id": Member,
}  # fmt: skip


class Wording:
    """Words for values; names of what they point to are read once."""

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self._names: dict[tuple[str, Any], str] = {}

    def value(self, column: str, value: Any, table: str = "") -> str:
        """A value of a column in words; nothing gives an empty text."""
        if value is None or value == "":
            return ""
        if column.endswith("_id"):
            return self.name(column, value)
        if column == "day" or column.endswith(("_on", "_date", "_since", "_until")):
            return self.conventions.date(datetime.date.fromisoformat(value))
        if column in ("fee_due", "reduction", "amount", "asked", "granted"):
            return self.conventions.money(value)
        if column == "main":
            return _("yes") if value else _("no")
        if column == "given":
            return _("agreed") if value else _("refused")
        return shortened(self._word(column, str(value), table))

    def _word(self, column: str, value: str, table: str) -> str:
        if column == "phone" or (table == "phone" and column == "number"):
            return self.conventions.phone(value)
        if column == "country":
            return self.conventions.country_name(value)
        if column == "languages":
            names = self.conventions.locale.languages
            return ", ".join(str(names.get(code, code)) for code in value.split(","))
        if column == "kind":
            return {PERSON: _("Person"), INSTITUTION: _("Institution")}.get(value, value)
        for known, words in (("library_kind", LIBRARY_KINDS), ("role", CONTACT_ROLES)):
            if column == known and value in words:
                return _(words[value])
        return value

    def name(self, column: str, value: Any) -> str:
        """The name of what a reference points to."""
        if (column, value) not in self._names:
            # What later features keep is known by the names of their tables alone.
            record = _POINTED_AT.get(column) or record_classes()[column.removesuffix("_id")]
            found = record.get_or_none(record.id == value)
            self._names[column, value] = _("(no longer there)") if found is None else shortened(str(found))
        return self._names[column, value]

    @cached_property
    def custom_fields(self) -> dict[int, CustomField]:
        """Id → field."""
        return {field.id: field for field in CustomField.select()}


def change_sentence(field: str, before: str, after: str) -> str:
    """What a field was and is, in one sentence."""
    if before and after:
        return _("{field}: {before} → {after}").format(field=field, before=before, after=after)
    if after:
        return _("{field}: {value}").format(field=field, value=after)
    return _("{field}: {before} → nothing").format(field=field, before=before)


def photo_sentence(before: str | None, after: str | None) -> str:
    """What became of a photo, without the hash under which it is kept."""
    if before and after:
        return _("Photo replaced")
    return _("Photo added") if after else _("Photo removed")


def custom_value_in_words(field: CustomField, value: str | None, conventions: Conventions) -> str:
    """What a member has in a custom field, as it is shown: `2026-01-31` is 31/01/2026, `1` is yes."""
    if not value:
        return ""
    if field.kind == "yes_no":
        return _("yes") if value == "1" else _("no")
    if field.kind == "date":
        return conventions.date(datetime.date.fromisoformat(value))
    if field.kind == "number":
        from decimal import Decimal

        return conventions.number(Decimal(value))
    return value


def shortened(value: str) -> str:
    """A value on one line, cut where it is long."""
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1].rstrip()}…"
