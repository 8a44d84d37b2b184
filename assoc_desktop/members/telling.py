"""The history of a member told in a person's words: names for ids, dates and amounts as the country writes them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import (
    CONTACT_ROLES,
    INSTITUTION,
    LIBRARY_KINDS,
    PERSON,
    Card,
    Category,
    CustomField,
    CustomValue,
    Member,
    Membership,
    Tag,
)
from assoc_desktop.storage.history import Change, Operation, history_of

#: Longest value told in full; notes may hold pages.
_LONGEST_VALUE = 80

#: Table → column → its name on the page. Columns that are not here (places in a list, hidden keys) are not told.
FIELD_NAMES: dict[str, dict[str, str]] = {
    "member": {
        "kind": N_("Kind of member"), "number": N_("Number"), "title": N_("Title"),
        "family_name": N_("Family name"), "given_name": N_("Given name"), "birth_date": N_("Birth date"),
        "profession": N_("Profession"), "employer_id": N_("Employer"), "name": N_("Name"),
        "library_kind": N_("Kind of library"), "isil": N_("ISIL"),
        "registration_number": N_("Registration number"), "photo_id": N_("Photo"), "address": N_("Address"),
        "postcode": N_("Postcode"), "town": N_("Town"), "region": N_("Region"), "country": N_("Country"),
        "website": N_("Website"), "languages": N_("Languages"), "notes": N_("Notes"),
        "prospect_since": N_("Prospect since"), "joined_on": N_("Joined on"), "resigned_on": N_("Resigned on"),
        "struck_off_on": N_("Struck off on"), "struck_off_reason": N_("Reason for striking off"),
        "deceased_on": N_("Deceased on"), "archived_on": N_("Archived on"),
    },
    "contact_person": {
        "title": N_("Title"), "family_name": N_("Family name"), "given_name": N_("Given name"),
        "role": N_("Role"), "phone": N_("Phone"), "email": N_("E-mail"), "main": N_("Main contact"),
    },
    "membership": {
        "season_id": N_("Season"), "category_id": N_("Category"), "starts_on": N_("From"), "ends_on": N_("To"),
        "fee_due": N_("Fee due"), "reduction": N_("Reduction"), "reduction_reason": N_("Reason for the reduction"),
    },
    "card": {
        "valid_until": N_("Valid until"), "printed_on": N_("Printed on"), "handed_over_on": N_("Handed over on"),
        "lost_on": N_("Lost on"), "spoiled_on": N_("Spoiled on"),
    },
}  # fmt: skip


#: Table of a list → its column, and what is said when a row comes, goes, or takes another place.
_LISTS: dict[str, tuple[str, str, str, str]] = {
    "phone": (
        "number", N_("Phone added: {value}"), N_("Phone removed: {value}"), N_("Phones in another order"),
    ),
    "email_address": (
        "address", N_("E-mail added: {value}"), N_("E-mail removed: {value}"), N_("E-mails in another order"),
    ),
    "member_tag": (
        "tag_id", N_("Tag added: {value}"), N_("Tag removed: {value}"), N_("Tags in another order"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One operation, as far as it concerns a member.

    Attributes:
        at: when, in the computer's own time.
        who: who was logged in; may be empty.
        label: what was done.
        lines: what it changed, one sentence each.
    """

    at: datetime.datetime
    who: str
    label: str
    lines: tuple[str, ...]


def told_history(member_id: int, conventions: Conventions, *, limit: int = 200) -> list[Told]:
    """What was done to a member and all that belongs to them, newest first."""
    return tell(history_of(member_id, limit=limit), conventions)


def tell(changes: Sequence[Change], conventions: Conventions) -> list[Told]:
    """Changes in words, one entry for each operation, in the order given."""
    teller = _Teller(conventions)
    return [
        Told(_local_time(run.at), run.who, str(run), tuple(teller.lines(together)))
        for run, together in _by_operation(changes)
    ]


def _by_operation(changes: Sequence[Change]) -> Iterator[tuple[Operation, list[Change]]]:
    for _id, group in groupby(changes, key=lambda change: change.operation.id):
        together = list(group)
        yield together[0].operation, together


def _local_time(at: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(at).astimezone()


class _Teller:
    """Words for changes; names of what they point to are read once."""

    def __init__(self, conventions: Conventions) -> None:
        self._conventions = conventions
        self._names: dict[tuple[str, Any], str] = {}
        self._tables: dict[str, Callable[[list[Change]], Iterator[str]]] = {
            "member": self._plain_lines,
            "phone": self._list_lines,
            "email_address": self._list_lines,
            "member_tag": self._list_lines,
            "custom_value": self._custom_lines,
            "contact_person": self._contact_lines,
            "membership": self._membership_lines,
            "card": self._card_lines,
        }

    def lines(self, changes: list[Change]) -> Iterator[str]:
        """The sentences of one operation, in the order of the page."""
        for table, tell_table in self._tables.items():
            mine = [change for change in changes if change.table == table]
            if mine:
                yield from tell_table(mine)

    # Sentences

    def _plain_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            yield from self._value_lines(change.table, change.values)

    def _value_lines(self, table: str, values: dict[str, tuple[Any, Any]]) -> Iterator[str]:
        for column, name in FIELD_NAMES[table].items():
            if column in values:
                yield self._sentence(_(name), column, *values[column])

    def _sentence(self, field: str, column: str, before: Any, after: Any) -> str:
        if column == "photo_id":
            return _photo_sentence(before, after)
        return _change_sentence(field, self._value(column, before), self._value(column, after))

    def _list_lines(self, changes: list[Change]) -> Iterator[str]:
        """Phones, e-mails and tags: what came and what went. The same value in another place was only moved."""
        table = changes[0].table
        column, added, removed, moved = _LISTS[table]
        gone = [_old(change)[column] for change in changes if column in _old(change)]
        come = [_new(change)[column] for change in changes if column in _new(change)]
        for value in gone:
            if value not in come:
                yield _(removed).format(value=self._value(column, value, table))
        for value in come:
            if value not in gone:
                yield _(added).format(value=self._value(column, value, table))
        if any(value in come for value in gone) or not (gone or come):
            yield _(moved)

    def _custom_lines(self, changes: list[Change]) -> Iterator[str]:
        """Custom fields: a changed value is kept as one row gone and one row come."""
        before: dict[int, str] = {}
        after: dict[int, str] = {}
        for change in changes:
            field_id = (
                _old(change).get("field_id") or _new(change).get("field_id") or _field_of(change.row_id)
            )
            for side, row in ((before, _old(change)), (after, _new(change))):
                if "value" in row:
                    side[field_id] = row["value"]
        for field_id in dict.fromkeys([*before, *after]):
            field = self._custom_fields.get(field_id)
            if field is not None:
                pair = (
                    _custom_words(self._conventions, field, side.get(field_id)) for side in (before, after)
                )
                yield _change_sentence(field.name, *map(_shortened, pair))

    def _contact_lines(self, changes: list[Change]) -> Iterator[str]:
        before = {_contact_key(row): row for change in changes if (row := _old(change))}
        after = {_contact_key(row): row for change in changes if (row := _new(change))}
        for key, row in before.items():
            if key not in after:
                yield _("Contact person removed: {name}").format(name=self._contact(row))
        for key, row in sorted(after.items(), key=lambda item: item[1].get("position", 0)):
            if key not in before:
                yield _("Contact person added: {name}").format(name=self._contact(row))
                continue
            for line in self._value_lines("contact_person", _differences(before[key], row)):
                yield _("Contact person {name} · {change}").format(name=self._contact(row), change=line)

    def _contact(self, row: dict[str, Any]) -> str:
        return " ".join(filter(None, (row.get(part) for part in ("title", "given_name", "family_name"))))

    def _membership_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            values = dict(change.values)
            season = self._season_of(change)
            if change.kind == "deleted":
                yield _("Membership {season} removed").format(season=season)
                continue
            if change.kind == "inserted":
                yield self._new_membership(season, values)
                values = {name: values[name] for name in ("reduction", "reduction_reason") if name in values}
            if not values.get("reduction", (None, 1))[1]:
                values = {
                    name: pair
                    for name, pair in values.items()
                    if name not in ("reduction", "reduction_reason")
                }
            for line in self._value_lines("membership", values):
                yield _("Membership {season} · {change}").format(season=season, change=line)

    def _new_membership(self, season: str, values: dict[str, tuple[Any, Any]]) -> str:
        words = {column: self._value(column, after) for column, (_before, after) in values.items()}
        names = {"season": season, "category": words["category_id"], "fee": words["fee_due"]}
        if "ends_on" not in words:
            sentence = _("Membership {season}: {category}, from {start} for life, {fee} due")
            return sentence.format(**names, start=words["starts_on"])
        sentence = _("Membership {season}: {category}, from {start} to {end}, {fee} due")
        return sentence.format(**names, start=words["starts_on"], end=words["ends_on"])

    def _season_of(self, change: Change) -> str:
        known = change.values.get("season_id")
        if known is not None:
            return self._name("season_id", known[1] or known[0])
        found = Membership.get_or_none(Membership.id == change.row_id)
        return "" if found is None else self._name("season_id", found.season_id)

    def _card_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            serial = next(filter(None, change.values.get("serial", ())), None)
            if serial is None:
                found = Card.get_or_none(Card.id == change.row_id)
                serial = "" if found is None else found.serial
            if change.kind == "deleted":
                yield _("Card {serial} removed").format(serial=serial)
                continue
            for line in self._value_lines("card", change.values):
                yield _("Card {serial} · {change}").format(serial=serial, change=line)

    # Values

    def _value(self, column: str, value: Any, table: str = "") -> str:
        if value is None or value == "":
            return ""
        if column.endswith("_id"):
            return self._name(column, value)
        if column.endswith(("_on", "_date", "_since", "_until")):
            return self._conventions.date(datetime.date.fromisoformat(value))
        if column in ("fee_due", "reduction"):
            return self._conventions.money(value)
        if column == "main":
            return _("yes") if value else _("no")
        return _shortened(self._word(column, str(value), table))

    def _word(self, column: str, value: str, table: str) -> str:
        if column == "phone" or (table == "phone" and column == "number"):
            return self._conventions.phone(value)
        if column == "country":
            return self._conventions.country_name(value)
        if column == "languages":
            names = self._conventions.locale.languages
            return ", ".join(str(names.get(code, code)) for code in value.split(","))
        if column == "kind":
            return {PERSON: _("Person"), INSTITUTION: _("Institution")}.get(value, value)
        for known, words in (("library_kind", LIBRARY_KINDS), ("role", CONTACT_ROLES)):
            if column == known and value in words:
                return _(words[value])
        return value

    def _name(self, column: str, value: Any) -> str:
        """The name of what a reference points to."""
        if (column, value) not in self._names:
            record = {"employer_id": Member, "tag_id": Tag, "season_id": Season, "category_id": Category}[
                column
            ]
            found = record.get_or_none(record.id == value)
            self._names[column, value] = _("(no longer there)") if found is None else _shortened(str(found))
        return self._names[column, value]

    @cached_property
    def _custom_fields(self) -> dict[int, CustomField]:
        return {field.id: field for field in CustomField.select()}


def _change_sentence(field: str, before: str, after: str) -> str:
    if before and after:
        return _("{field}: {before} → {after}").format(field=field, before=before, after=after)
    if after:
        return _("{field}: {value}").format(field=field, value=after)
    return _("{field}: {before} → nothing").format(field=field, before=before)


def _photo_sentence(before: str | None, after: str | None) -> str:
    if before and after:
        return _("Photo replaced")
    return _("Photo added") if after else _("Photo removed")


def custom_value_in_words(field: CustomField, value: str, conventions: Conventions) -> str:
    """What a member has in a custom field, as it is shown: `2026-01-31` is 31/01/2026, `1` is yes."""
    return _custom_words(conventions, field, value)


def _custom_words(conventions: Conventions, field: CustomField, value: str | None) -> str:
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


def _shortened(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1].rstrip()}…"


def _old(change: Change) -> dict[str, Any]:
    return {column: before for column, (before, _after) in change.values.items() if before is not None}


def _new(change: Change) -> dict[str, Any]:
    return {column: after for column, (_before, after) in change.values.items() if after is not None}


def _field_of(value_id: int) -> int:
    """The custom field of a value that was changed in its place; 0 when the value is gone."""
    found = CustomValue.get_or_none(CustomValue.id == value_id)
    return 0 if found is None else int(found.field_id)


def _contact_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row.get("family_name"), row.get("given_name")


def _differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        column: (before.get(column), after.get(column))
        for column in {**before, **after}
        if before.get(column) != after.get(column)
    }
