"""Reading OFX: version 1, which is SGML without end tags around values, and version 2, which is XML.

Both are read by one small scanner of tags. It knows no entities but those of signs, so that nothing can grow.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from assoc_desktop.exchange.statements.model import (
    MAX_LINES,
    BankLine,
    Statement,
    amount_of,
    at_line,
    compact_day,
    cut_off,
    text_of_file,
    tidy,
    too_many,
)
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_TAG = re.compile(r"<(/?)([A-Za-z0-9._]{1,40})>([^<]*)")
_STATEMENTS = ("STMTRS", "CCSTMTRS")


def looks_like_ofx(start: bytes) -> bool:
    """Whether a file begins as OFX, whichever version."""
    head = start.replace(b"\0", b"").upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


def read_ofx(path: Path, progress: Progress | None = None) -> list[Statement]:
    """All statements of a file, one for each account.

    Raises:
        Refused: a movement has no day or amount, or the file ends in the middle; the sentence names the line.
    """
    text = text_of_file(path)
    if "<!" in text:
        raise Refused(
            _("“{file}” defines signs of its own, as no bank does. It was not read.").format(file=path.name)
        )
    scanner = _Scanner(path)
    line, at = 1, 0
    for count, found in enumerate(_TAG.finditer(text)):
        line += text.count("\n", at, found.start())
        at = found.start()
        if progress and count % 5_000 == 0:
            progress(at, len(text))
        scanner.take(line, bool(found[1]), found[2].upper(), found[3].strip())
    if not scanner.ended:
        raise cut_off(path, text.count("\n") + 1)
    return scanner.found


class _Scanner:
    """Takes tags one by one."""

    def __init__(self, path: Path) -> None:
        self.found: list[Statement] = []
        self.ended = False
        self._path = path
        self._statement: Statement | None = None
        self._movement: dict[str, str] | None = None
        self._begun = self._count = 0
        self._inside = ""

    def take(self, line: int, closes: bool, name: str, value: str) -> None:
        """Take one tag and the text after it."""
        if closes:
            self._close(name)
        elif name in _STATEMENTS:
            self._statement = Statement()
            self.found.append(self._statement)
        elif name == "STMTTRN":
            if self._movement is not None:
                self._keep()  # some banks leave out the end of the one before
            self._movement, self._begun = {}, line
        elif name in ("LEDGERBAL", "AVAILBAL", "BANKACCTFROM", "CCACCTFROM", "BANKACCTTO", "CCACCTTO"):
            self._inside = name
        elif value:
            self._value(line, name, value)

    def _close(self, name: str) -> None:
        if name == "STMTTRN" and self._movement is not None:
            self._keep()
        elif name in _STATEMENTS:
            self._statement = None
        elif name == self._inside:
            self._inside = ""
        self.ended = self.ended or name == "OFX"

    def _value(self, line: int, name: str, value: str) -> None:
        if self._movement is not None:
            if self._inside not in ("BANKACCTTO", "CCACCTTO"):
                self._movement.setdefault(name, value)
        elif self._statement is not None:
            if name == "CURDEF":
                self._statement.currency = value.upper()
            elif name == "ACCTID" and self._inside in ("BANKACCTFROM", "CCACCTFROM"):
                self._statement.account = "".join(value.split())
            elif name == "BALAMT" and self._inside == "LEDGERBAL":
                self._statement.closing = amount_of(value, line)

    def _keep(self) -> None:
        """Write a movement down."""
        said, line = self._movement or {}, self._begun
        self._movement = None
        self._count += 1
        if self._count > MAX_LINES:
            raise too_many(self._path)
        if self._statement is None:
            raise at_line(line, _("this movement belongs to no account."))
        missing = next((name for name in ("DTPOSTED", "TRNAMT") if name not in said), "")
        if missing:
            raise at_line(line, _("this movement has no {field}.").format(field=missing))
        amount: Decimal = amount_of(said["TRNAMT"], line)
        name = tidy(said.get("NAME", ""))
        memo = tidy(said.get("MEMO", ""))
        reference = said.get("CHECKNUM") or said.get("REFNUM") or ""
        self._statement.lines.append(
            BankLine(
                line,
                compact_day(said["DTPOSTED"][:8], line),
                amount,
                memo or name,
                name if memo else "",
                tidy(reference),
            )
        )
