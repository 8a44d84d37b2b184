"""Amounts, dates, phones and addresses as each country writes them, and read back the same."""

import datetime
from decimal import Decimal

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.language.conventions import (
    Conventions,
    currency_decimals,
    currency_of,
    is_country,
    is_currency,
)
from assoc_desktop.refusals import Refused

COUNTRIES = ["FR", "CM", "SN", "US", "GB", "TN", "JP", "CA", "CH", "IN", "DE", "MG"]
ALL = [
    Conventions(language, country, currency_of(country)) for country in COUNTRIES for language in ("fr", "en")
]
any_conventions = st.sampled_from(ALL)
CAMEROON = Conventions("fr", "CM", "XAF")
FRANCE = Conventions("fr", "FR", "EUR")
STATES = Conventions("en", "US", "USD")
TUNISIA = Conventions("fr", "TN", "TND")


# Currencies and countries


@pytest.mark.parametrize(
    ("country", "currency", "decimals"),
    [
        ("FR", "EUR", 2), ("CM", "XAF", 0), ("SN", "XOF", 0), ("US", "USD", 2), ("GB", "GBP", 2), ("TN", "TND", 3),
        ("JP", "JPY", 0), ("AQ", "EUR", 2), ("MG", "MGA", 0),
    ],
)  # fmt: skip
def test_the_currency_of_a_country(country, currency, decimals):
    assert currency_of(country) == currency
    assert currency_decimals(currency) == decimals
    assert Conventions("fr", country, currency).decimals == decimals


@pytest.mark.parametrize(
    ("code", "expected"),
    [("CM", True), ("cm", False), ("ZZ", False), ("EU", False), ("XX", False), ("", False), ("FRA", False),
     ("001", False), ("12", False), ("XK", True)],
)  # fmt: skip
def test_codes_of_countries(code, expected):
    assert is_country(code) is expected


@pytest.mark.parametrize(
    ("code", "expected"), [("XOF", True), ("EUR", True), ("eur", False), ("ABC", False), ("", False)]
)
def test_codes_of_currencies(code, expected):
    assert is_currency(code) is expected


def test_names_of_countries():
    assert CAMEROON.country_name("SN") == "Sénégal"
    assert STATES.country_name("SN") == "Senegal"
    assert STATES.country_name("??") == "??"


# Dates


@pytest.mark.parametrize(
    ("language", "country", "written"),
    [
        ("fr", "FR", "31/12/2025"), ("fr", "CM", "31/12/2025"), ("en", "CM", "31/12/2025"), ("en", "US", "12/31/2025"),
        ("en", "GB", "31/12/2025"), ("fr", "CA", "2025-12-31"), ("en", "SN", "31/12/2025"), ("en", "JP", "31/12/2025"),
        ("fr", "BE", "31/12/2025"), ("en", "CH", "31.12.2025"), ("fr", "US", "31/12/2025"), ("fr", "ZZ", "31/12/2025"),
    ],
)  # fmt: skip
def test_a_date_in_the_country_s_order(language, country, written):
    conventions = Conventions(language, country, "EUR")
    assert conventions.date(datetime.date(2025, 12, 31)) == conventions.date_hint() == written


def test_single_digits_get_their_zero():
    assert [one.date(datetime.date(2026, 3, 4)) for one in (FRANCE, STATES)] == ["04/03/2026", "03/04/2026"]
    assert FRANCE.date(datetime.date(987, 3, 4)) == "04/03/0987"


def test_no_date():
    assert FRANCE.date(None) == ""
    assert FRANCE.parse_date(" \t ") is None


def test_the_first_of_a_month_in_french():
    first = datetime.date(2026, 7, 1)
    assert Conventions("fr", "SN", "XOF").date(first, "long") == "1er juillet 2026"
    assert Conventions("fr", "SN", "XOF").date(first, "full") == "mercredi 1er juillet 2026"
    assert Conventions("fr", "SN", "XOF").date(first.replace(day=11), "long") == "11 juillet 2026"
    assert Conventions("en", "GB", "GBP").date(first, "long") == "1 July 2026"


def test_a_long_date():
    assert FRANCE.date(datetime.date(2025, 12, 1), "long") == "1er décembre 2025"
    assert STATES.date(datetime.date(2025, 12, 1), "long") == "December 1, 2025"


@given(any_conventions, st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_date_is_read_as_it_was_written(conventions, day):
    assert conventions.parse_date(conventions.date(day)) == day
    assert conventions.parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("conventions", "typed", "expected"),
    [
        (FRANCE, "31/12/2025", (2025, 12, 31)), (FRANCE, " 1-2-99 ", (1999, 2, 1)), (FRANCE, "1.2.26", (2026, 2, 1)),
        (FRANCE, "1 2 59", (2059, 2, 1)), (FRANCE, "1/2/60", (1960, 2, 1)), (FRANCE, "2025/12/31", (2025, 12, 31)),
        (STATES, "12/31/2025", (2025, 12, 31)), (STATES, "2/1/26", (2026, 2, 1)), (FRANCE, "29/02/2024", (2024, 2, 29)),
    ],
)  # fmt: skip
def test_dates_as_they_are_typed(conventions, typed, expected):
    assert conventions.parse_date(typed) == datetime.date(*expected)


@pytest.mark.parametrize(
    "typed",
    [
        "31/13/2025",
        "31/12",
        "today",
        "1/2/3/4",
        "29/02/2025",
        "31 déc 2025",
        "0/0/0",
        "20251231",
        "12,5,2025",
        "1//2",
    ],
)
def test_what_is_no_date(typed):
    with pytest.raises(Refused) as refusal:
        FRANCE.parse_date(typed)
    assert str(refusal.value) == f"“{typed}” is not a date. Write it like 31/12/2025."


@given(any_conventions, st.text(max_size=12))
def test_any_text_is_a_date_or_refused(conventions, text):
    try:
        day = conventions.parse_date(text)
    except Refused:
        return
    assert day is None or isinstance(day, datetime.date)


# Amounts


@pytest.mark.parametrize(
    ("conventions", "minor", "money", "amount"),
    [
        (CAMEROON, 15_000, "15\u00a0000\u00a0FCFA", "15\u00a0000"),
        (Conventions("fr", "SN", "XOF"), 15_000, "15\u00a0000\u00a0F\u00a0CFA", "15\u00a0000"),
        (FRANCE, 123_456, "1\u00a0234,56\u00a0€", "1\u00a0234,56"),
        (FRANCE, -5, "-0,05\u00a0€", "-0,05"),
        (STATES, 123_456, "$1,234.56", "1,234.56"),
        (Conventions("en", "GB", "GBP"), 100, "£1.00", "1.00"),
        (TUNISIA, 1_234_500, "1\u00a0234,500\u00a0DT", "1\u00a0234,500"),
        (Conventions("en", "JP", "JPY"), 1_000, "JP¥1,000", "1,000"),
    ],
)  # fmt: skip
def test_an_amount_as_the_country_writes_it(conventions, minor, money, amount):
    assert conventions.money(minor) == money
    assert conventions.amount(minor) == amount


@given(any_conventions, st.integers(-(10**15) + 1, 10**15 - 1))
def test_an_amount_is_read_as_it_was_written(conventions, minor):
    assert conventions.parse_amount(conventions.amount(minor)) == minor
    assert "\u202f" not in conventions.amount(minor) + conventions.money(minor)


@given(st.integers(0, 10**11), st.sampled_from([" ", "\u00a0", "\u202f", "'", "’", ",", "."]))
def test_whole_amounts_with_any_separator(number, separator):
    typed = f"{number:,}".replace(",", separator)
    assert CAMEROON.parse_amount(typed) == number
    if number >= 10**6 or number < 1000:
        assert TUNISIA.parse_amount(typed) == number * 1000


@given(
    st.integers(0, 10**12), st.integers(0, 99), st.sampled_from([" .", " ,", ",.", ".,", "'.", ".,", "’,"])
)
def test_amounts_with_any_pair_of_separators(number, cents, marks):
    typed = f"{number:,}".replace(",", "\0") + f"{marks[1]}{cents:02}"
    assert FRANCE.parse_amount(typed.replace("\0", marks[0])) == number * 100 + cents


@pytest.mark.parametrize(
    ("conventions", "typed", "minor"),
    [
        (FRANCE, "12", 1200), (FRANCE, "12,5", 1250), (FRANCE, "12.5", 1250), (FRANCE, ",5", 50), (FRANCE, "5,", 500),
        (FRANCE, "1,000", 100_000), (FRANCE, "0,500", 50), (FRANCE, "12,34,567", 123_456_700), (FRANCE, "-3", -300),
        (FRANCE, "\u22123", -300), (FRANCE, " 1  000 ", 100_000), (TUNISIA, "1,250", 1250), (TUNISIA, "1.250", 1250),
        (TUNISIA, "1 250", 1_250_000), (TUNISIA, "1,250.500", 1_250_500), (CAMEROON, "1.500", 1500),
        (FRANCE, "1.000,000", 100_000), (CAMEROON, "1500,00", 1500), (CAMEROON, "15000", 15_000), (FRANCE, "0", 0),
    ],
)  # fmt: skip
def test_amounts_as_they_are_typed(conventions, typed, minor):
    assert conventions.parse_amount(typed) == minor


@pytest.mark.parametrize(
    "typed",
    ["", " ", "ten", "1,2,3", "1 5", "1e5", "NaN", "Infinity", "1_000", "١٢", "--1", "1,5,", "0,005", "12,345,6",
     "1000,000", "01,000", "12 €", "1" * 30, "1..5", ".", ",", "-", "1 000 00", "5 - 3"],
)  # fmt: skip
def test_what_is_no_amount(typed):
    with pytest.raises(Refused) as refusal:
        FRANCE.parse_amount(typed)
    assert str(refusal.value) == f"“{typed}” is not an amount. Write it like 1\u00a0250,00."


@pytest.mark.parametrize("typed", ["1,5", "0.5", "1 000,5"])
def test_more_decimals_than_the_currency_has(typed):
    with pytest.raises(Refused, match=r"is not an amount\. Write it like 1\W250\.$"):
        CAMEROON.parse_amount(typed)


@given(any_conventions, st.text("0123456789 ,.'-−e_", max_size=12))
def test_any_text_is_an_amount_or_refused(conventions, text):
    try:
        minor = conventions.parse_amount(text)
    except Refused:
        return
    assert isinstance(minor, int)
    assert conventions.parse_amount(conventions.amount(minor)) == minor


def test_numbers():
    assert FRANCE.number(1_234_567) == "1\u00a0234\u00a0567"
    assert STATES.number(Decimal("1234.5")) == "1,234.5"
    assert FRANCE.number(Decimal("0.00012345")) == "0,00012345"


@given(any_conventions, st.decimals(-(10**9), 10**9, places=4))
def test_a_number_is_read_as_it_was_written(conventions, number):
    assert conventions.parse_number(conventions.number(number)) == number
    assert conventions.parse_number(f"{number:f}") == number


@pytest.mark.parametrize(
    ("conventions", "typed", "expected"),
    [
        (FRANCE, "1 234,5", "1234.5"),
        (FRANCE, "1234.5", "1234.5"),
        (STATES, "1,234.5", "1234.5"),
        (FRANCE, "-3", "-3"),
    ],
)
def test_numbers_as_they_are_typed(conventions, typed, expected):
    assert conventions.parse_number(typed) == Decimal(expected)


def test_no_number():
    assert FRANCE.parse_number(" \u00a0 ") is None


@pytest.mark.parametrize("typed", ["x", "1,2,3", "NaN", "Infinity", "1e5", "9" * 31, "--1"])
def test_what_is_no_number(typed):
    with pytest.raises(Refused, match=r"is not a number\. Write it like 1\W234,5\.$"):
        FRANCE.parse_number(typed)


# Phones


@st.composite
def real_numbers(draw):
    """A number of the country's own form: its example with other last digits, where they make a valid one."""
    conventions = draw(any_conventions)
    kind = draw(
        st.sampled_from([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    )
    number = phonenumbers.example_number_for_type(conventions.country, kind)
    number.national_number = number.national_number // 1000 * 1000 + draw(st.integers(0, 999))
    return conventions, number


@given(real_numbers(), st.sampled_from(COUNTRIES))
def test_a_phone_is_read_as_it_was_written(drawn, elsewhere):
    conventions, number = drawn
    if not phonenumbers.is_valid_number(number):
        return
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert conventions.parse_phone(conventions.phone(e164)) == e164
    abroad = Conventions("fr", elsewhere, "EUR")
    assert abroad.parse_phone(abroad.phone(e164)) == e164
    assert conventions.parse_phone(e164) == e164


def test_phones_at_home_and_abroad():
    assert CAMEROON.phone("+237699123456") == "6 99 12 34 56"
    assert FRANCE.phone("+237699123456") == "+237 6 99 12 34 56"
    assert FRANCE.phone("+33612345678") == "06 12 34 56 78"
    assert FRANCE.phone("not a number") == "not a number"


@pytest.mark.parametrize(
    ("conventions", "typed", "e164"),
    [
        (CAMEROON, "699 12 34 56", "+237699123456"), (CAMEROON, "+33 6 12 34 56 78", "+33612345678"),
        (FRANCE, "06.12.34.56.78", "+33612345678"), (FRANCE, "0033 6 12 34 56 78", "+33612345678"),
        (FRANCE, "00237699123456", "+237699123456"), (STATES, "(415) 555-2671", "+14155552671"),
    ],
)  # fmt: skip
def test_phones_as_they_are_dialled(conventions, typed, e164):
    assert conventions.parse_phone(typed) == e164


@pytest.mark.parametrize("typed", ["", "abc", "12", "+999 123", "1" * 300, "06 12"])
def test_what_is_no_phone(typed):
    with pytest.raises(Refused, match="is not a phone number"):
        FRANCE.parse_phone(typed)


# Paper and addresses


@pytest.mark.parametrize(
    ("country", "paper"),
    [("CM", "A4"), ("FR", "A4"), ("US", "Letter"), ("CA", "Letter"), ("MX", "Letter"), ("GB", "A4")],
)
def test_paper(country, paper):
    assert Conventions("en", country, "EUR").paper() == paper


@pytest.mark.parametrize(
    ("conventions", "country", "expected"),
    [
        (FRANCE, "", ["12 rue Haute", "Appt 3", "75001 Paris", "Île-de-France"]),
        (FRANCE, "FR", ["12 rue Haute", "Appt 3", "75001 Paris", "Île-de-France"]),
        (CAMEROON, "FR", ["12 rue Haute", "Appt 3", "75001 Paris", "Île-de-France", "FRANCE"]),
        (FRANCE, "US", ["12 rue Haute", "Appt 3", "Paris, Île-de-France 75001", "ÉTATS-UNIS"]),
        (STATES, "", ["12 rue Haute", "Appt 3", "Paris, Île-de-France 75001"]),
    ],
)
def test_an_address_in_its_country_s_order(conventions, country, expected):
    lines = conventions.address_lines("12 rue Haute\n\nAppt 3", "75001", "Paris", "Île-de-France", country)
    assert lines == expected


def test_an_address_with_gaps():
    assert FRANCE.address_lines("", "", "Paris", "", "") == ["Paris"]
    assert STATES.address_lines("", "75001", "", "", "") == ["75001"]
    assert FRANCE.address_lines("", "", "", "", "") == []
    assert FRANCE.address_lines("", "", "", "", "", always_country=True) == ["FRANCE"]


@given(any_conventions, st.sampled_from(["", *COUNTRIES]), *[st.text("ab \n", max_size=6)] * 4)
def test_no_line_of_an_address_is_lost_or_empty(conventions, country, address, postcode, town, region):
    lines = conventions.address_lines(address, postcode, town, region, country)
    assert all(line.strip() for line in lines)
    together = "\n".join(lines)
    for part in (*address.splitlines(), postcode, town, region):
        assert not part.strip() or part.strip() in together
