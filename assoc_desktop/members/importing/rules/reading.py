"""From a row of cells to a member as we keep members, with nothing of the row lost.

What cannot be understood (an odd phone, an impossible date) is kept in the member's notes under the heading of its
column, with a warning; only a row without a name, or in an unknown category, is wrong.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from assoc_desktop.exchange import Cell, Row, Table
from assoc_desktop.exchange.tables import text_of
from assoc_desktop.exchange.values import date_order, decimal_sign, parse_date, parse_number, parse_yes_no
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.folding import fold
from assoc_desktop.members import fields
from assoc_desktop.members.importing.headings import kind_words
from assoc_desktop.members.importing.mapping import CUSTOM, IGNORE, Column, Mapping
from assoc_desktop.members.importing.rules import words
from assoc_desktop.members.importing.rules.phones import PhoneReader
from assoc_desktop.members.importing.rules.plan import NewField, PlanRow
from assoc_desktop.members.importing.targets import TARGETS, target_label
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Category
from assoc_desktop.members.rules import ContactData, MemberData
from assoc_desktop.refusals import Refused

#: Countries whose postcodes have five digits: a spreadsheet that took one for a number dropped its leading zero.
_FIVE_DIGITS = {
    "FR",
    "DE",
    "ES",
    "IT",
    "US",
    "DZ",
    "MA",
    "MC",
    "RE",
    "GP",
    "MQ",
    "GF",
    "YT",
    "NC",
    "PF",
    "SN",
    "TR",
}
_LINE_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]+\s*")
_BETWEEN_EMAILS = re.compile(r"[\s,;|]+|(?<!:)/(?!/)")
_BETWEEN_TAGS = re.compile(r"\s*[,;|\n]\s*")
_PLAIN_TEXTS = {
    "number", "title", "family_name", "given_name", "profession", "name", "registration_number", "town", "region",
    "website", "struck_off_reason",
}  # fmt: skip
_DATES = {key for key, target in TARGETS.items() if target.holds == "date"}
_FATAL = {"family_name", "name", "kind"}


@dataclass(slots=True)
class Draft:
    """A row while it is being read; `row` is what comes of it."""

    row: PlanRow
    data: MemberData
    full_name: str = ""
    family_first: bool = False
    organisation: str = ""
    employer: str = ""
    category: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)

    def keep(self, label: str, value: str, why: str) -> None:
        """Keep in the notes what did not fit its field, and warn."""
        self.notes.append(f"{label}: {value}")
        self.row.warnings.append(
            _("{column}: {reason} It was kept in the notes.").format(column=label, reason=why)
        )


_Put = Callable[[Draft, Cell], None]


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
        self._puts = [
            (number, self._putter(column, [row.cells[number] for row in table.rows]))
            for number, column in enumerate(mapping.columns)
            if column.use != IGNORE
        ]
        self._constants = [
            (target, self._putter(Column(target_label(target), target), [text]), text)
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
        if target in ("phone", "email"):
            return bool(draft.phones if target == "phone" else draft.emails)
        holder = draft if target in ("organisation", "employer", "category", "full_name") else draft.data
        return bool(getattr(holder, target, ""))

    # How each kind of column is put into a draft

    def _putter(self, column: Column, cells: list[Cell]) -> _Put:
        use = column.use
        if use == CUSTOM:
            return self._custom_putter(column, cells)
        if use in _DATES:
            return self._date_putter(column, cells)
        if use in _PLAIN_TEXTS:
            return _text_putter(use)
        if use == "full_name":
            return _full_name_putter(column.family_first)
        if use in ("organisation", "employer"):
            return lambda draft, cell: setattr(draft, use, _one_line(text_of(cell)))
        if use.startswith("contact_"):
            return self._contact_putter(use.removeprefix("contact_"))
        putters: dict[str, Callable[[Column], _Put]] = {
            "address": lambda _column: _put_address,
            "notes": lambda _column: lambda draft, cell: draft.notes.append(text_of(cell)),
            "tags": lambda _column: _put_tags,
            "postcode": lambda _column: self._put_postcode,
            "phone": self._phone_putter,
            "email": _email_putter,
            "photo": _photo_putter,
            "category": self._category_putter,
            "kind": _kind_putter,
            "country": _country_putter,
            "languages": _languages_putter,
            "library_kind": _library_kind_putter,
            "isil": _isil_putter,
        }
        return putters[use](column)

    def _date_putter(self, column: Column, cells: list[Cell]) -> _Put:
        order = column.date_order or date_order(cells)
        limit = self._today if column.use in ("birth_date", "joined_on", "deceased_on") else None

        def put(draft: Draft, cell: Cell) -> None:
            try:
                setattr(draft.data, column.use, parse_date(cell, order=order, not_after=limit))
            except Refused as refusal:
                draft.keep(column.heading, text_of(cell), str(refusal))

        return put

    def _custom_putter(self, column: Column, cells: list[Cell]) -> _Put:
        target = self._custom[fold(column.custom_name)]
        convert = _custom_converter(target, column, cells)

        def put(draft: Draft, cell: Cell) -> None:
            try:
                value = convert(cell)
            except Refused as refusal:
                draft.keep(column.heading, text_of(cell), str(refusal))
                return
            if value:
                draft.data.custom[target.id] = value

        return put

    def _phone_putter(self, column: Column) -> _Put:
        def put(draft: Draft, cell: Cell) -> None:
            text = text_of(cell)
            if not text:
                return
            numbers, rest = self._phones.read(text)
            draft.phones += [number for number in numbers if number not in draft.phones]
            for piece in rest:
                draft.keep(column.heading, piece, _("“{text}” is not a phone number.").format(text=piece))

        return put

    def _contact_putter(self, part: str) -> _Put:
        def put(draft: Draft, cell: Cell) -> None:
            draft.contact[part] = _one_line(text_of(cell))

        return put

    def _category_putter(self, column: Column) -> _Put:
        def put(draft: Draft, cell: Cell) -> None:
            text = _one_line(text_of(cell))
            draft.category = column.values.get(fold(text), text)

        return put

    def _put_postcode(self, draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        if isinstance(cell, (int, float)) and self._conventions.country in _FIVE_DIGITS and text.isdigit():
            text = text.zfill(5)
        draft.data.postcode = _one_line(text)

    # What can only be settled when the whole row is there

    def _finish(self, draft: Draft) -> None:
        data, row = draft.data, draft.row
        _settle_names(draft)
        _drop_what_does_not_apply(draft, self._columns)
        if data.struck_off_on and not data.struck_off_reason:
            data.struck_off_reason = _("The imported list does not say why.")
        self._check(draft)
        data.phones, data.emails = draft.phones, draft.emails
        if draft.contact:
            self._add_contact(draft)
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
            draft.keep(self._columns.get(name, name), text_of(value), why)
            setattr(draft.data, name, None if isinstance(value, datetime.date) else "")

    def _named(self, field_name: str, why: str) -> str:
        heading = self._columns.get(field_name) or self._columns.get("full_name")
        if heading is None:
            return why
        return _("Column “{column}”: {reason}").format(column=heading, reason=why)

    def _add_contact(self, draft: Draft) -> None:
        contact, said = ContactData(main=True), draft.contact
        if not said.get("name"):
            for part, value in said.items():
                label = self._columns[f"contact_{part}"]
                draft.keep(label, value, _("There is no name of a contact person."))
            return
        contact.family_name = said["name"]
        if said.get("role"):
            contact.role = words.contact_role(said["role"])
            if not contact.role:
                draft.keep(self._columns["contact_role"], said["role"], _("This is not a role we know."))
        if said.get("phone"):
            numbers, rest = self._phones.read(said["phone"])
            contact.phone = numbers[0] if numbers else ""
            for piece in [*numbers[1:], *rest]:
                draft.keep(self._columns["contact_phone"], piece, _("Only one phone number is kept here."))
        if said.get("email"):
            if fields.is_email(said["email"]):
                contact.email = said["email"]
            else:
                why = _("“{text}” is not an e-mail address.").format(text=said["email"])
                draft.keep(self._columns["contact_email"], said["email"], why)
        draft.data.contacts = [contact]

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
        if TARGETS[name].applies_to != other or not hasattr(data, name):
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
        for part, value in draft.contact.items():
            draft.keep(columns[f"contact_{part}"], value, _("Members of this kind have no such field."))
        draft.contact = {}


def split_name(full: str, *, family_first: bool) -> tuple[str, str]:
    """Family and given name: told apart by a comma, else by capitals (`DUPONT Jean`), else by the order."""
    if "," in full:
        family, _comma, given = full.partition(",")
        return family.strip(), given.strip()
    parts = full.split()
    capitals = [part for part in parts if len(part) > 1 and part.isupper()]
    if capitals and len(capitals) < len(parts):
        return " ".join(capitals), " ".join(part for part in parts if part not in capitals)
    if len(parts) < 2:
        return full.strip(), ""
    if family_first:
        return parts[0], " ".join(parts[1:])
    return parts[-1], " ".join(parts[:-1])


def _one_line(text: str) -> str:
    """A text for a field of one line: line breaks become spaces."""
    return text if text.isprintable() else _LINE_BREAKS.sub(" ", text).strip()


def _text_putter(name: str) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        setattr(draft.data, name, _one_line(text_of(cell)))

    return put


def _full_name_putter(family_first: bool) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        draft.full_name, draft.family_first = _one_line(text_of(cell)), family_first

    return put


def _put_address(draft: Draft, cell: Cell) -> None:
    lines = [line.strip() for line in text_of(cell).splitlines()]
    draft.data.address = "\n".join(filter(None, (draft.data.address, *lines)))


def _put_tags(draft: Draft, cell: Cell) -> None:
    known = {fold(tag) for tag in draft.data.tags}
    for tag in filter(None, _BETWEEN_TAGS.split(text_of(cell))):
        folded = fold(tag)
        if folded and folded not in known:
            known.add(folded)
            draft.data.tags.append(tag)
        elif not folded:
            draft.keep(target_label("tags"), tag, _("“{text}” is not a word.").format(text=tag))


def _email_putter(column: Column) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        if fields.is_email(text):
            if text not in draft.emails:
                draft.emails.append(text)
            return
        pieces = [piece.strip("<>()\"'") for piece in _BETWEEN_EMAILS.split(text)]
        good = [p for piece in pieces if fields.is_email(p := piece.removeprefix("mailto:"))]
        draft.emails += [email for email in dict.fromkeys(good) if email not in draft.emails]
        # "Ada <ada@example.org>": nothing is lost when every other piece is a word of the name.
        if text and len(good) < len(list(filter(None, pieces))):
            draft.keep(column.heading, text, _("“{text}” is not an e-mail address.").format(text=text))

    return put


def _photo_putter(column: Column) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        if text.startswith("data:image/"):
            draft.row.photo = text
        elif text:
            draft.keep(column.heading, text, _("The picture itself is not in the list."))

    return put


def _kind_putter(column: Column) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        kind = kind_words(column.values.get(fold(text), text))
        if kind:
            draft.data.kind = kind
        elif text:
            draft.keep(column.heading, text, _("This says neither person nor institution."))

    return put


def _country_putter(column: Column) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        draft.data.country = words.country_code(text)
        if text and not draft.data.country:
            draft.keep(column.heading, text, _("“{text}” is not a country.").format(text=text))

    return put


def _languages_putter(column: Column) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        draft.data.languages, rest = words.language_codes(text_of(cell))
        for piece in rest:
            draft.keep(column.heading, piece, _("“{text}” is not a language.").format(text=piece))

    return put


def _library_kind_putter(column: Column) -> _Put:
    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        draft.data.library_kind = words.library_kind(column.values.get(fold(text), text))
        if text and not draft.data.library_kind:
            draft.keep(column.heading, text, _("“{kind}” is not a kind of library.").format(kind=text))

    return put


def _isil_putter(_column: Column) -> _Put:
    return lambda draft, cell: setattr(draft.data, "isil", text_of(cell))


def _custom_converter(target: NewField, column: Column, cells: list[Cell]) -> Callable[[Cell], str]:
    """What turns a cell into the text that a custom field stores; it raises `Refused`."""
    if target.kind == "number":
        sign = decimal_sign(cells)
        return lambda cell: _decimal_text(parse_number(cell, decimal=sign))
    if target.kind == "date":
        order = column.date_order or date_order(cells)
        return lambda cell: "" if (day := parse_date(cell, order=order)) is None else day.isoformat()
    if target.kind == "yes_no":
        return lambda cell: "" if (yes := _yes_no(column, cell)) is None else str(int(yes))
    if target.kind == "choice":
        return _choice_converter(target, column)
    return text_of


def _decimal_text(number: int | Decimal | None) -> str:
    if number is None:
        return ""
    return str(number) if isinstance(number, int) else format(number, "f")


def _yes_no(column: Column, cell: Cell) -> bool | None:
    translated = column.values.get(fold(text_of(cell)))
    return parse_yes_no(cell if translated is None else translated)


def _choice_converter(target: NewField, column: Column) -> Callable[[Cell], str]:
    known = {fold(choice) or choice: choice for choice in target.choices}

    def convert(cell: Cell) -> str:
        text = " ".join(text_of(cell).split())
        if not text:
            return ""
        folded = fold(text) or text
        wanted = column.values.get(folded, text)
        choice = known.get(fold(wanted) or wanted)
        if choice is None:
            raise Refused(_("“{text}” is not one of the choices.").format(text=text))
        return choice

    return convert
