"""Names of countries, currencies, languages and months in the language spoken now, from Unicode CLDR."""

from __future__ import annotations

from functools import cache

from assoc_desktop.language.conventions import is_country
from assoc_desktop.language.folding import fold
from assoc_desktop.language.translation import language


def country_names() -> dict[str, str]:
    """Code (ISO 3166 alpha-2) → name of every country, in alphabetical order."""
    return _country_names(language())


def currency_names() -> dict[str, str]:
    """Code (ISO 4217) → name of every currency in use today, in the order of the codes."""
    return _currency_names(language())


def month_names() -> dict[int, str]:
    """1 to 12 → the month's name."""
    from babel import Locale

    return {number: str(name) for number, name in Locale(language()).months["stand-alone"]["wide"].items()}


def short_month_names() -> dict[int, str]:
    """1 to 12 → the month's name as it is written where there is little room: `janv.`"""
    from babel import Locale

    return {
        number: str(name) for number, name in Locale(language()).months["stand-alone"]["abbreviated"].items()
    }


@cache
def _country_names(code: str) -> dict[str, str]:
    from babel import Locale

    names = {code: str(name) for code, name in Locale(code).territories.items() if is_country(code)}
    return dict(sorted(names.items(), key=lambda pair: fold(pair[1])))


@cache
def _currency_names(code: str) -> dict[str, str]:
    from babel import Locale
    from babel.core import get_global

    used = set()
    for periods in get_global("territory_currencies").values():
        used |= {currency for currency, _start, end, tender in periods if end is None and tender}
    names = Locale(code).currencies
    return {currency: str(names.get(currency, currency)) for currency in sorted(used)}
