"""Reading CAMT.053, the statement of ISO 20022, in any of its versions.

An entry that a bank made of several payments gives one line for each, when their amounts are all said and add up.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from assoc_desktop.exchange import sniffing
from assoc_desktop.exchange.statements.model import (
    MAX_LINES,
    BankLine,
    Statement,
    amount_of,
    tidy,
    too_many,
)
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_KIND = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:(camt\.\d{3})\.\d{3}\.\d{2,3}\}")
_NO_REFERENCES = {"", "NOTPROVIDED", "NONREF"}
#: How deep statements nest, twice over; deeper ones are made to break programs.
_DEEPEST = 40


def read_camt(path: Path, progress: Progress | None = None) -> list[Statement]:
    """All statements of a file.

    Raises:
        Refused: it is another kind of XML, ends in the middle, defines entities, or an entry cannot be read; the
            sentence names the line or the entry.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    found: list[Statement] = []
    size = path.stat().st_size or 1
    try:
        with path.open("rb") as file:
            _read(
                path,
                iterparse(file, ("start", "end"), forbid_dtd=True),
                found,
                _teller(progress, file.tell, size),
            )
    except DefusedXmlException:
        raise Refused(
            _("“{file}” defines signs of its own, as no bank does. It was not read.").format(file=path.name)
        ) from None
    except ParseError as error:
        line = error.position[0]
        raise Refused(
            _(
                "“{file}” is broken or ends in the middle, at line {line}. Fetch the statement once more from the bank."
            ).format(file=path.name, line=line)
        ) from None
    except (LookupError, ValueError):  # an encoding that does not exist
        raise sniffing.damaged(path) from None
    except OSError as error:
        raise sniffing.unreachable(path, error) from error
    if not found:
        raise Refused(_("There is no statement in “{file}”.").format(file=path.name))
    return found


def _teller(progress: Progress | None, place: object, size: int) -> object:
    def tell() -> None:
        if progress:
            progress(min(place(), size), size)  # type: ignore[operator]

    return tell


def _read(path: Path, events: object, found: list[Statement], tell: object) -> None:
    depth = count = entries = 0
    for event, element in events:  # type: ignore[attr-defined]
        name = _bare(element)
        if event == "start":
            depth += 1
            if depth == 1:
                _check_kind(path, element)
            if depth > _DEEPEST:
                raise sniffing.damaged(path)
            if name == "Stmt":
                found.append(Statement())
            continue
        depth -= 1
        if not found:
            continue
        if name == "Ntry":
            entries += 1
            lines = list(_entry(entries, element))
            count += len(lines)
            if count > MAX_LINES:
                raise too_many(path)
            found[-1].lines.extend(lines)
            element.clear()
            if entries % 200 == 0:
                tell()  # type: ignore[operator]
        elif name == "Bal":
            _balance(found[-1], element, entries)
        elif name == "Acct" and not found[-1].account:
            found[-1].account = _text(element, "Id/IBAN") or _text(element, "Id/Othr/Id")
            found[-1].currency = found[-1].currency or _text(element, "Ccy")
        elif name == "Stmt":
            element.clear()


def _check_kind(path: Path, element: Element) -> None:
    found = _KIND.match(element.tag)
    if found is None:
        raise Refused(
            _(
                "“{file}” is an XML file, but no statement (camt.053). Ask the bank for the format camt.053, OFX or CSV."
            ).format(file=path.name)
        )
    if found[1] != "camt.053":
        raise Refused(
            _("“{file}” is a {kind}, which is no whole statement. Ask the bank for camt.053.").format(
                file=path.name, kind=found[1]
            )
        )


def _bare(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, path: str) -> Iterator[Element]:
    """The elements at a path of bare names, whatever their namespace."""
    name, _slash, rest = path.partition("/")
    for child in element:
        if _bare(child) == name:
            if rest:
                yield from _all(child, rest)
            else:
                yield child


def _text(element: Element, *paths: str) -> str:
    """The first text at one of some paths."""
    for path in paths:
        for each in _all(element, path):
            if each.text and each.text.strip():
                return each.text.strip()
    return ""


def _signed(element: Element, amount: Decimal) -> Decimal:
    return -amount if _text(element, "CdtDbtInd") == "DBIT" else amount


def _balance(statement: Statement, element: Element, entry: int) -> None:
    kind = _text(element, "Tp/CdOrPrtry/Cd")
    written = next(_all(element, "Amt"), None)
    if written is None:
        return
    amount = _signed(element, _amount(written.text or "", entry))
    statement.currency = written.get("Ccy") or statement.currency
    if kind == "OPBD" or (kind == "PRCD" and statement.opening is None):
        statement.opening = amount
    elif kind == "CLBD":
        statement.closing = amount


def _entry(number: int, element: Element) -> Iterator[BankLine]:
    """The lines of one entry; none when it is not booked yet."""
    if _text(element, "Sts/Cd", "Sts") not in ("BOOK", ""):
        return
    amount = _signed(element, _amount(_text(element, "Amt"), number))
    day = _day(element, number)
    details = list(_all(element, "NtryDtls/TxDtls"))
    amounts = [_amount_of_detail(each, element, number) for each in details]
    known = [each for each in amounts if each is not None]
    own = _text(element, "AcctSvcrRef", "NtryRef")
    words = _text(element, "AddtlNtryInf")
    if len(details) > 1 and len(known) == len(details) and sum(known) == amount:
        for detail, part in zip(details, known, strict=True):
            yield _line(number, day, part, detail, own, words)
    else:
        yield _line(number, day, amount, details[0] if len(details) == 1 else None, own, words)


def _amount_of_detail(detail: Element, entry: Element, number: int) -> Decimal | None:
    written = _text(detail, "Amt", "AmtDtls/TxAmt/Amt")
    if not written:
        return None
    amount = _amount(written, number)
    way = _text(detail, "CdtDbtInd") or _text(entry, "CdtDbtInd")
    return -amount if way == "DBIT" else amount


def _line(
    number: int, day: datetime.date, amount: Decimal, detail: Element | None, own: str, words: str
) -> BankLine:
    if detail is None:
        return BankLine(number, day, amount, tidy(words), "", tidy(own))
    who = "Dbtr" if amount > 0 else "Cdtr"
    party = _text(detail, f"RltdPties/{who}/Nm", f"RltdPties/{who}/Pty/Nm")
    purpose = " ".join(each.text or "" for each in _all(detail, "RmtInf/Ustrd"))
    structured = _text(detail, "RmtInf/Strd/CdtrRefInf/Ref")
    text = " ".join(filter(None, (purpose, structured))) or _text(detail, "AddtlTxInf") or words
    ends = (
        _text(detail, "Refs/EndToEndId"),
        _text(detail, "Refs/TxId"),
        _text(detail, "Refs/AcctSvcrRef"),
        own,
    )
    reference = next((each for each in ends if each.upper() not in _NO_REFERENCES), "")
    return BankLine(number, day, amount, tidy(text), tidy(party), tidy(reference))


def _day(element: Element, number: int) -> datetime.date:
    written = _text(element, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return datetime.date.fromisoformat(written[:10])
    except ValueError:
        raise _at_entry(
            number, _("“{text}” is not a day of the calendar.").format(text=written[:60])
        ) from None


def _amount(written: str, entry: int) -> Decimal:
    try:
        return amount_of(written, entry)
    except Refused:
        raise _at_entry(entry, _("“{text}” is not an amount.").format(text=written.strip()[:60])) from None


def _at_entry(number: int, sentence: str) -> Refused:
    """A refusal that says in which entry: all of them may stand on one line of the file."""
    return Refused(_("Entry {number} of the statement: {sentence}").format(number=number, sentence=sentence))
