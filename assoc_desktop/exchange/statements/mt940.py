"""Reading MT940, the statement of SWIFT, as banks write it.

A message has `:20:` (its start), `:25:` the account, `:60F:` the opening balance, then for each movement `:61:` with
its amount and `:86:` with its words, and `:62F:` the closing balance. A long statement is cut into messages that end in
`:62M:` and go on with `:60M:`. The words may have parts of their own (`?20` to `?29` the purpose, `?32` the name).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
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

_FIELD = re.compile(r":(\d{2}[A-Z]?):")
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})([\d,.]+)")
_MOVEMENT = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?(?P<mark>R?[CD]|E[CD])(?P<funds>[A-Z])?(?P<amount>[\d,.]+)"
    r"(?P<type>[A-Z][A-Z0-9]{3})?(?P<rest>.*)",
    re.DOTALL,
)
_PART = re.compile(r"\?(\d\d)")
_TAGGED = re.compile(r"(EREF\+|KREF\+|MREF\+|SVWZ\+|ABWA\+|CRED\+|DEBT\+|MTLG:)")
#: What a bank writes where there is no reference.
_NO_REFERENCES = {"", "NONREF", "KREF+", "NOTPROVIDED"}

#: Line in the file, name of the field, its lines.
Field = tuple[int, str, list[str]]


def looks_like_mt940(start: bytes) -> bool:
    """Whether a file begins as MT940: with a field, a block of SWIFT or an opening brace before one."""
    return bool(re.search(rb"(?m)^:20:", start) and re.search(rb"(?m)^:(25|28C?|60[FM]):", start))


def read_mt940(path: Path, progress: Progress | None = None) -> list[Statement]:
    """All statements of a file, one for each account; those cut into several messages are joined.

    Raises:
        Refused: a field cannot be read, or the file ends in the middle; the sentence names the line.
    """
    lines = text_of_file(path).splitlines()
    found: list[Statement] = []
    message: _Message | None = None
    count = last = 0
    for last, name, texts in _fields(lines):
        if progress and count % 500 == 0:
            progress(last, len(lines))
        if name == "20":
            if message is not None:
                raise cut_off(path, last)
            message = _Message()
        elif message is None:
            continue
        elif name in ("62F", "62M"):
            message.balance(last, name, texts[0])
            _join(found, message)
            message = None
        else:
            count += name == "61"
            if count > MAX_LINES:
                raise too_many(path)
            message.take(last, name, texts)
    if message is not None or not found:
        raise cut_off(path, max(last, len(lines)))
    return found


def _fields(lines: list[str]) -> Iterator[Field]:
    field: Field | None = None
    for number, line in enumerate(lines, 1):
        found = _FIELD.match(line)
        if found is None:
            if field is not None and not line.startswith(("-", "{", "}")):
                field[2].append(line)
            continue
        if field is not None:
            yield field
        field = (number, found[1], [line[found.end() :]])
    if field is not None:
        yield field


class _Message:
    """One message while it is read."""

    def __init__(self) -> None:
        self.statement = Statement()
        self.goes_on = self.continues = False
        self._movement: tuple[int, re.Match[str]] | None = None

    def take(self, line: int, name: str, texts: list[str]) -> None:
        """Take one field; those that say nothing needed here are passed over."""
        if name == "25":
            self.statement.account = "".join(texts[0].split())
        elif name in ("60F", "60M"):
            self.balance(line, name, texts[0])
        elif name == "61":
            self._close_movement([])
            found = _MOVEMENT.match("\n".join(texts))
            if found is None:
                raise at_line(line, _("“{text}” is not a movement of an account.").format(text=texts[0][:60]))
            self._movement = (line, found)
        elif name == "86":
            self._close_movement(texts)

    def balance(self, line: int, name: str, text: str) -> None:
        """Take the opening or the closing balance."""
        self._close_movement([])
        found = _BALANCE.match(text.strip())
        if found is None:
            raise at_line(line, _("“{text}” is not a balance.").format(text=text[:60]))
        amount = amount_of(found[4], line)
        signed = amount if found[1] == "C" else -amount
        self.statement.currency = found[3]
        if name.startswith("60"):
            self.statement.opening, self.continues = signed, name == "60M"
        else:
            self.statement.closing, self.goes_on = signed, name == "62M"

    def _close_movement(self, texts: list[str]) -> None:
        """Write the movement down, with the words that follow it."""
        if self._movement is None:
            return
        (line, found), self._movement = self._movement, None
        amount = amount_of(found["amount"], line)
        # A credit taken back (RC) goes out, a debit taken back (RD) comes in.
        out = found["mark"] in ("D", "RC", "ED")
        first, _newline, more = found["rest"].partition("\n")
        own, _slashes, banks = first.partition("//")
        words = _words("".join(texts)) if texts else {}
        reference = next(
            (
                one
                for each in (words.get("reference", ""), own, banks)
                if (one := each.strip()) not in _NO_REFERENCES
            ),
            "",
        )
        self.statement.lines.append(
            BankLine(
                line, _day(found, line), -amount if out else amount,
                tidy(words.get("text", "") or more), tidy(words.get("party", "")), tidy(reference),
            )
        )  # fmt: skip


def _day(found: re.Match[str], line: int) -> datetime.date:
    """The day of booking: it has no year, so it is the one nearest to the day of value."""
    value = compact_day(found["value"], line)
    if not found["entry"]:
        return value
    near = []
    for year in (value.year - 1, value.year, value.year + 1):
        if found["entry"] == "0229" and not _is_leap(year):
            continue
        near.append(compact_day(f"{year:04}{found['entry']}", line))
    return min(near, key=lambda day: abs(day - value)) if near else value


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _words(text: str) -> dict[str, str]:
    """Purpose, name and reference out of the words of a movement."""
    pieces = _PART.split(text)
    if len(pieces) < 3:
        return {"text": text}
    parts: dict[int, str] = {}
    for code, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[int(code)] = parts.get(int(code), "") + piece
    purpose = "".join(parts.get(code, "") for code in (*range(20, 30), *range(60, 64)))
    tagged = _tags(purpose)
    said = " ".join(
        filter(None, (parts.get(0, ""), tagged.get("", ""), tagged.get("SVWZ+", ""), tagged.get("MTLG:", "")))
    )
    return {
        "text": said,
        "party": (parts.get(32, "") + parts.get(33, "")).strip(),
        "reference": next(
            (one for key in ("EREF+", "KREF+") if (one := tagged.get(key, "").strip()) not in _NO_REFERENCES),
            "",
        ),
    }


def _tags(purpose: str) -> dict[str, str]:
    pieces = _TAGGED.split(purpose)
    tagged = {"": pieces[0]}
    tagged.update(zip(pieces[1::2], pieces[2::2], strict=True))
    return tagged


def _join(found: list[Statement], message: _Message) -> None:
    """Add a message to the statement it goes on with, or to the account's earlier days."""
    made = message.statement
    for before in reversed(found):
        if (before.account, before.currency) == (
            made.account,
            made.currency,
        ) and before.closing == made.opening:
            before.lines.extend(made.lines)
            before.closing = made.closing
            return
    found.append(made)
