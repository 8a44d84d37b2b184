"""Amounts in words, in French and English, as a receipt or a cheque says them.

French as it is written in France and by the banks of West and Central Africa (soixante-dix, quatre-vingts), with the
hyphens of the traditional spelling. “Vingt” and “cent” take an s when they are multiplied and end the number or stand
before a noun (million, milliard); “mille” never does. After a round million a noun follows with “de”. A unit is in the
plural from two on in French, and for all but one in English.
"""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.language.conventions import currency_decimals

_MOST = 10**15


@dataclass(frozen=True)
class Unit:
    """What is counted: one of it, several of it, and whether its name is feminine (French only)."""

    one: str
    many: str
    feminine: bool = False


_CENTIME, _CENT = Unit("centime", "centimes"), Unit("cent", "cents")
#: Language → currency → its name, and that of its hundredth or thousandth where it has one.
_UNITS: dict[str, dict[str, tuple[Unit, Unit]]] = {
    "fr": {
        "XAF": (Unit("franc CFA", "francs CFA"), _CENTIME),
        "XOF": (Unit("franc CFA", "francs CFA"), _CENTIME),
        "XPF": (Unit("franc CFP", "francs CFP"), _CENTIME),
        "KMF": (Unit("franc comorien", "francs comoriens"), _CENTIME),
        "DJF": (Unit("franc de Djibouti", "francs de Djibouti"), _CENTIME),
        "GNF": (Unit("franc guinéen", "francs guinéens"), _CENTIME),
        "RWF": (Unit("franc rwandais", "francs rwandais"), _CENTIME),
        "BIF": (Unit("franc burundais", "francs burundais"), _CENTIME),
        "CDF": (Unit("franc congolais", "francs congolais"), _CENTIME),
        "CHF": (Unit("franc suisse", "francs suisses"), _CENTIME),
        "EUR": (Unit("euro", "euros"), _CENTIME),
        "MAD": (Unit("dirham marocain", "dirhams marocains"), _CENTIME),
        "DZD": (Unit("dinar algérien", "dinars algériens"), _CENTIME),
        "TND": (Unit("dinar tunisien", "dinars tunisiens"), Unit("millime", "millimes")),
        "HTG": (Unit("gourde", "gourdes", feminine=True), _CENTIME),
        "CAD": (Unit("dollar canadien", "dollars canadiens"), _CENT),
        "USD": (Unit("dollar américain", "dollars américains"), _CENT),
        "GBP": (Unit("livre sterling", "livres sterling", feminine=True), Unit("penny", "pence")),
    },
    "en": {
        "XAF": (Unit("CFA franc", "CFA francs"), _CENTIME),
        "XOF": (Unit("CFA franc", "CFA francs"), _CENTIME),
        "XPF": (Unit("CFP franc", "CFP francs"), _CENTIME),
        "KMF": (Unit("Comorian franc", "Comorian francs"), _CENTIME),
        "DJF": (Unit("Djiboutian franc", "Djiboutian francs"), _CENTIME),
        "GNF": (Unit("Guinean franc", "Guinean francs"), _CENTIME),
        "RWF": (Unit("Rwandan franc", "Rwandan francs"), _CENTIME),
        "BIF": (Unit("Burundian franc", "Burundian francs"), _CENTIME),
        "CDF": (Unit("Congolese franc", "Congolese francs"), _CENTIME),
        "CHF": (Unit("Swiss franc", "Swiss francs"), _CENTIME),
        "EUR": (Unit("euro", "euros"), _CENT),
        "MAD": (Unit("Moroccan dirham", "Moroccan dirhams"), _CENTIME),
        "DZD": (Unit("Algerian dinar", "Algerian dinars"), _CENTIME),
        "TND": (Unit("Tunisian dinar", "Tunisian dinars"), Unit("millime", "millimes")),
        "HTG": (Unit("Haitian gourde", "Haitian gourdes"), _CENTIME),
        "CAD": (Unit("Canadian dollar", "Canadian dollars"), _CENT),
        "USD": (Unit("US dollar", "US dollars"), _CENT),
        "GBP": (Unit("pound sterling", "pounds sterling"), Unit("penny", "pence")),
    },
}
_FR_SMALL = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
    "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_FR_LARGE = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))
_EN_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def amount_in_words(minor: int, currency: str, language: str) -> str:
    """An amount in minor units in words: `mille deux cents francs CFA`, `twelve euros and fifty cents`.

    A currency whose name is not known here is named by its code, and its fraction is written as on cheques: `50/100`.

    Args:
        minor: not negative, below 10 to the power of 15.
        language: `fr`; all others give English.
    """
    spoken = "fr" if language == "fr" else "en"
    number = _french if spoken == "fr" else _english
    decimals = currency_decimals(currency)
    whole, part = divmod(minor, 10**decimals)
    names = _UNITS[spoken].get(currency)
    if names is None:
        fraction = f" {_and(spoken)} {part:0{decimals}d}/{10**decimals}" if part else ""
        return f"{number(whole)} {currency}{fraction}"
    told = [_counted(whole, names[0], spoken)] if whole or not part else []
    if part:
        told.append(_counted(part, names[1], spoken))
    return f" {_and(spoken)} ".join(told)


def number_in_words(number: int, language: str) -> str:
    """A whole number in words, from nothing to below 10 to the power of 15."""
    return _french(number) if language == "fr" else _english(number)


def _and(language: str) -> str:
    return "et" if language == "fr" else "and"


def _counted(n: int, unit: Unit, language: str) -> str:
    if language == "fr":
        name = unit.many if n >= 2 else unit.one
        return f"{_french(n, feminine=unit.feminine)} {_of(n, name)}{name}"
    return f"{_english(n)} {unit.one if n == 1 else unit.many}"


def _of(n: int, name: str) -> str:
    """`de` or `d'` after a number that ends in a noun: un million de francs, deux milliards d'euros."""
    if n < 10**6 or n % 10**6:
        return ""
    return "d’" if name[0] in "aeiouéh" else "de "


def _french(number: int, *, feminine: bool = False) -> str:
    _check(number)
    parts = []
    for value, name in _FR_LARGE:
        count, number = divmod(number, value)
        if count:
            parts.append(f"{_french_below_1000(count)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(number, 1000)
    if thousands:
        # Before “mille”, which is no noun, “cents” and “quatre-vingts” lose their s.
        parts.append(
            "mille" if thousands == 1 else f"{_french_below_1000(thousands, before_number=True)} mille"
        )
    if rest or not parts:
        said = _french_below_1000(rest)
        parts.append(f"{said}e" if feminine and said.split("-")[-1].endswith("un") else said)
    return " ".join(parts)


def _french_below_1000(number: int, *, before_number: bool = False) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _french_below_100(rest, before_number)
    head = "cent" if hundreds == 1 else f"{_FR_SMALL[hundreds]} cent"
    if rest:
        return f"{head} {_french_below_100(rest, before_number)}"
    return head if hundreds == 1 or before_number else f"{head}s"


def _french_below_100(number: int, before_number: bool) -> str:
    if number < 20:
        return _FR_SMALL[number]
    if number == 80:
        return "quatre-vingt" if before_number else "quatre-vingts"
    ten = number // 20 * 20 if number >= 60 else number // 10 * 10
    rest = number - ten
    if not rest:
        return _FR_TENS[ten]
    joint = " et " if rest in (1, 11) and ten != 80 else "-"
    return f"{_FR_TENS[ten]}{joint}{_FR_SMALL[rest]}"


def _english(number: int) -> str:
    _check(number)
    parts = []
    for value, name in _EN_LARGE:
        count, number = divmod(number, value)
        if count:
            parts.append(f"{_english_below_1000(count)} {name}")
    if number or not parts:
        said = _english_below_1000(number)
        # A rest below a hundred is joined as it is spoken: one thousand and five.
        parts.append(f"and {said}" if parts and number < 100 else said)
    return " ".join(parts)


def _english_below_1000(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _english_below_100(rest)
    head = f"{_EN_SMALL[hundreds]} hundred"
    return f"{head} and {_english_below_100(rest)}" if rest else head


def _english_below_100(number: int) -> str:
    if number < 20:
        return _EN_SMALL[number]
    tens, rest = divmod(number, 10)
    return f"{_EN_TENS[tens]}-{_EN_SMALL[rest]}" if rest else _EN_TENS[tens]


def _check(number: int) -> None:
    if not 0 <= number < _MOST:
        raise ValueError(f"no words for {number}")
