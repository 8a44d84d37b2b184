"""What every reader of statements gives, and the limits that all of them keep."""

from __future__ import annotations

import datetime
import html
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from assoc_desktop.exchange import sniffing
from assoc_desktop.exchange.encodings import detect_encoding
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

#: A year of a large association has some megabytes; a file above this is no statement.
MAX_BYTES = 64 * 1024 * 1024
#: More lines than any association has in a year.
MAX_LINES = 200_000
#: No text of a line is longer than this; the rest is cut off.
MAX_TEXT = 1_000
_AMOUNT = re.compile(r"([+-]?)([0-9]{0,15})(?:[.,]([0-9]{0,10}))?")


@dataclass(frozen=True)
class BankLine:
    """One movement of an account.

    Attributes:
        line: where it stands in its file, counted from 1; for XML, which entry it is.
        amount: more money in the account is positive.
        party: who paid or was paid, as the bank names them.
        reference: of the payment, as the payer or the bank gave it.
    """

    line: int
    day: datetime.date
    amount: Decimal
    text: str = ""
    party: str = ""
    reference: str = ""


@dataclass
class Statement:
    """The movements of one account over some days.

    Attributes:
        account: IBAN or number as the file gives it; empty when it names none.
        currency: ISO 4217; empty when the file names none.
        opening: balance before the first line; None when the file does not say it.
        closing: balance after the last line; None when the file does not say it.
        notes: sentences about what was passed over.
    """

    account: str = ""
    currency: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    lines: list[BankLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def gap(self) -> Decimal:
        """What the closing balance has more than the opening balance and the lines together; 0 when one is not said."""
        if self.opening is None or self.closing is None:
            return Decimal(0)
        return self.closing - self.opening - sum((line.amount for line in self.lines), Decimal(0))


def check_size(path: Path) -> None:
    """Refuse a file that is not there, or larger than a statement can be."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise Refused(_("There is no file “{file}”.").format(file=path)) from None
    except OSError as error:
        raise sniffing.unreachable(path, error) from error
    if size > MAX_BYTES:
        raise Refused(
            _("“{file}” is too large for a statement. Ask the bank for a shorter time.").format(
                file=path.name
            )
        )


def text_of_file(path: Path) -> str:
    """The text of a statement, its encoding recognised.

    Raises:
        Refused: it is no text, or cannot be read.
    """
    try:
        name, errors = detect_encoding(path)
        return path.read_text(encoding=name, errors=errors)
    except OSError as error:
        raise sniffing.unreachable(path, error) from error


def amount_of(written: str, where: int) -> Decimal:
    """An amount as bank formats write it: digits, one comma or point, no separators of thousands.

    Raises:
        Refused: it is none; the sentence names the line.
    """
    found = _AMOUNT.fullmatch(written.strip())
    if found is None or not (found[2] or found[3]):
        raise at_line(where, _("“{text}” is not an amount.").format(text=written.strip()[:60]))
    return Decimal(f"{found[1]}{found[2] or '0'}.{found[3] or '0'}")


def compact_day(written: str, where: int) -> datetime.date:
    """A day written as YYYYMMDD or YYMMDD.

    Raises:
        Refused: it is no day of the calendar; the sentence names the line.
    """
    digits = written.strip()
    try:
        if not (digits.isascii() and digits.isdecimal() and len(digits) in (6, 8)):
            raise ValueError(digits)
        year = int(digits[:-4]) if len(digits) == 8 else _full_year(int(digits[:2]))
        return datetime.date(year, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        raise at_line(where, _("“{text}” is not a day of the calendar.").format(text=digits[:60])) from None


def _full_year(short: int) -> int:
    return 2000 + short if short < 80 else 1900 + short


def at_line(line: int, sentence: str) -> Refused:
    """A refusal that says where in the file."""
    return Refused(_("Line {line}: {sentence}").format(line=line, sentence=sentence))


def cut_off(path: Path, line: int) -> Refused:
    """The refusal for a file that ends too early."""
    return Refused(
        _("“{file}” ends in the middle, at line {line}. Fetch the statement once more from the bank.").format(
            file=path.name, line=line
        )
    )


def too_many(path: Path) -> Refused:
    """The refusal for a file with more lines than are read at once."""
    return Refused(
        _("“{file}” has more than {most} lines. Ask the bank for a shorter time.").format(
            file=path.name, most=MAX_LINES
        )
    )


def tidy(text: str) -> str:
    """A text on one line, without signs that are none, and not endless."""
    plain = "".join(sign if sign.isprintable() else " " for sign in html.unescape(text))
    return " ".join(plain.split())[:MAX_TEXT]
