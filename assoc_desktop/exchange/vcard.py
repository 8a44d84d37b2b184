"""Reading address cards: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

Each card is read on its own, so that a broken one becomes a row with a problem and the others are kept. Lines are cut
without a backtracking pattern: a hostile line takes no longer than any other. The headings are the names our own fields
have, so that the columns find their fields in every language.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assoc_desktop.exchange.encodings import detect_encoding
from assoc_desktop.exchange.tables import MAX_BYTES, Cell, Intake, Progress, Row, Table
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

#: Columns in the order of a card's rows; phones and e-mails get as many columns as the fullest card needs.
_SINGLE_BEFORE = (
    "number",
    "kind",
    "title",
    "family_name",
    "given_name",
    "full_name",
    "organisation",
    "profession",
)
_SINGLE_AFTER = (
    "address", "postcode", "town", "region", "country", "birth_date", "languages", "website", "tags", "notes",
    "photo",
)  # fmt: skip
_MOST_REPEATED = 20
_MAX_PHOTO = 8_000_000
_BEGIN = re.compile(r"^\s*BEGIN:VCARD\s*$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_END = re.compile(r"^\s*END:VCARD\s*$", re.IGNORECASE)


class _Line(NamedTuple):
    name: str
    value: str
    is_base64: bool


def read_cards(
    path: Path,
    *,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """Read a file of address cards.

    Args:
        path: the file.
        encoding: Python's name of the encoding, when the person knows better than the guess.
        progress: called with (bytes read, bytes in all).

    Raises:
        Refused: there is no card in it.
    """
    name, errors = (encoding, "replace") if encoding else detect_encoding(path)
    text = path.read_bytes()[:MAX_BYTES].decode(name, errors)
    cards: list[tuple[int, dict[str, list[Cell]], str]] = []
    for line, card in _split(text):
        cards.append((line, *_read_card(card)))
        if progress and len(cards) % 200 == 0:
            progress(min(line * 40, len(text)), len(text))
    if not cards:
        raise Refused(_("There is no address card in “{file}”.").format(file=path.name))
    return _table(cards, name)


def _table(cards: list[tuple[int, dict[str, list[Cell]], str]], encoding: str) -> Table:
    columns = [(key, 0) for key in _SINGLE_BEFORE]
    for key in ("phone", "email"):
        most = max((len(values.get(key, ())) for _line, values, _problem in cards), default=0)
        columns += [(key, number) for number in range(max(1, most))]
    columns += [(key, 0) for key in _SINGLE_AFTER]
    used = [c for c in columns if any(len(values.get(c[0], ())) > c[1] for _line, values, _problem in cards)]
    used = used or columns[:3]
    intake = Intake()
    for line, values, problem in cards:
        intake.add(line, [_nth(values.get(key), number) for key, number in used], problem)
    names = _headings()
    headings = [names[key] if number == 0 else f"{names[key]} {number + 1}" for key, number in used]
    rows = [Row(r.line, r.cells + [""] * (len(headings) - len(r.cells)), r.problem) for r in intake.rows]
    return Table(headings, rows, "cards", encoding=encoding)


def _nth(values: list[Cell] | None, number: int) -> Cell:
    return values[number] if values and number < len(values) else ""


def _headings() -> dict[str, str]:
    return {
        "number": _("Member number"),
        "kind": _("Person or institution"),
        "title": _("Title"),
        "family_name": _("Family name"),
        "given_name": _("Given name"),
        "full_name": _("Full name"),
        "organisation": _("Organisation"),
        "profession": _("Profession"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "postcode": _("Postcode"),
        "town": _("Town"),
        "region": _("Region"),
        "country": _("Country"),
        "birth_date": _("Birth date"),
        "languages": _("Languages"),
        "website": _("Website"),
        "tags": _("Tags"),
        "notes": _("Notes"),
        "photo": _("Photo"),
    }


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Each card with the line it begins on; a card that is cut off ends where the next begins."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if _BEGIN.match(line.lstrip("\ufeff")):
            if start:
                yield start, "\n".join(lines)
            start, lines = number, []
        if start:
            lines.append(line.lstrip("\ufeff"))
        if start and _END.match(line):
            yield start, "\n".join(lines)
            start = 0
    if start:
        yield start, "\n".join(lines)


def _read_card(text: str) -> tuple[dict[str, list[Cell]], str]:
    """The values of a card, or why it cannot be read. A line that makes no sense is kept among the notes."""
    if not _END.match(text.rsplit("\n", 1)[-1]):
        return {}, _("The card is cut off: its end is missing.")
    found: dict[str, list[Cell]] = {}
    try:
        for logical in _logical_lines(text):
            line = _line_of(logical)
            if line is None:
                _put(found, "notes", logical.strip())
            elif reader := _READERS.get(line.name):
                reader(line, partial(_put, found))
    except (ValueError, LookupError) as error:
        # A wrong charset name is a LookupError, bytes that do not fit it a ValueError.
        return {}, _("The card cannot be read: {reason}.").format(reason=error)
    if found.get("family_name") or found.get("given_name") or _is_of_an_organisation(found):
        found.pop("full_name", None)
    return found, "" if found.keys() - {"kind"} else _("The card is empty.")


def _is_of_an_organisation(found: dict[str, list[Cell]]) -> bool:
    """Whether the name of a card without a person's name is that of its organisation, as telephones write companies."""
    return bool(found.get("organisation")) and found.get("full_name") in (None, found["organisation"])


def _logical_lines(text: str) -> Iterator[str]:
    """Lines put together again: folded ones begin with a space, quoted-printable ones end with `=`."""
    kept = ""
    soft = False
    for line in text.split("\n"):
        if soft:
            kept = kept[:-1] + line
        elif line[:1] in (" ", "\t"):
            kept += line[1:]
        else:
            if kept.strip():
                yield kept
            kept = line
        soft = kept.endswith("=") and "QUOTED-PRINTABLE" in kept.partition(":")[0].upper()
    if kept.strip():
        yield kept


def _line_of(logical: str) -> _Line | None:
    """Name, parameters and value of a line; None when it has not that form."""
    head, colon, value = _cut_outside_quotes(logical, ":")
    parts = []
    while head:
        part, _semicolon, head = _cut_outside_quotes(head, ";")
        parts.append(part)
    name = parts[0].rpartition(".")[2].strip().upper() if parts else ""
    if not colon or not re.fullmatch(r"[A-Z0-9-]+", name):
        return None
    params: dict[str, set[str]] = {}
    for part in parts[1:]:
        key, equals, said = part.partition("=")
        # vCard 2.1 writes the values of TYPE and ENCODING bare.
        words = {word.strip('" ').upper() for word in (said if equals else key).split(",")}
        params.setdefault(key.strip().upper() if equals else "", set()).update(words)
    encodings = params.get("ENCODING", set()) | params.get("", set())
    if "QUOTED-PRINTABLE" in encodings:
        charset = next(iter(params.get("CHARSET", {"utf-8"})))
        value = quopri.decodestring(value.encode("utf-8")).decode(charset)
    return _Line(name, value, bool(encodings & {"B", "BASE64"}))


def _cut_outside_quotes(text: str, sign: str) -> tuple[str, str, str]:
    """Like `str.partition`, but a sign between quotation marks does not count."""
    quoted = False
    for place, found in enumerate(text):
        if found == '"':
            quoted = not quoted
        elif found == sign and not quoted:
            return text[:place], sign, text[place + 1 :]
    return text, "", ""


def _put(found: dict[str, list[Cell]], key: str, value: Cell) -> None:
    if not value:
        return
    kept = found.setdefault(key, [])
    if key == "notes" and kept:
        kept[0] = f"{kept[0]}\n{value}"
    elif key in ("tags", "languages") and kept:
        kept[0] = f"{kept[0]}, {value}"
    elif value not in kept and len(kept) < _MOST_REPEATED:
        kept.append(value)


_Put = Callable[[str, Cell], None]


def _parts(line: _Line) -> list[str]:
    """The semicolon-separated parts of a value, their escapes undone."""
    return [_plain(piece) for piece in _cut_at(line.value, ";")]


def _cut_at(value: str, sign: str) -> list[str]:
    """The pieces of a value between signs that are not escaped; the escapes stay."""
    pieces, start, place = [], 0, 0
    while place < len(value):
        if value[place] == "\\":
            place += 1
        elif value[place] == sign:
            pieces.append(value[start:place])
            start = place + 1
        place += 1
    return [*pieces, value[start:]]


def _plain(text: str) -> str:
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    return "\n".join(part.strip() for part in text.split("\n")).strip()


def _name(line: _Line, put: _Put) -> None:
    family, given, additional, prefix, _suffix = (_parts(line) + [""] * 5)[:5]
    put("family_name", family)
    put("given_name", " ".join(filter(None, (given, additional.replace(",", " ")))))
    put("title", prefix)


def _address(line: _Line, put: _Put) -> None:
    box, extended, street, town, region, postcode, country = (_parts(line) + [""] * 7)[:7]
    put("address", "\n".join(filter(None, (extended, street, box))))
    for key, value in (("town", town), ("region", region), ("postcode", postcode), ("country", country)):
        put(key, value)


def _organisation(line: _Line, put: _Put) -> None:
    put("organisation", ", ".join(filter(None, _parts(line))))


def _categories(line: _Line, put: _Put) -> None:
    put("tags", ", ".join(filter(None, map(_plain, _cut_at(line.value, ",")))))


def _kind(line: _Line, put: _Put) -> None:
    """What 4.0 and Nextcloud (X-ADDRESSBOOKSERVER-KIND) say a card is of; persons go without saying."""
    if line.value.strip().lower() in ("org", "organization"):
        put("kind", _("Institution"))


def _shown_as(line: _Line, put: _Put) -> None:
    """What an iPhone says of a company."""
    if line.value.strip().upper() == "COMPANY":
        put("kind", _("Institution"))


def _phone(line: _Line, put: _Put) -> None:
    put("phone", re.sub(r"^tel:", "", _plain(line.value), flags=re.IGNORECASE))


def _email(line: _Line, put: _Put) -> None:
    put("email", re.sub(r"^mailto:", "", _plain(line.value), flags=re.IGNORECASE))


def _birthday(line: _Line, put: _Put) -> None:
    text = _plain(line.value)
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    try:
        put("birth_date", date(*map(int, match.groups())) if match else text)
    except ValueError:
        put("birth_date", text)


def _photo(line: _Line, put: _Put) -> None:
    """The picture as a data: address (RFC 2397); a picture that lies on the internet is not fetched."""
    text = re.sub(r"\s", "", line.value)
    if text.startswith("data:image/") and len(text) < _MAX_PHOTO:
        put("photo", text)
    elif line.is_base64 and len(text) < _MAX_PHOTO:
        base64.b64decode(text, validate=True)
        put("photo", "data:image/*;base64," + text)


def _text(key: str) -> Callable[[_Line, _Put], None]:
    return lambda line, put: put(key, _plain(line.value))


_READERS: dict[str, Callable[[_Line, _Put], None]] = {
    "X-MEMBER-NUMBER": _text("number"),
    "KIND": _kind,
    "X-ABSHOWAS": _shown_as,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "N": _name,
    "FN": _text("full_name"),
    "ORG": _organisation,
    "TITLE": _text("profession"),
    "ROLE": _text("profession"),
    "TEL": _phone,
    "EMAIL": _email,
    "ADR": _address,
    "BDAY": _birthday,
    "LANG": _text("languages"),
    "URL": _text("website"),
    "CATEGORIES": _categories,
    "NOTE": _text("notes"),
    "PHOTO": _photo,
}
