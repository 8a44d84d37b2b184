"""From a row of cells to a member as we keep members, with nothing of the row lost.

What cannot be understood (an odd phone, an impossible date) is kept in the member's notes under the heading of its
column, with a warning; only a row without a name, or in an unknown category, is wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from assoc_desktop.exchange import Cell, Row, Table
from assoc_desktop.exchange.tables import text_of
from assoc_desktop.exchange.values import date_order, parse_date
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members import fields
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.importing.mapping import CUSTOM, IGNORE, Column, Mapping
from assoc_desktop.members.importing.rules.contacts import contact_places, contact_putter, read_contacts
from assoc_desktop.members.importing.rules.phones import PhoneReader
from assoc_desktop.members.importing.rules.plan import NewField, PlanRow
from assoc_desktop.members.importing.rules.putters import (
    CONSENT,
    Draft,
    Put,
    consent_putter,
    country_putter,
    custom_converter,
    email_putter,
    full_name_putter,
    isil_putter,
    kind_putter,
    languages_putter,
    library_kind_putter,
    one_line,
    photo_putter,
    postcode_putter,
    put_address,
    put_notes,
    tags_putter,
    text_putter,
    title_putter,
)
from assoc_desktop.members.importing.targets import TARGETS, target_label
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Category
from assoc_desktop.refusals import Refused

#: Countries whose postcodes have five digits: a spreadsheet that took one for a number dropped its leading zero.
_FIVE_DIGITS = frozenset(
    ["FR", "DE", "ES", "IT", "US", "DZ", "MA", "MC", "RE", "GP", "MQ", "GF", "YT", "NC", "PF", "SN", "TR"]
)
_PLAIN_TEXTS = {
    "number", "family_name", "given_name", "profession", "name", "registration_number", "town", "region",
    "website", "struck_off_reason",
}  # fmt: skip
_DATES = {key for key, target in TARGETS.items() if target.holds == "date"}
_FATAL = {"family_name", "name", "kind"}


class RowReader:
    """Reads the rows of one list by one mapping."""

    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        *,
        today: datetime.date,
        conventions: Conventions,
        custom: dict[str, NewField],
        categories: list[Category],
    ) -> None:
        """
        Args:
            custom: name of a custom field → the field, existing or to be made.
            categories: all categories of the association.
        """
        self._mapping = mapping
        self._today = today
        self._conventions = conventions
        self._phones = PhoneReader(conventions)
        self._categories = {fold(category.name): category for category in categories}
        self._category = self._categories.get(fold(mapping.category)) if mapping.category else None
        self._custom = custom
        self._contact_places = contact_places(mapping.columns)
        self._puts = [
            (number, self._putter(column, [row.cells[number] for row in table.rows]))
            for number, column in enumerate(mapping.columns)
            if column.use != IGNORE
        ]
        self._constants = [
            (target, self._constant_putter(target, text), text)
            for target, text in mapping.constants.items()
            if text
        ]
        self._columns = {
            column.use: column.heading for column in mapping.columns if column.use not in (IGNORE, CUSTOM)
        }

    def read(self, row: Row) -> Draft:
        """The member that a row describes; problems and warnings stand in the draft's plan row."""
        plan_row = PlanRow(row.line)
        draft = Draft(plan_row, MemberData(kind=self._mapping.kind))
        if row.problem:
            plan_row.problems.append(row.problem)
        cells = row.cells
        for number, put in self._puts:
            cell = cells[number]
            if cell != "":
                put(draft, cell)
        for target, put_constant, text in self._constants:
            if not self._is_filled(draft, target):
                put_constant(draft, text)
        self._finish(draft)
        return draft

    def _is_filled(self, draft: Draft, target: str) -> bool:
        if target.startswith(CONSENT):
            return target.removeprefix(CONSENT) in draft.row.consents
        if target in ("phone", "email"):
            return bool(draft.phones if target == "phone" else draft.emails)
        holder = draft if target in ("organisation", "employer", "category", "full_name") else draft.data
        return bool(getattr(holder, target, ""))

    def _constant_putter(self, target: str, text: str) -> Put:
        column = Column(target_label(target), target)
        self._contact_places[id(column)] = 0
        return self._putter(column, [text])

    # How each kind of column is put into a draft

    def _putter(self, column: Column, cells: list[Cell]) -> Put:
        use = column.use
        if use == CUSTOM:
            return self._custom_putter(column, cells)
        if use in _DATES:
            return self._date_putter(column, cells)
        if use in _PLAIN_TEXTS:
            return text_putter(use)
        if use == "full_name":
            return full_name_putter(column.family_first)
        if use in ("organisation", "employer"):
            return lambda draft, cell: setattr(draft, use, one_line(text_of(cell)))
        if use.startswith(CONSENT):
            return consent_putter(column)
        if use.startswith("contact_"):
            return contact_putter(column, self._contact_places[id(column)])
        putters: dict[str, Callable[[Column], Put]] = {
            "title": title_putter,
            "address": lambda _column: put_address,
            "notes": lambda _column: put_notes,
            "tags": tags_putter,
            "postcode": lambda _column: postcode_putter(cells),
            "phone": self._phone_putter,
            "email": email_putter,
            "photo": photo_putter,
            "category": self._category_putter,
            "kind": kind_putter,
            "country": country_putter,
            "languages": languages_putter,
            "library_kind": library_kind_putter,
            "isil": isil_putter,
        }
        return putters[use](column)

    def _date_putter(self, column: Column, cells: list[Cell]) -> Put:
        order = column.date_order or date_order(cells)
        limit = self._today if column.use in ("birth_date", "joined_on", "deceased_on") else None

        def put(draft: Draft, cell: Cell) -> None:
            if column.values.get(fold(text_of(cell))) == "":
                return  # the other program writes this where there is no date
            try:
                setattr(draft.data, column.use, parse_date(cell, order=order, not_after=limit))
            except Refused as refusal:
                draft.keep(column.heading, text_of(cell), str(refusal))

        return put

    def _custom_putter(self, column: Column, cells: list[Cell]) -> Put:
        target = self._custom[fold(column.custom_name)]
        convert = custom_converter(target, column, cells)

        def put(draft: Draft, cell: Cell) -> None:
            try:
                value = convert(cell)
            except Refused as refusal:
                draft.keep(column.heading, text_of(cell), str(refusal))
                return
            if value:
                draft.data.custom[target.id] = value

        return put

    def _phone_putter(self, column: Column) -> Put:
        def put(draft: Draft, cell: Cell) -> None:
            text = text_of(cell)
            if not text:
                return
            numbers, rest = self._phones.read(text)
            draft.phones += [number for number in numbers if number not in draft.phones]
            for piece in rest:
                draft.keep(column.heading, piece, _("“{text}” is not a phone number.").format(text=piece))

        return put

    def _category_putter(self, column: Column) -> Put:
        def put(draft: Draft, cell: Cell) -> None:
            text = one_line(text_of(cell))
            draft.category = column.values.get(fold(text), text)

        return put

    # What can only be settled when the whole row is there

    def _finish(self, draft: Draft) -> None:
        data, row = draft.data, draft.row
        _settle_names(draft)
        _drop_what_does_not_apply(draft, self._columns)
        if draft.zero_is_lost and (data.country or self._conventions.country) in _FIVE_DIGITS:
            data.postcode = data.postcode.zfill(5)
        if data.struck_off_on and not data.struck_off_reason:
            data.struck_off_reason = _("The imported list does not say why.")
        self._check(draft)
        data.phones, data.emails = draft.phones, draft.emails
        data.contacts = read_contacts(draft, self._columns, self._phones)
        data.notes = "\n".join(filter(None, draft.notes))
        row.data, row.name = data, data.full_name
        self._settle_category(draft)

    def _check(self, draft: Draft) -> None:
        """Hold the data against the rules of every member; what breaks them goes to the notes, or makes the row wrong."""
        for name, why in fields.check_plain(draft.data, self._today, self._conventions).items():
            if name in _FATAL:
                draft.row.problems.append(self._named(name, why))
                continue
            value = getattr(draft.data, name)
            said = self._conventions.date(value) if isinstance(value, datetime.date) else text_of(value)
            draft.keep(self._columns.get(name, name), said, why)
            setattr(draft.data, name, None if isinstance(value, datetime.date) else "")

    def _named(self, field_name: str, why: str) -> str:
        heading = self._columns.get(field_name) or self._columns.get("full_name")
        if heading is None:
            return why
        return _("Column “{column}”: {reason}").format(column=heading, reason=why)

    def _settle_category(self, draft: Draft) -> None:
        row, kind = draft.row, draft.data.kind
        category = self._category
        if draft.category:
            category = self._categories.get(fold(draft.category))
            if category is None:
                why = _("There is no category “{category}”. Say which category it stands for.")
                row.problems.append(self._named("category", why.format(category=draft.category)))
                return
        if category is not None and category.applies_to not in (kind, BOTH):
            why = (
                _("The category {category} is not for persons.")
                if kind == PERSON
                else _("The category {category} is not for institutions.")
            )
            row.problems.append(self._named("category", why.format(category=category.name)))
        elif category is None and self._mapping.season:
            row.problems.append(self._named("category", _("The category is missing.")))
        row.category = category


def _settle_names(draft: Draft) -> None:
    """Full names are split; an organisation is the employer of a person, and the member itself where no person is."""
    data = draft.data
    if data.kind == PERSON and data.name and not (data.family_name or data.given_name):
        # In a list of institutions, a person's name stands in the column of their names.
        draft.full_name, data.name = draft.full_name or data.name, ""
    if draft.full_name:
        if data.kind == INSTITUTION:
            data.name = data.name or draft.full_name
        else:
            family, given = split_name(draft.full_name, family_first=draft.family_first)
            data.family_name, data.given_name = data.family_name or family, data.given_name or given
    if draft.organisation:
        if data.kind == PERSON and not (data.family_name or data.given_name):
            data.kind = INSTITUTION
        if data.kind == INSTITUTION:
            data.name = data.name or draft.organisation
        elif not draft.employer:
            draft.employer = draft.organisation
    if data.kind == INSTITUTION and not data.name:
        # In a mixed list an institution stands in the same column as the family names.
        data.name = f"{data.given_name} {data.family_name}".strip()
        data.family_name = data.given_name = ""


def _drop_what_does_not_apply(draft: Draft, columns: dict[str, str]) -> None:
    """Keep in the notes what a member of this kind has no field for, such as the birth date of a library."""
    data = draft.data
    other = PERSON if data.kind == INSTITUTION else INSTITUTION
    for name, heading in columns.items():
        if TARGETS[name].applies_to != other or name not in MemberData.__dataclass_fields__:
            continue
        value = getattr(data, name)
        if value:
            draft.keep(heading, text_of(value), _("Members of this kind have no such field."))
            setattr(data, name, None if isinstance(value, datetime.date) else "")
    if data.kind == INSTITUTION and draft.employer:
        draft.keep(
            columns.get("employer", _("Employer")),
            draft.employer,
            _("Members of this kind have no such field."),
        )
        draft.employer = ""
    if data.kind == PERSON:
        for said in draft.contacts.values():
            for part, value in said.items():
                draft.keep(columns[f"contact_{part}"], value, _("Members of this kind have no such field."))
        draft.contacts = {}


def split_name(full: str, *, family_first: bool) -> tuple[str, str]:
    """Family and given name: told apart by a comma, else by capitals (`DUPONT Jean`), else by the order."""
    if "," in full:
        family, _comma, given = full.partition(",")
        return family.strip(), given.strip()
    parts = full.split()
    capitals = [part for part in parts if part.isupper() and sum(map(str.isalpha, part)) > 1]
    if capitals and len(capitals) < len(parts):
        return " ".join(capitals), " ".join(part for part in parts if part not in capitals)
    if len(parts) < 2:
        return full.strip(), ""
    if family_first:
        return parts[0], " ".join(parts[1:])
    return parts[-1], " ".join(parts[:-1])
