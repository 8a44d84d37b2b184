"""Reading dates, numbers and yes/no as people write them, in French and English, column by column.

What one cell leaves open, its column often settles: `03/04/2025` is a 3 April unless another cell of the column has
a day above 12 in second place; `1.250` is twelve hundred and fifty unless another cell shows that the point is a
decimal sign.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

from assoc_desktop.exchange.tables import Cell, text_of
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

#: Orders in which a date may be written.
DMY, MDY = "dmy", "mdy"
#: How many cells of a column are looked at for its habits.
_LOOKED_AT = 20_000
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
#: Serials that stand for days from 1905 to 2178; smaller numbers are more likely years.
_SERIALS = range(2_101, 101_700)
_PIVOT = 70

_NUMERIC_DATE = re.compile(r"(\d{1,4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,4})(?:[T ]+\d{1,2}[:h]\d{2}.*)?")
_COMPACT_DATE = re.compile(r"(19|20|21)(\d{2})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s*[-./]?\s*([a-z]+)\s*[-./,]?\s*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]+)\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(\d{4})")
_WEEKDAY = re.compile(r"^(lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+")
_MONTHS = (
    ("janv", "jan"), ("fevr", "fev", "feb"), ("mars", "mar"), ("avr", "apr"), ("mai", "may"), ("juin", "jun"),
    ("juil", "jul"), ("aou", "aug"), ("sep",), ("oct",), ("nov",), ("dec",),
)  # fmt: skip
_EMPTY_DATES = {"", "0", "-", "--", "//", "n/a", "na", "?", "inconnu", "inconnue", "unknown"}

_YES = {"oui", "o", "yes", "y", "x", "vrai", "true", "1", "v", "ok", "ja", "wahr", "✓", "✔", "☑", "on"}
_NO = {"non", "n", "no", "faux", "false", "0", "nein", "falsch", "✗", "☐", "off", "-"}
_SPACES = re.compile(r"[\s'’]")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,]\d{2,3})*[.,]\d{3}")
_NUMBER = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)")


def date_order(cells: Iterable[Cell]) -> str:
    """`"mdy"` when the column proves that it is written the American way, else `"dmy"`.

    Proof is a second number above 12 in at least one cell, and a first number above 12 in none.
    """
    american = False
    for cell in islice(cells, _LOOKED_AT):
        match = _NUMERIC_DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None or len(match[1]) > 2:
            continue
        if int(match[1]) > 12:
            return DMY
        american = american or int(match[2]) > 12
    return MDY if american else DMY


def decimal_sign(cells: Iterable[Cell]) -> str:
    """The decimal sign that a column of numbers uses; the comma when nothing in it tells."""
    for cell in islice(cells, _LOOKED_AT):
        text = _SPACES.sub("", cell) if isinstance(cell, str) else ""
        found = _decimal_sign_in(text) if _NUMBER.fullmatch(text) else ""
        if found:
            return found
    return ","


def _decimal_sign_in(text: str) -> str:
    comma, point = text.count(","), text.count(".")
    if comma and point:
        return "," if text.rfind(",") > text.rfind(".") else "."
    if comma + point == 0:
        return ""
    sign, other = (",", ".") if comma else (".", ",")
    if comma + point > 1:
        return other
    whole, fraction = text.lstrip("+-").split(sign)
    return "" if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0" else sign


def parse_date(
    cell: Cell, *, order: str = DMY, not_after: datetime.date | None = None
) -> datetime.date | None:
    """A day from a cell; nothing (and `00/00/0000`) gives None.

    Read are `31/12/2025`, `31.12.25`, `31-12-2025`, `2025-12-31` (with a time or not), `20251231`,
    `31 décembre 2025`, `1er janv. 2024`, `Dec 31, 2025`, and the numbers by which spreadsheets count days.

    Args:
        cell: a text, a date or a number.
        order: `"dmy"` or `"mdy"`, see `date_order`.
        not_after: for two-digit years: a day after this one belongs to the century before (birth dates).

    Raises:
        Refused: it is no date, or not a day of the calendar.
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, bool):
        raise _no_date(text_of(cell))
    if isinstance(cell, (int, float)):
        return _from_serial(cell)
    return _parse_date_text(cell, order, not_after)


def _from_serial(number: float) -> datetime.date | None:
    if number == 0:
        return None
    if int(number) not in _SERIALS:
        match = _COMPACT_DATE.fullmatch(str(int(number)))
        if match is None:
            raise _no_date(text_of(number))
        return _day(int(match[1] + match[2]), int(match[3]), int(match[4]), str(number))
    return _EXCEL_EPOCH + datetime.timedelta(days=int(number))


@lru_cache(maxsize=65_536)
def _parse_date_text(written: str, order: str, not_after: datetime.date | None) -> datetime.date | None:
    text = " ".join(written.split())
    if text.lower() in _EMPTY_DATES:
        return None
    if match := _NUMERIC_DATE.fullmatch(text):
        return _from_numbers(match, order, not_after, text)
    if text.isdigit() and text.isascii() and len(text) in (4, 5, 8):
        return _from_serial(int(text))
    return _from_words(text, not_after)


def _from_numbers(
    match: re.Match[str], order: str, not_after: datetime.date | None, text: str
) -> datetime.date | None:
    first, second, third = match[1], match[2], match[3]
    if int(first) == int(second) == int(third) == 0:
        return None
    if len(first) > 2:
        if len(third) > 2:
            raise _no_date(text)
        return _day(int(first), int(second), int(third), text)
    if len(third) == 3:
        raise _no_date(text)
    day, month = (int(second), int(first)) if order == MDY else (int(first), int(second))
    return _in_century(int(third), len(third), month, day, not_after, text)


def _from_words(text: str, not_after: datetime.date | None) -> datetime.date | None:
    plain = _unaccented(text)
    # As it stands first: "mar" begins a Tuesday in French and a March in English.
    for words in (plain, _WEEKDAY.sub("", plain)):
        if match := _DAY_FIRST.fullmatch(words):
            day, word, year = match[1], match[2], match[3]
            break
        if match := _MONTH_FIRST.fullmatch(words):
            word, day, year = match[1], match[2], match[3]
            break
    else:
        raise _no_date(text)
    month = next((n for n, starts in enumerate(_MONTHS, 1) if word.startswith(starts)), 0)
    if not month:
        raise _no_date(text)
    return _in_century(int(year), len(year), month, int(day), not_after, text)


def _unaccented(text: str) -> str:
    plain = text.lower().translate(str.maketrans("éèêûùàç", "eeeuuac"))
    return re.sub(r"(?<=[a-z])\.", " ", plain).strip()


def _in_century(
    year: int, digits: int, month: int, day: int, not_after: datetime.date | None, text: str
) -> datetime.date:
    if digits > 2:
        return _day(year, month, day, text)
    recent = _day(2000 + year, month, day, text)
    if not_after is None:
        return recent if year < _PIVOT else _day(1900 + year, month, day, text)
    return recent if recent <= not_after else _day(1900 + year, month, day, text)


def _day(year: int, month: int, day: int, text: str) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise Refused(_("“{text}” is not a day of the calendar.").format(text=_short(text))) from None


def _no_date(text: str) -> Refused:
    return Refused(_("“{text}” is not a date. Write it like 31/12/2025.").format(text=_short(text)))


def parse_number(cell: Cell, *, decimal: str = ",") -> int | Decimal | None:
    """A number with any separators; nothing gives None.

    `1 000`, `1.000,50`, `1,000.50`, `1'000` and their no-break spaces are read; a single sign before three digits
    separates thousands unless it is the column's decimal sign (see `decimal_sign`).

    Raises:
        Refused: it is no number.
    """
    if isinstance(cell, (bool, datetime.date)):
        raise _no_number(text_of(cell))
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return _whole(Decimal(repr(cell)))
    return _parse_number_text(cell, decimal)


@lru_cache(maxsize=65_536)
def _parse_number_text(written: str, decimal: str) -> int | Decimal | None:
    text = _SPACES.sub("", written).removesuffix("%")
    if not text:
        return None
    text = text.replace("−", "-")
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise _no_number(written)
    sign = _decimal_sign_in(text) or decimal
    other = "." if sign == "," else ","
    whole, _sign, fraction = text.partition(sign)
    if not re.fullmatch(r"\d*", fraction) or (other in whole and not _GROUPED.fullmatch(whole)):
        raise _no_number(written)
    return _whole(Decimal(f"{whole.replace(other, '')}.{fraction}"))


def _whole(number: Decimal) -> int | Decimal:
    if not number.is_finite():
        raise _no_number(str(number))
    return int(number) if number == number.to_integral_value() else number.normalize()


def _no_number(text: str) -> Refused:
    return Refused(_("“{text}” is not a number.").format(text=_short(text)))


def parse_yes_no(cell: Cell) -> bool | None:
    """True or False from oui/non, o/n, yes/no, vrai/faux, x, 1/0…; nothing gives None.

    Raises:
        Refused: it is neither.
    """
    if isinstance(cell, bool):
        return cell
    word = text_of(cell).lower().removesuffix(".0")
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refused(_("“{text}” is neither yes nor no.").format(text=_short(text_of(cell))))


def guess_kind(cells: Iterable[Cell]) -> str:
    """What a column holds: `"text"`, `"number"`, `"date"`, `"yes_no"` or `"choice"` (a few repeated words).

    Every cell must fit, so that nothing is lost by the choice; digits with a leading zero are text.
    """
    filled = [cell for cell in islice(cells, _LOOKED_AT * 10) if text_of(cell)]
    if not filled:
        return "text"
    distinct = set(filled)
    order, sign = date_order(filled), decimal_sign(filled)
    words = {text_of(cell) for cell in distinct}
    # Zeros and ones alone may count something.
    only_digits = words <= {"0", "1"} and not all(isinstance(cell, bool) for cell in filled)
    if len(distinct) <= 4 and not only_digits and _all(parse_yes_no, distinct):
        return "yes_no"
    if not any(_is_code(word) for word in words) and _all(lambda c: parse_number(c, decimal=sign), distinct):
        return "number"
    if _all(lambda c: _only_dates(c, order), distinct):
        return "date"
    longest = max(map(len, words))
    if len(distinct) <= 20 and len(filled) >= 5 * len(distinct) and longest <= 60:
        return "choice"
    return "text"


def _is_code(word: str) -> bool:
    return len(word) > 1 and word[0] == "0" and word[1].isdigit()


def _only_dates(cell: Cell, order: str) -> datetime.date | None:
    if isinstance(cell, (int, float)):
        raise _no_date(text_of(cell))
    return parse_date(cell, order=order)


def _all(reads: Callable[[Any], object], cells: Iterable[Cell]) -> bool:
    try:
        for cell in cells:
            reads(cell)
    except Refused:
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
