"""The French fichier des écritures comptables (FEC) of a year.

Article A47 A-1 of the Livre des procédures fiscales (arrêté of 29 July 2013) and BOI-CF-IOR-60-40-20: the eighteen
columns below in this order, named on the first line; separated by a tab or “|”; days as YYYYMMDD; amounts with a comma
and nothing between thousands; ISO 8859-15. The first entries carry the balances of the year before (à-nouveaux); the
entry that brings income and expenditure to zero is left out, so that the accounts of classes 6 and 7 tell the result.
The file is called SIREN, FEC, the day on which the year ends.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from assoc_desktop.exchange.files import replacing
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.journal.reading import balances_before, journal, major, one_line
from assoc_desktop.treasury.records import ENTRY_KINDS, FinancialYear

COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
SEPARATORS = ("\t", "|")
_OPENING, _JOURNAL = ("AN", "À nouveaux"), ("JG", "Journal général")
_ENCODING = "iso8859-15"


def fec_name(year: FinancialYear, registration: str) -> str:
    """The name the file must have; without a SIREN in the association's registration it begins with FEC."""
    return f"{siren_of(registration)}FEC{_day(year.ends_on)}.txt"


def siren_of(registration: str) -> str:
    """The SIREN in a registration that is one, or a SIRET; else nothing."""
    digits = re.sub(r"[\s.]", "", registration)
    return digits[:9] if re.fullmatch(r"[0-9]{9}([0-9]{5})?", digits) else ""


def write_fec(path: Path, year: FinancialYear, *, decimals: int, separator: str = "\t") -> None:
    """Write the FEC of a year.

    Args:
        decimals: of the currency.
        separator: one of `SEPARATORS`.

    Raises:
        Refused: an account's code does not begin with digits, or the file cannot be written there.
    """
    lines = [list(COLUMNS), *_carried(year, decimals), *_entries(year, decimals)]
    text = "".join(separator.join(_cell(cell, separator) for cell in line) + "\r\n" for line in lines)
    with replacing(path) as unfinished:
        unfinished.write_bytes(text.encode(_ENCODING))


def _carried(year: FinancialYear, decimals: int) -> Iterator[list[str]]:
    """The balances of the year before, as entry 0; a result that was not closed yet is carried forward with them."""
    found = balances_before(year)
    unclosed = sum(amount for *_names, kind, amount in found if kind in ("income", "expense"))
    rows = [(code, name, amount) for code, name, kind, amount in found if kind not in ("income", "expense")]
    if unclosed:
        capital = first_account("capital")
        before = sum(amount for code, _name, amount in rows if code == capital.code)
        rows = [row for row in rows if row[0] != capital.code]
        if before + unclosed:
            rows.append((str(capital.code), str(capital.name), before + unclosed))
    day: datetime.date = year.starts_on
    for code, name, amount in rows:
        yield _line(_OPENING, 0, day, (code, name), "AN", "À nouveaux", amount, decimals)


def _entries(year: FinancialYear, decimals: int) -> Iterator[list[str]]:
    for row in journal(year):
        if row.kind == "closing":
            continue
        told = " ".join(
            part for part in (row.text or _(ENTRY_KINDS[row.kind]), row.party, row.reason) if part
        )
        yield _line(
            _OPENING if row.kind == "opening" else _JOURNAL,
            row.number,
            row.day,
            (row.code, row.account),
            f"{row.year}-{row.number}",
            told,
            row.amount,
            decimals,
        )


def _line(
    book: tuple[str, str],
    number: int,
    day: datetime.date,
    account: tuple[str, str],
    piece: str,
    text: str,
    amount: int,
    decimals: int,
) -> list[str]:
    """One line. An entry is final when it is posted, so it is valid from its own day."""
    written, code = _day(day), _account_number(*account)
    debit, credit = (major(max(each, 0), decimals, ",") for each in (amount, -amount))
    return [
        *book, str(number), written, code, account[1], "", "", piece, written, text, debit, credit, "", "", written,
        "", "",
    ]  # fmt: skip


def _account_number(code: str, name: str) -> str:
    """The code with three digits in front, as the plan comptable has them."""
    padded = code.ljust(3, "0") if code.isascii() and code.isdecimal() else code
    if not re.match(r"[0-9]{3}", padded, flags=re.ASCII):
        raise Refused(
            _(
                "In the FEC every account has a number of the French plan. Change the code {code} of {account} in the chart of accounts."
            ).format(code=code, account=name)
        )
    return padded


def _day(day: datetime.date) -> str:
    return day.strftime("%Y%m%d")


def _cell(text: str, separator: str) -> str:
    """A cell without the separator, in letters that the file can hold; what it cannot is written without accent."""
    plain = one_line(text.replace(separator, " ").replace("’", "'"))
    return "".join(sign if _holds(sign) else _nearest(sign) for sign in plain)


def _holds(sign: str) -> bool:
    try:
        sign.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def _nearest(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(each for each in plain if each.isascii()) or "?"
