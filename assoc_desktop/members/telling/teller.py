"""The history of a member told in a person's words: names for ids, dates and amounts as the country writes them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.duplicates.merging import whole_history
from assoc_desktop.members.records import Card, CustomValue, Membership
from assoc_desktop.members.telling.names import FIELD_NAMES, LISTS
from assoc_desktop.members.telling.values import (
    Wording,
    change_sentence,
    custom_value_in_words,
    photo_sentence,
    shortened,
)
from assoc_desktop.storage.history import Change, Operation, record_classes

#: What is said when a row now belongs to another member: two records were brought together.
_MOVED = {
    "arrived": N_("Taken over from another record: {what}"),
    "left": N_("Given to another record: {what}"),
}

#: Table → the column by which one of its rows is named.
_NAMING = {"contact_person": "family_name", "proof": "name"}


@dataclass(frozen=True)
class Told:
    """One operation, as far as it concerns a member.

    Attributes:
        at: when, in the computer's own time.
        who: who was logged in; may be empty.
        label: what was done.
        lines: what it changed, one sentence each.
        added: ids of the rows that it added, when it did nothing else; else empty.
    """

    at: datetime.datetime
    who: str
    label: str
    lines: tuple[str, ...]
    added: frozenset[int] = frozenset()


def told_history(member_id: int, conventions: Conventions, *, limit: int | None = 200) -> list[Told]:
    """What was done to a member, to all that belongs to them, and to those brought into them, newest first.

    Args:
        limit: how many parts of operations are read at most; None reads all.
    """
    return tell(whole_history(member_id, limit=limit), conventions)


def tell(changes: Sequence[Change], conventions: Conventions) -> list[Told]:
    """Changes in words, one entry for each operation, in the order given."""
    teller = _Teller(conventions)
    return [
        Told(_local_time(run.at), run.who, str(run), tuple(teller.lines(together)), _added(together))
        for run, together in _by_operation(changes)
    ]


def _added(changes: Sequence[Change]) -> frozenset[int]:
    if any(change.kind != "inserted" for change in changes):
        return frozenset()
    return frozenset(change.row_id for change in changes)


def _by_operation(changes: Sequence[Change]) -> Iterator[tuple[Operation, list[Change]]]:
    for _id, group in groupby(changes, key=lambda change: change.operation.id):
        together = list(group)
        yield together[0].operation, together


def _local_time(at: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(at).astimezone()


class _Teller:
    """Words for changes; names of what they point to are read once."""

    def __init__(self, conventions: Conventions) -> None:
        self._words = Wording(conventions)
        self._tables: dict[str, Callable[[list[Change]], Iterator[str]]] = {
            "member": self._plain_lines,
            "phone": self._list_lines,
            "email_address": self._list_lines,
            "member_tag": self._list_lines,
            "custom_value": self._custom_lines,
            "contact_person": self._contact_lines,
            "membership": self._membership_lines,
            "card": self._card_lines,
            "proof": self._proof_lines,
            "consent": self._consent_lines,
            "household_member": self._list_lines,
            "former_number": self._list_lines,
            "not_same": self._list_lines,
            "levy": self._levy_lines,
            "reminder": self._reminder_lines,
            "benefit_use": self._plain_lines,
            "solidarity_request": self._plain_lines,
            "conversation": self._plain_lines,
            "action": self._plain_lines,
            "prospect": self._plain_lines,
            "survey_invitation": self._list_lines,
            "survey_response": self._list_lines,
        }

    def lines(self, changes: list[Change]) -> Iterator[str]:
        """The sentences of one operation, in the order of the page."""
        for table, tell_table in self._tables.items():
            mine = [change for change in changes if change.table == table]
            if stayed := [change for change in mine if not change.moved]:
                yield from tell_table(stayed)
            for change in mine:
                if change.moved:
                    yield _(_MOVED[change.moved]).format(what=self._what_moved(table, change.row_id))

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
            return photo_sentence(before, after)
        return change_sentence(field, self._words.value(column, before), self._words.value(column, after))

    def _list_lines(self, changes: list[Change]) -> Iterator[str]:
        """Phones, e-mails and tags: what came and what went. The same value in another place was only moved."""
        table = changes[0].table
        column, added, removed, moved = LISTS[table]
        gone = [_old(change)[column] for change in changes if column in _old(change)]
        come = [_new(change)[column] for change in changes if column in _new(change)]
        for value in gone:
            if value not in come:
                yield _(removed).format(value=self._words.value(column, value, table))
        for value in come:
            if value not in gone:
                yield _(added).format(value=self._words.value(column, value, table))
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
            field = self._words.custom_fields.get(field_id)
            if field is not None:
                pair = (
                    custom_value_in_words(field, side.get(field_id), self._words.conventions)
                    for side in (before, after)
                )
                yield change_sentence(field.name, *map(shortened, pair))

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
        words = {column: self._words.value(column, after) for column, (_before, after) in values.items()}
        names = {"season": season, "category": words["category_id"], "fee": words["fee_due"]}
        if "ends_on" not in words:
            sentence = _("Membership {season}: {category}, from {start} for life, {fee} due")
            return sentence.format(**names, start=words["starts_on"])
        sentence = _("Membership {season}: {category}, from {start} to {end}, {fee} due")
        return sentence.format(**names, start=words["starts_on"], end=words["ends_on"])

    def _season_of(self, change: Change) -> str:
        known = change.values.get("season_id")
        if known is not None:
            return self._words.name("season_id", known[1] or known[0])
        found = Membership.get_or_none(Membership.id == change.row_id)
        return "" if found is None else self._words.name("season_id", found.season_id)

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

    def _proof_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            values = change.values
            name = next(filter(None, values.get("name", ())), None) or self._kept(
                "proof", change.row_id, "name"
            )
            if change.kind == "deleted":
                yield _("Proof {name} removed").format(name=name)
            elif change.kind == "inserted":
                days = {key: self._words.value(key, values[key][1]) for key in ("seen_on", "valid_until")}
                sentence = _("Proof {name}: seen on {day}, valid until {end}")
                yield sentence.format(name=name, day=days["seen_on"], end=days["valid_until"])
            else:
                for line in self._value_lines("proof", values):
                    yield _("Proof {name} · {change}").format(name=name, change=line)

    def _consent_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            values = change.values
            known = next(filter(None, values.get("purpose", ())), None)
            purpose = _purpose(known or self._kept("consent", change.row_id, "purpose"))
            if change.kind == "deleted":
                yield _("Consent “{purpose}” taken out").format(purpose=purpose)
            elif change.kind == "inserted":
                facts = [
                    self._words.value(column, values[column][1])
                    for column in FIELD_NAMES["consent"]
                    if column in values
                ]
                answer = ", ".join(filter(None, facts))
                yield _("Consent “{purpose}”: {answer}").format(purpose=purpose, answer=answer)
            else:
                changed = " · ".join(self._value_lines("consent", values))
                yield _("Consent “{purpose}” · {change}").format(purpose=purpose, change=changed)

    def _levy_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            text = self._name_in(change, "levy", "text")
            if change.kind == "deleted":
                yield _("Levy {text} removed").format(text=text)
            elif change.kind == "inserted":
                words = {key: self._words.value(key, change.values[key][1]) for key in ("amount", "due_on")}
                sentence = _("Levy {text}: {amount}, due on {day}")
                yield sentence.format(text=text, amount=words["amount"], day=words["due_on"])
            else:
                for line in self._value_lines("levy", change.values):
                    yield _("Levy {text} · {change}").format(text=text, change=line)

    def _reminder_lines(self, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            day = self._name_in(change, "reminder", "prepared_on")
            if change.kind == "deleted":
                yield _("Reminder of {day} taken back").format(day=day)
            elif change.kind == "inserted":
                amount = self._words.value("amount", change.values["amount"][1])
                yield _("Reminder of {day}: {amount}").format(day=day, amount=amount)
            else:
                for line in self._value_lines("reminder", change.values):
                    yield _("Reminder of {day} · {change}").format(day=day, change=line)

    def _name_in(self, change: Change, table: str, column: str) -> str:
        """What names a row: as the change says it, or as it stands now."""
        known = next(filter(None, change.values.get(column, ())), None)
        return self._words.value(column, known, table) if known else self._kept(table, change.row_id, column)

    # Rows that are known by their id alone

    def _kept(self, table: str, row_id: int, column: str) -> str:
        """What stands in a column of a row now, in words; nothing when the row is gone."""
        record = record_classes()[table]
        found = record.get_or_none(record.id == row_id)
        value = getattr(found, column, None)
        # Changes keep days as they stand in the file.
        plain = value.isoformat() if isinstance(value, datetime.date) else value
        return self._words.value(column, plain, table)

    def _what_moved(self, table: str, row_id: int) -> str:
        if table == "membership":
            return _("membership {season}").format(season=self._kept(table, row_id, "season_id"))
        if table == "card":
            return _("card {serial}").format(serial=self._kept(table, row_id, "serial"))
        if table == "levy":
            return _("levy {text}").format(text=self._kept(table, row_id, "text"))
        if table == "reminder":
            return _("reminder of {day}").format(day=self._kept(table, row_id, "prepared_on"))
        if table == "benefit_use":
            return _("use of a benefit on {day}").format(day=self._kept(table, row_id, "used_on"))
        if table == "solidarity_request":
            return _("request of {day} to the solidarity fund").format(
                day=self._kept(table, row_id, "asked_on")
            )
        if table == "conversation":
            return _("conversation of {day}").format(day=self._kept(table, row_id, "day"))
        if table == "action":
            return _("action “{text}”").format(text=self._kept(table, row_id, "text"))
        if table == "prospect":
            return _("what was known of a possible member")
        if table == "consent":
            return _purpose(self._kept(table, row_id, "purpose"))
        if table == "custom_value":
            field = self._words.custom_fields.get(_field_of(row_id))
            return "" if field is None else str(field.name)
        column = LISTS[table][0] if table in LISTS else _NAMING.get(table, "")
        return self._kept(table, row_id, column)


def _purpose(purpose: str) -> str:
    return _(PURPOSES[purpose]) if purpose in PURPOSES else purpose


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
