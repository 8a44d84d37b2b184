"""Phone numbers of a list: the quick way gives what the library gives."""

import random

import phonenumbers
import pytest

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.importing.rules.phones import PhoneReader, _plain_ways
from assoc_desktop.refusals import Refused


def reader(country="CM"):
    return PhoneReader(Conventions("fr", country, "EUR"))


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("699 12 34 56", ["+237699123456"], []),
        ("+237 6 99 12 34 56", ["+237699123456"], []),
        ("00237699123456", ["+237699123456"], []),
        ("237699123456", ["+237699123456"], []),
        ("(+237) 699.12.34.56", ["+237699123456"], []),
        ("699-12-34-56 / 677 88 99 00", ["+237699123456", "+237677889900"], []),
        ("699123456 ou 677889900", ["+237699123456", "+237677889900"], []),
        ("Tél. : 699123456", ["+237699123456"], []),
        ("+33 6 12 34 56 78", ["+33612345678"], []),
        ("699123456; demander Awa", ["+237699123456"], ["demander Awa"]),
        ("pas de téléphone", [], ["pas de téléphone"]),
        ("12", [], ["12"]),
        ("699", [], ["699"]),
        ("0800 FLOWERS", [], ["0800 FLOWERS"]),
        ("1" * 40, [], ["1" * 40]),
        (";", [], [";"]),
    ],
)
def test_numbers_of_cameroon(text, numbers, rest):
    assert reader().read(text) == (numbers, rest)


def test_french_numbers_lose_the_zero_that_is_dialled_inside():
    assert reader("FR").read("06 12 34 56 78") == (["+33612345678"], [])
    assert reader("FR").read("06/12/34/56/78") == (["+33612345678"], [])
    assert reader("FR").read("+33 (0)6 12 34 56 78") == (["+33612345678"], [])
    assert reader("FR").read("612345678") == (["+33612345678"], [])


@pytest.mark.parametrize("country", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_quick_way_agrees_with_the_library(country):
    ways = _plain_ways(country)
    if ways is None:
        return
    code, pattern = ways
    conventions = Conventions("en", country, "EUR")
    data = phonenumbers.PhoneMetadata.metadata_for_region(country)
    chance = random.Random(country)
    for _number in range(40):
        length = max(1, chance.choice(data.general_desc.possible_length))
        digits = "".join(chance.choice("0123456789") for _digit in range(length))
        prefix = data.national_prefix or ""
        for text in (digits, prefix + digits, code + digits, "00" + code[1:] + digits, code[1:] + digits):
            match = pattern.fullmatch(text)
            if match is None:
                continue
            try:
                assert conventions.parse_phone(text) == code + match[1]
            except Refused as refusal:
                raise AssertionError(f"{country} {text}") from refusal


def test_the_countries_we_think_of_have_a_quick_way():
    assert all(
        _plain_ways(country) for country in ("CM", "SN", "CI", "FR", "BJ", "TG", "BF", "ML", "CD", "BE")
    )
    assert _plain_ways("XX") is None
