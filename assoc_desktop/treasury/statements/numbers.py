"""Numbers of receipts and vouchers in the words of a line: what they were given for, and to whom."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.receipts import number_of
from assoc_desktop.treasury.years import year_on, years

#: Words before a number, folded → what it is the number of.
_WORDS = {
    "recu": "receipt",
    "receipt": "receipt",
    "quittance": "receipt",
    "piece": "voucher",
    "voucher": "voucher",
    "ecriture": "voucher",
    "entry": "voucher",
}
_BY_WORD = r"\b({words})s?(?: (?:no|n|nr|num|numero|number))? (?:({years}) )?0*([1-9]\d{{0,6}})\b"
#: `2026/0012` as receipts have it, `2026-12` as vouchers; a day such as 2026-05-14 is neither.
_BY_SIGN = r"(?<![\w./-])({years})([/-])0*([1-9]\d{{0,6}})(?![\w/-]|\.\d)"
_SIGNS = {"/": "receipt", "-": "voucher"}


@dataclass(frozen=True)
class Numbered:
    """An entry that a text names: `kind` is receipt or voucher, `number` as it is printed."""

    kind: str
    number: str
    entry_id: int
    member_id: int | None


_RECEIPT_SQL = """
    SELECT receipt.entry_id, receipt.member_id FROM receipt
    JOIN financial_year ON financial_year.id = receipt.year_id
    WHERE financial_year.label = ? AND receipt.number = ?
"""
_VOUCHER_SQL = """
    SELECT entry.id, NULL FROM entry JOIN financial_year ON financial_year.id = entry.year_id
    WHERE financial_year.label = ? AND entry.number = ?
"""


def entries_named(text: str, day: datetime.date) -> list[Numbered]:
    """The entries whose receipt or voucher number stands in a text.

    Args:
        day: of the line; a number without its year is one of that day's year.
    """
    found: dict[tuple[str, int], Numbered] = {}
    for kind, label, number in _numbers(text, day):
        sql = _RECEIPT_SQL if kind == "receipt" else _VOUCHER_SQL
        for entry_id, member_id in database.execute_sql(sql, (label, number)):
            shown = number_of(label, number) if kind == "receipt" else f"{label}-{number}"
            found.setdefault((kind, entry_id), Numbered(kind, shown, entry_id, member_id))
    return list(found.values())


def number_told(named: Numbered) -> str:
    """A number with what it is the number of: `Receipt 2026/0012`."""
    words = _("Receipt {number}") if named.kind == "receipt" else _("Voucher {number}")
    return words.format(number=named.number)


def _numbers(text: str, day: datetime.date) -> list[tuple[str, str, int]]:
    """(kind, label of the year, number) of everything that is written like one."""
    labels = [str(year.label) for year in years()]
    if not labels:
        return []
    written = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    found = [
        (_SIGNS[sign], label, int(number))
        for label, sign, number in re.findall(_BY_SIGN.format(years=written), text)
    ]
    folded = {fold(label): label for label in labels}
    own = year_on(day)
    pattern = _BY_WORD.format(words="|".join(_WORDS), years="|".join(map(re.escape, folded)))
    for word, year, number in re.findall(pattern, fold(text)):
        label = folded[year] if year else str(own.label) if own else ""
        if label:
            found.append((_WORDS[word], label, int(number)))
    return found
