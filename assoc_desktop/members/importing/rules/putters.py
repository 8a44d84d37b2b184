"""How the cells of each kind of column are put into a draft of a member."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from assoc_desktop.association.rules import is_email
from assoc_desktop.exchange import Cell
from assoc_desktop.exchange.tables import text_of
from assoc_desktop.exchange.values import date_order, decimal_sign, parse_date, parse_number, parse_yes_no
from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.importing.headings import kind_words
from assoc_desktop.members.importing.mapping import Column
from assoc_desktop.members.importing.rules import words
from assoc_desktop.members.importing.rules.plan import NewField, PlanRow
from assoc_desktop.refusals import Refused

#: Before the purpose in the fields of consents.
CONSENT = "consent_"
_LINE_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]+\s*")
_BETWEEN_EMAILS = re.compile(r"[\s,;|]+|(?<!:)/(?!/)")
_POSTCODE_DIGITS = 5
_BETWEEN_TAGS = re.compile(r"\s*[,;|\n]\s*")


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
    zero_is_lost: bool = False
    contacts: dict[int, dict[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)

    def keep(self, label: str, value: str, why: str) -> None:
        """Keep in the notes what did not fit its field, and warn."""
        self.notes.append(f"{label}: {value}")
        self.row.warnings.append(
            _("{column}: {reason} It was kept in the notes.").format(column=label, reason=why)
        )


Put = Callable[[Draft, Cell], None]


def one_line(text: str) -> str:
    """A text for a field of one line: line breaks become spaces."""
    return text if text.isprintable() else _LINE_BREAKS.sub(" ", text).strip()


def text_putter(name: str) -> Put:
    """A field of one line."""

    def put(draft: Draft, cell: Cell) -> None:
        setattr(draft.data, name, one_line(text_of(cell)))

    return put


def title_putter(column: Column) -> Put:
    """How a person is addressed; a bare number stands for something that only the other program knows."""

    def put(draft: Draft, cell: Cell) -> None:
        text = one_line(text_of(cell))
        if text.isdecimal():
            draft.keep(column.heading, text, _("“{text}” is a number and not a title.").format(text=text))
        else:
            draft.data.title = text

    return put


def full_name_putter(family_first: bool) -> Put:
    """Family and given name in one cell; they are split when the whole row is known."""

    def put(draft: Draft, cell: Cell) -> None:
        draft.full_name, draft.family_first = one_line(text_of(cell)), family_first

    return put


def put_address(draft: Draft, cell: Cell) -> None:
    """Add lines to the address."""
    lines = [line.strip() for line in text_of(cell).splitlines()]
    draft.data.address = "\n".join(filter(None, (draft.data.address, *lines)))


def put_notes(draft: Draft, cell: Cell) -> None:
    """Add to the notes, with line ends of one kind."""
    draft.notes.append("\n".join(text_of(cell).splitlines()))


def postcode_putter(cells: list[Cell]) -> Put:
    """Postcodes; which of them lost a zero in front is settled when the country is known.

    A spreadsheet that took postcodes for numbers drops their leading zeros, and a CSV saved by it has lost them too: a
    column in which none begins with a zero, though most have five digits, may be such a one.
    """
    texts = [text for cell in cells if (text := text_of(cell)).isdigit()]
    whole = sum(1 for text in texts if len(text) == _POSTCODE_DIGITS)
    lost = whole * 2 >= len(texts) and not any(text.startswith("0") for text in texts)

    def put(draft: Draft, cell: Cell) -> None:
        text = draft.data.postcode = one_line(text_of(cell))
        draft.zero_is_lost = text.isdigit() and (lost or isinstance(cell, (int, float)))

    return put


def tags_putter(column: Column) -> Put:
    """Tags, separated by commas, semicolons, bars or line ends."""

    def put(draft: Draft, cell: Cell) -> None:
        known = {fold(tag) for tag in draft.data.tags}
        for tag in filter(None, _BETWEEN_TAGS.split(text_of(cell))):
            folded = fold(tag)
            if folded and folded not in known:
                known.add(folded)
                draft.data.tags.append(tag)
            elif not folded:
                draft.keep(column.heading, tag, _("“{text}” is not a word.").format(text=tag))

    return put


def email_putter(column: Column) -> Put:
    """One or several e-mail addresses in a cell; whatever else stands there is kept in the notes."""

    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        if is_email(text):
            if text not in draft.emails:
                draft.emails.append(text)
            return
        pieces = [piece.strip("<>()\"'") for piece in _BETWEEN_EMAILS.split(text)]
        good = [p for piece in pieces if is_email(p := piece.removeprefix("mailto:"))]
        draft.emails += [email for email in dict.fromkeys(good) if email not in draft.emails]
        if text and len(good) < len(list(filter(None, pieces))):
            draft.keep(column.heading, text, _("“{text}” is not an e-mail address.").format(text=text))

    return put


def photo_putter(column: Column) -> Put:
    """A picture inside the list itself."""

    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        if text.startswith("data:image/"):
            draft.row.photo = text
        elif text:
            draft.keep(column.heading, text, _("The picture itself is not in the list."))

    return put


def consent_putter(column: Column) -> Put:
    """What a member allows or refuses."""
    purpose = column.use.removeprefix(CONSENT)

    def put(draft: Draft, cell: Cell) -> None:
        try:
            given = _yes_no(column, cell)
        except Refused as refusal:
            draft.keep(column.heading, text_of(cell), str(refusal))
            return
        if given is not None:
            draft.row.consents[purpose] = given

    return put


def kind_putter(column: Column) -> Put:
    """Whether the row is a person or an institution."""

    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        kind = kind_words(column.values.get(fold(text), text))
        if kind:
            draft.data.kind = kind
        elif text:
            draft.keep(column.heading, text, _("This says neither person nor institution."))

    return put


def country_putter(column: Column) -> Put:
    """A country by its name or code."""

    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        draft.data.country = words.country_code(text)
        if text and not draft.data.country:
            draft.keep(column.heading, text, _("“{text}” is not a country.").format(text=text))

    return put


def languages_putter(column: Column) -> Put:
    """Languages by their names or codes."""

    def put(draft: Draft, cell: Cell) -> None:
        draft.data.languages, rest = words.language_codes(text_of(cell))
        for piece in rest:
            draft.keep(column.heading, piece, _("“{text}” is not a language.").format(text=piece))

    return put


def library_kind_putter(column: Column) -> Put:
    """A kind of library by a word for it."""

    def put(draft: Draft, cell: Cell) -> None:
        text = text_of(cell)
        draft.data.library_kind = words.library_kind(column.values.get(fold(text), text))
        if text and not draft.data.library_kind:
            draft.keep(column.heading, text, _("“{kind}” is not a kind of library.").format(kind=text))

    return put


def isil_putter(_column: Column) -> Put:
    """An ISIL; its form is checked with the whole row."""
    return lambda draft, cell: setattr(draft.data, "isil", text_of(cell))


def custom_converter(target: NewField, column: Column, cells: list[Cell]) -> Callable[[Cell], str]:
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
    return lambda cell: "\n".join(text_of(cell).splitlines())


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
