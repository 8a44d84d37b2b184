"""Phone numbers of a whole list, in E.164.

The library takes some 60 microseconds a number. Most numbers of a list are written in one of two plain ways, which
are recognised by the library's own metadata; all others are left to it.
"""

from __future__ import annotations

import re

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused

_SIGNS = re.compile(r"[\s.\-()/\u2010-\u2015\u202a-\u202e\u2066-\u2069\u200e\u200f]+")
_SEVERAL = re.compile(r"\s*(?:[;,|\n/]|\bou\b|\bet\b|\bor\b|\band\b)\s*")
_LABEL = re.compile(
    r"^\s*(?:t[ée]l(?:[ée]phone)?|fixe|port(?:able)?|mob(?:ile)?|gsm|cell|fax|whatsapp|phone)\s*[.:]*\s*(?=[+(\d])",
    re.IGNORECASE,
)


class PhoneReader:
    """Reads the phone numbers of one association's country."""

    def __init__(self, conventions: Conventions) -> None:
        self._conventions = conventions
        self._known: dict[str, str | None] = {}
        self._plain = _plain_ways(conventions.country)

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """The numbers in a cell as E.164, and the pieces of it that are none."""
        whole = self._read_one(text)
        if whole:
            return [whole], []
        numbers, rest = [], []
        for piece in filter(None, _SEVERAL.split(text)):
            number = self._read_one(piece)
            if number:
                numbers.append(number)
            else:
                rest.append(piece)
        return (numbers, rest) if numbers else ([], [text])

    def _read_one(self, text: str) -> str | None:
        if self._plain is not None:
            digits = _SIGNS.sub("", text)
            code, pattern = self._plain
            if match := pattern.fullmatch(digits):
                return code + match[1]
        if text not in self._known:
            self._known[text] = self._parse(text)
        return self._known[text]

    def _parse(self, text: str) -> str | None:
        bare = _LABEL.sub("", text)
        # Letters on a keypad ("0800 FLOWERS") are read as digits by the library; here they are words.
        if sum(sign.isalpha() for sign in bare) > 4 or not 5 <= sum(sign.isdigit() for sign in bare) <= 17:
            return None
        try:
            return self._conventions.parse_phone(bare)
        except Refused:
            return None


def _plain_ways(country: str) -> tuple[str, re.Pattern[str]] | None:
    """`+237` and a pattern for `+237…`, `00237…` where that is dialled, and the national form; its group is the rest.

    Only numbers that cannot be read in two ways match: the rest has the form of a national number and does not begin
    with the sign that is dialled before it inside the country, so the library would not take anything off it.
    """
    import phonenumbers

    data = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if data is None or data.general_desc is None or data.national_prefix_transform_rule:
        return None
    prefix = data.national_prefix or ""
    if data.national_prefix_for_parsing not in (None, prefix):
        return None
    national = data.general_desc.national_number_pattern
    lengths = data.general_desc.possible_length
    code = str(data.country_code)
    rest = f"(?!{prefix})" if prefix else ""
    rest += f"(?={'|'.join(f'.{{{length}}}$' for length in lengths)})(?:{national})"
    international = rf"\+{code}" + (f"|00{code}" if data.international_prefix == "00" else "")
    # A number without + may be meant otherwise when it begins like a call abroad, or like the country's own code.
    home = f"(?!{data.international_prefix})" if data.international_prefix else ""
    home += prefix if prefix else f"(?!{code})"
    return f"+{code}", re.compile(f"(?:{international}|{home})({rest})", re.ASCII)
