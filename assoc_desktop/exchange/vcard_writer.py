"""Writing address cards: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), as telephones and mail programs take them in.

A line is folded before its 76th octet and never inside a character (RFC 6350, 3.2); texts are escaped as 3.4 of the same
says, which is also what 3.0 asks for. What no text line can carry, a nul or half a character, is shown by its picture.
"""

from __future__ import annotations

import base64
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assoc_desktop.exchange.files import replacing
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.exchange.xml_text import xml_text

PERSON, ORGANISATION = "individual", "org"
#: Versions that are written, the one that most programs read first.
VERSIONS = ("3.0", "4.0")

_MOST_OCTETS = 75
_TELL_EVERY = 200
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"})
_NOT_IN_URI = re.compile(r"[^+0-9A-Za-z-]")


@dataclass
class AddressCard:
    """What an address card tells. Empty fields are not written.

    Attributes:
        uid: a UUID that stays the same whenever the card is written again.
        kind: `PERSON` or `ORGANISATION`; only 4.0 tells it.
        phones: E.164, the preferred first; e-mails likewise.
        address: the lines above the town.
        photo: a JPEG picture.
        number: the member's number; kept in a line of our own, which other programs pass over.
        changed: when the card last changed.
    """

    uid: str
    kind: str = PERSON
    title: str = ""
    family_name: str = ""
    given_name: str = ""
    full_name: str = ""
    organisation: str = ""
    profession: str = ""
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    address: Sequence[str] = ()
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    birth_date: datetime.date | None = None
    languages: Sequence[str] = ()
    website: str = ""
    tags: Sequence[str] = field(default_factory=tuple)
    notes: str = ""
    number: str = ""
    photo: bytes = b""
    changed: datetime.datetime | None = None


def write_cards(
    path: Path,
    cards: Iterable[AddressCard],
    *,
    version: str = "3.0",
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write a file of address cards.

    Args:
        path: replaced only when all cards are written.
        cards: in the order in which they are to stand.
        version: one of `VERSIONS`.
        total: number of cards, for the progress.
        progress: called with (cards written, cards in all); what it raises leaves the old file as it was.

    Raises:
        Refused: the disk is full or the place cannot be written to; the old file is as it was.
    """
    with replacing(path) as unfinished, unfinished.open("wb") as file:
        for number, card in enumerate(cards, 1):
            file.write(card_bytes(card, version))
            if progress and number % _TELL_EVERY == 0:
                progress(number, total)


def card_bytes(card: AddressCard, version: str) -> bytes:
    """One card as it stands in a file."""
    lines = _lines_4(card) if version == "4.0" else _lines_3(card)
    return b"".join(folded(line) for line in ("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"))


def folded(line: str) -> bytes:
    """A line in UTF-8 with its end, cut into lines of at most 75 octets; those that go on begin with a space."""
    octets = line.encode("utf-8")
    if len(octets) <= _MOST_OCTETS:
        return octets + b"\r\n"
    parts, start = [], 0
    while start < len(octets):
        # The space in front of a part counts too.
        end = start + _MOST_OCTETS - bool(start)
        # 0b10xxxxxx goes on inside a character: the cut moves to its beginning.
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start = end
    return b"\r\n ".join(parts) + b"\r\n"


def escaped(text: str) -> str:
    """A text as a value: line ends of one kind, and the signs that divide values escaped."""
    return xml_text(_LINE_ENDS.sub("\n", text)).translate(_ESCAPES)


def _lines_3(card: AddressCard) -> Iterator[str]:
    """What 3.0 writes differently, and what both write."""
    yield from _names(card)
    for place, phone in enumerate(card.phones):
        yield f"TEL;TYPE=VOICE{',PREF' if place == 0 else ''}:{escaped(phone)}"
    for place, email in enumerate(card.emails):
        yield f"EMAIL;TYPE=INTERNET{',PREF' if place == 0 else ''}:{escaped(email)}"
    yield from _place(card)
    if card.birth_date:
        yield f"BDAY:{card.birth_date.isoformat()}"
    yield from _about(card)
    if card.photo:
        yield f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(card.photo).decode('ascii')}"
    yield f"UID:{card.uid}"
    if card.changed:
        yield f"REV:{card.changed.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _lines_4(card: AddressCard) -> Iterator[str]:
    yield f"KIND:{card.kind}"
    yield from _names(card)
    for place, phone in enumerate(card.phones):
        preferred = ";PREF=1" if place == 0 else ""
        yield f"TEL;VALUE=uri;TYPE=voice{preferred}:tel:{_NOT_IN_URI.sub('', phone)}"
    for place, email in enumerate(card.emails):
        yield f"EMAIL{';PREF=1' if place == 0 else ''}:{escaped(email)}"
    yield from _place(card)
    if card.birth_date:
        yield f"BDAY:{card.birth_date.isoformat().replace('-', '')}"
    for place, language in enumerate(card.languages):
        yield f"LANG;PREF={place + 1}:{escaped(language)}"
    yield from _about(card)
    if card.photo:
        yield f"PHOTO:data:image/jpeg;base64,{base64.b64encode(card.photo).decode('ascii')}"
    yield f"UID:urn:uuid:{card.uid}"
    if card.changed:
        yield f"REV:{card.changed.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _names(card: AddressCard) -> Iterator[str]:
    name = (card.family_name, card.given_name, "", card.title, "")
    # 3.0 asks for N in every card; an organisation has none, so its parts are empty.
    yield "N:" + ";".join(map(escaped, name))
    yield f"FN:{escaped(card.full_name)}"
    for heading, text in (("ORG", card.organisation), ("TITLE", card.profession)):
        if text:
            yield f"{heading}:{escaped(text)}"


def _place(card: AddressCard) -> Iterator[str]:
    parts = ("", "", "\n".join(card.address), card.town, card.region, card.postcode, card.country)
    if any(parts):
        yield (
            "ADR;TYPE=" + ("WORK:" if card.kind == ORGANISATION else "HOME:") + ";".join(map(escaped, parts))
        )


def _about(card: AddressCard) -> Iterator[str]:
    if card.website:
        # A URL is one value: its commas and semicolons divide nothing.
        yield f"URL:{xml_text(_LINE_ENDS.sub(' ', card.website))}"
    if card.tags:
        yield "CATEGORIES:" + ",".join(map(escaped, card.tags))
    if card.notes:
        yield f"NOTE:{escaped(card.notes)}"
    if card.number:
        yield f"X-MEMBER-NUMBER:{escaped(card.number)}"
