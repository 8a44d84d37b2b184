"""How the association's country writes amounts, dates, phones and addresses, in a person's language.

Data comes from Unicode CLDR (through Babel) and Google's libphonenumber (through phonenumbers).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

if TYPE_CHECKING:
    from babel import Locale

#: Countries that print on Letter paper; all others use A4 (CLDR supplemental data, measurementData/paperSize).
_LETTER_COUNTRIES = {"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE", "BZ", "DO"}
#: Countries that write the postcode after the town, or below it (Universal Postal Union, addressing systems).
_POSTCODE_AFTER_TOWN = {
    "US",
    "CA",
    "GB",
    "IE",
    "AU",
    "NZ",
    "IN",
    "NG",
    "KE",
    "GH",
    "ZA",
    "PK",
    "BD",
    "LK",
    "MY",
    "SG",
}
_SPACES = re.compile(r"[\s'’]+")
_PLAIN = re.compile(r"(?=.*[0-9])(?P<whole>[0-9]*)(?:[,.](?P<fraction>[0-9]*))?")
# Groups of three; two in the middle, as India writes lakhs.
_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<mark>[ ,.])(?:[0-9]{2,3}(?P=mark))*[0-9]{3})(?:(?!(?P=mark))[,.](?P<fraction>[0-9]+))?"
)


@dataclass(frozen=True)
class Conventions:
    """Language (`fr`), country (`CM`, ISO 3166) and currency (`XAF`, ISO 4217) of what is shown or printed."""

    language: str
    country: str
    currency: str

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale of the language in the country; where CLDR has no such pair, of the language anywhere.

        English anywhere is not that of the United States: day, month and year stand in the usual order.
        """
        return _locale(self.language, self.country)

    @property
    def decimals(self) -> int:
        """Digits of the currency's minor unit: 0 for XOF, 2 for EUR, 3 for TND."""
        return currency_decimals(self.currency)

    def date(self, day: datetime.date | None, style: str = "short") -> str:
        """The day with a four-digit year, `31/12/2025`; `long` gives `31 décembre 2025`. Nothing gives `""`."""
        if day is None:
            return ""
        from babel.dates import format_date

        if style == "short":
            return format_date(day, _short_pattern(self.locale), locale=self.locale)
        text = format_date(day, style, locale=self.locale)
        # CLDR has no ordinals; French writes the first of a month as one.
        return re.sub(r"\b1 ", "1er ", text, count=1) if self.language == "fr" and day.day == 1 else text

    def date_hint(self) -> str:
        """How a date is typed here, as an example: `31/12/2025`."""
        return self.date(datetime.date(2025, 12, 31))

    def parse_date(self, text: str) -> datetime.date | None:
        """The day a person typed in the country's order, or in ISO form; nothing typed gives None.

        Raises:
            Refused: it is no date.
        """
        if not text.strip():
            return None
        numbers = re.findall(r"\d+", text)
        try:
            if len(numbers) != 3 or re.sub(r"[\d\s./-]", "", text):
                raise ValueError(text)
            order = "ymd" if len(numbers[0]) == 4 else _date_order(self.locale)
            parts = dict(zip(order, map(int, numbers), strict=True))
            year = parts["y"] if parts["y"] >= 100 else _full_year(parts["y"])
            return datetime.date(year, parts["m"], parts["d"])
        except ValueError:
            raise Refused(
                _("“{text}” is not a date. Write it like {example}.").format(
                    text=text, example=self.date_hint()
                )
            ) from None

    def number(self, value: int | Decimal) -> str:
        """A number with the country's separators."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale, decimal_quantization=False).replace(
            "\u202f", "\u00a0"
        )

    def parse_number(self, text: str) -> Decimal | None:
        """A number typed with the country's separators or in plain form (`1234.5`); nothing typed gives None.

        Raises:
            Refused: it is no number.
        """
        from babel.numbers import NumberFormatError, parse_decimal

        bare = _SPACES.sub("", text)
        if not bare:
            return None
        number = Decimal("NaN")
        if len(bare) <= 30 and re.fullmatch(r"[-0-9.,]+", bare):
            try:
                number = Decimal(parse_decimal(bare, locale=self.locale, strict=True))
            except NumberFormatError:
                number = Decimal(bare) if re.fullmatch(r"-?[0-9]+\.[0-9]+", bare) else number
        if not number.is_finite():
            raise Refused(
                _("“{text}” is not a number. Write it like {example}.").format(
                    text=text, example=self.number(Decimal("1234.5"))
                )
            )
        return number

    def money(self, minor: int) -> str:
        """An amount given in minor units, with the currency's sign: `15 000 F CFA`."""
        from babel.numbers import format_currency

        amount = Decimal(minor).scaleb(-self.decimals)
        return format_currency(amount, self.currency, locale=self.locale).replace("\u202f", "\u00a0")

    def amount(self, minor: int) -> str:
        """An amount without the currency's sign, as it is typed: `15 000`, `12,50`."""
        from babel.numbers import format_decimal

        pattern = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        text = format_decimal(Decimal(minor).scaleb(-self.decimals), format=pattern, locale=self.locale)
        return text.replace("\u202f", "\u00a0")

    def parse_amount(self, text: str) -> int:
        """Minor units of an amount typed with any usual separator: `1 000`, `1.000,50`, `1,000.50`.

        Raises:
            Refused: it is no amount, or has more decimals than the currency.
        """
        plain = _plain_number(text, self.decimals)
        minor = Decimal(plain).scaleb(self.decimals) if plain else Decimal("NaN")
        if minor.is_nan() or minor != minor.to_integral_value() or abs(minor) >= 10**15:
            raise Refused(
                _("“{text}” is not an amount. Write it like {example}.").format(
                    text=text, example=self.amount(1250 * 10**self.decimals)
                )
            )
        return int(minor)

    def phone(self, e164: str) -> str:
        """A stored number as it is dialled here: national inside the country, international from elsewhere."""
        import phonenumbers

        try:
            number = phonenumbers.parse(e164, None)
        except phonenumbers.NumberParseException:
            return e164
        home = phonenumbers.region_code_for_number(number) == self.country
        style = (
            phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
        return phonenumbers.format_number(number, style)

    def parse_phone(self, text: str) -> str:
        """The E.164 form (`+237699123456`) of a number typed as it is dialled in the country.

        Raises:
            Refused: no such number exists.
        """
        import phonenumbers

        try:
            number = phonenumbers.parse(text, self.country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise Refused(
                _(
                    "“{text}” is not a phone number. Write it as you dial it, or with + and the country's code."
                ).format(text=text)
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def paper(self) -> str:
        """`A4` or `Letter`."""
        return "Letter" if self.country in _LETTER_COUNTRIES else "A4"

    def country_name(self, code: str) -> str:
        """The country's name in the language; the code itself when it is unknown."""
        return str(self.locale.territories.get(code, code))

    def address_lines(
        self,
        address: str,
        postcode: str,
        town: str,
        region: str,
        country: str,
        *,
        always_country: bool = False,
    ) -> list[str]:
        """The lines of a postal address in its country's order; the country's name stands last when it is abroad."""
        code = country or self.country
        if code in _POSTCODE_AFTER_TOWN:
            last = [" ".join(filter(None, (", ".join(filter(None, (town, region))), postcode)))]
        else:
            last = [" ".join(filter(None, (postcode, town))), region]
        abroad = self.country_name(code).upper() if always_country or code != self.country else ""
        return [line for line in (*address.splitlines(), *last, abroad) if line.strip()]


#: Two-letter codes that CLDR lists beside those of ISO 3166: unions, test regions, "unknown".
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def is_country(code: str) -> bool:
    """Whether a text is the two-letter code of a country (ISO 3166, as CLDR lists it)."""
    from babel import Locale

    return (
        len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES and code in Locale("en").territories
    )


def is_currency(code: str) -> bool:
    """Whether a text is the code of a currency (ISO 4217, as CLDR lists it)."""
    from babel import Locale

    return code in Locale("en").currencies


@cache
def _locale(language: str, country: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    for territory in (country, "001"):
        try:
            return Locale(language, territory)
        except UnknownLocaleError:
            continue
    return Locale(language)


@cache
def _short_pattern(locale: Locale) -> str:
    pattern = locale.date_formats["short"].pattern
    pattern = re.sub(r"y+", "yyyy", pattern)
    return re.sub(r"(?<!M)M(?!M)", "MM", re.sub(r"(?<!d)d(?!d)", "dd", pattern))


@cache
def _date_order(locale: Locale) -> str:
    return "".join(dict.fromkeys(sign.lower() for sign in _short_pattern(locale) if sign in "yMd"))


def _full_year(short: int) -> int:
    """A two-digit year within the last 70 and the next 29 years around 2030."""
    return 2000 + short if short < 60 else 1900 + short


def _plain_number(text: str, decimals: int) -> str:
    """The number as Python writes it; empty when it is written in no usual way, or in one that can be read as two.

    Spaces, apostrophes, commas and dots may separate thousands, another comma or dot the decimals. A comma or dot before
    three digits separates thousands, unless the currency itself has three decimals or only a zero stands before it.
    """
    digits = _SPACES.sub(" ", text.strip()).replace("\u2212", "-")
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    if plain := _PLAIN.fullmatch(digits):
        whole, fraction = plain["whole"] or "0", plain["fraction"] or "0"
        if len(fraction) != 3 or decimals == 3 or whole == "0":
            return f"{sign}{whole}.{fraction}"
        return f"{sign}{whole}{fraction}" if len(whole) <= 3 and whole[0] != "0" else ""
    if grouped := _GROUPED.fullmatch(digits):
        whole = "".join(sign for sign in grouped["whole"] if sign.isdecimal())
        return f"{sign}{whole}.{grouped['fraction'] or '0'}"
    return ""


@cache
def currency_decimals(currency: str) -> int:
    """Digits of a currency's minor unit (ISO 4217, as CLDR lists it)."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


def currency_of(country: str) -> str:
    """The currency used in a country today; `EUR` when CLDR names none."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country, tender=True)
    return str(found[0]) if found else "EUR"
