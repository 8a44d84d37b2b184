"""Names of countries, currencies and months come from CLDR, in the language spoken and in its order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.language import speak
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.names import country_names, currency_names, month_names
from assoc_desktop.refusals import Refused


def test_countries_in_the_order_of_the_language():
    assert country_names()["CI"] == "Côte d’Ivoire"
    speak("fr")
    names = list(country_names().values())
    assert names.index("Égypte") < names.index("Finlande")
    assert country_names()["DE"] == "Allemagne"


def test_what_is_no_country_is_left_out():
    assert not {"EU", "UN", "ZZ", "XA", "001"} & set(country_names())


def test_currencies_are_those_in_use():
    assert currency_names()["XOF"] == "West African CFA Franc"
    assert not {"FRF", "DEM", "XTS"} & set(currency_names())


def test_months():
    assert (month_names()[7], len(month_names())) == ("July", 12)
    speak("fr")
    assert month_names()[7] == "juillet"


@pytest.mark.parametrize(
    ("language", "country", "text", "number"),
    [
        ("fr", "CM", "1 234,5", "1234.5"),
        ("fr", "CM", "1234.5", "1234.5"),
        ("en", "US", "1,234.5", "1234.5"),
        ("de", "DE", "1.234", "1234"),
        ("de", "DE", "1.5", "1.5"),
        ("fr", "CH", "-0,25", "-0.25"),
    ],
)
def test_numbers_as_the_country_writes_them(language, country, text, number):
    assert Conventions(language, country, "EUR").parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["many", "١٢", "1,2,3", "NaN", "Infinity", "1e999999", "9" * 40, "--1", "1.2.3"]
)
def test_what_is_no_number_is_told(text):
    with pytest.raises(Refused, match="is not a number"):
        Conventions("fr", "CM", "XAF").parse_number(text)


def test_nothing_typed_is_no_number():
    assert Conventions("fr", "CM", "XAF").parse_number("  ") is None


@given(
    number=st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
    ),
    place=st.sampled_from([("fr", "CM"), ("en", "US"), ("de", "DE"), ("fr", "CH"), ("en", "IN")]),
)
def test_what_is_shown_is_read_back(number, place):
    conventions = Conventions(*place, "EUR")
    assert conventions.parse_number(conventions.number(number)) == number
