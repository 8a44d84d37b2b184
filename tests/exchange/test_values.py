"""Dates, numbers and yes/no as people write them."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.exchange.values import (
    DMY,
    MDY,
    date_order,
    decimal_sign,
    guess_kind,
    parse_date,
    parse_number,
    parse_yes_no,
)
from assoc_desktop.refusals import Refused

LAST = datetime.date(2025, 12, 31)
FRENCH_MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "31/12/2025", "31-12-2025", "31.12.2025", "31.12.25", "31/12/25", "2025-12-31", "2025/12/31", "20251231",
        "31 décembre 2025", "31 déc. 2025", "31 Dec 2025", "December 31, 2025", "mercredi 31 décembre 2025", "mer. 31 déc. 2025",
        "Wed, 31 December 2025", "2025-12-31 00:00:00", "2025-12-31T08:15:00Z", "31/12/2025 08:15", " 31/12/2025 ",
        "31-Dec-25", "31 DÉCEMBRE 2025", "31 / 12 / 2025", "46022",
    ],
)  # fmt: skip
def test_the_last_day_of_2025_in_many_hands(text):
    assert parse_date(text) == LAST


@pytest.mark.parametrize("cell", [LAST, datetime.datetime(2025, 12, 31, 8), 46022, 46022.5, 20251231])
def test_dates_that_spreadsheets_give(cell):
    assert parse_date(cell) == LAST


@pytest.mark.parametrize(
    "text", ["1er janvier 2024", "1 janv. 2024", "1st January 2024", "01/01/2024", "Jan 1, 2024"]
)
def test_the_first_of_january(text):
    assert parse_date(text) == datetime.date(2024, 1, 1)


@pytest.mark.parametrize("cell", ["", "  ", "00/00/0000", "0000-00-00", "-", "0", "?", 0])
def test_no_date_is_none(cell):
    assert parse_date(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["31/02/2025", "2025-13-01", "45/01/2025", "29/02/2025", "31 avril 2025", "1985", 1985, "hier", "12/2025", True,
     "31 brumaire 2025", "1/2/345", "2025-1-2025", "1e5", "٣١/١٢/٢٠٢٥x", 12.0, "99999999"],
)  # fmt: skip
def test_what_is_no_date_is_refused_by_its_own_words(cell):
    with pytest.raises(Refused) as refusal:
        parse_date(cell)
    assert str(cell)[:3].removesuffix(".") in str(refusal.value) or cell is True


def test_two_digit_years_of_births_lie_in_the_past():
    today = datetime.date(2026, 5, 14)
    assert parse_date("01/02/45", not_after=today) == datetime.date(1945, 2, 1)
    assert parse_date("01/02/25", not_after=today) == datetime.date(2025, 2, 1)
    assert parse_date("01/02/69") == datetime.date(2069, 2, 1)
    assert parse_date("01/02/70") == datetime.date(1970, 2, 1)
    assert parse_date("29/02/00", not_after=today) == datetime.date(2000, 2, 29)


def test_leap_days_of_both_centuries():
    assert parse_date("29/02/04", not_after=datetime.date(2003, 1, 1)) == datetime.date(1904, 2, 29)
    with pytest.raises(Refused):
        parse_date("29/02/01", not_after=datetime.date(2026, 1, 1))


def test_the_american_order_needs_proof_by_the_column():
    assert date_order(["03/04/2025", "05/06/2025"]) == DMY
    assert date_order(["03/04/2025", "12/31/2025"]) == MDY
    assert date_order(["12/31/2025", "31/12/2025"]) == DMY
    assert date_order([5, LAST, "2025-12-31", ""]) == DMY
    assert parse_date("12/31/2025", order=MDY) == LAST
    assert parse_date("03/04/2025", order=MDY) == datetime.date(2025, 3, 4)


days = st.dates(datetime.date(1910, 1, 1), datetime.date(2170, 12, 31))


@given(days)
def test_every_day_is_read_back_from_every_form(day):
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d"):
        assert parse_date(day.strftime(form)) == day
    assert parse_date(f"{day.day} {FRENCH_MONTHS[day.month - 1]} {day.year}") == day
    assert parse_date(day.strftime("%m/%d/%Y"), order=MDY) == day
    assert parse_date((day - datetime.date(1899, 12, 30)).days) == day


@given(st.lists(days, min_size=30, max_size=60, unique=True))
def test_a_column_is_read_in_its_own_order(column):
    american = [day.strftime("%m/%d/%Y") for day in column]
    if any(day.day > 12 for day in column):
        assert [parse_date(text, order=date_order(american)) for text in american] == column
    french = [day.strftime("%d/%m/%Y") for day in column]
    assert [parse_date(text, order=date_order(french)) for text in french] == column or all(
        day.day <= 12 for day in column
    )


@given(st.text(max_size=30) | st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_no_cell_breaks_the_parsers(cell):
    for parse in (parse_date, parse_number, parse_yes_no):
        try:
            parse(cell)
        except Refused as refusal:
            assert str(refusal)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1000", 1000), ("1 000", 1000), ("1\u202f000", 1000), ("1\u00a0000,50", Decimal("1000.5")),
        ("1.000,50", Decimal("1000.5")), ("1,000.50", Decimal("1000.5")), ("1'000", 1000), ("1,5", Decimal("1.5")),
        ("1.5", Decimal("1.5")), ("0.0", 0), ("-5", -5), ("−5", -5), ("+3", 3), ("1.000.000", 1_000_000),
        ("12 %", 12), ("0,125", Decimal("0.125")), (",5", Decimal("0.5")), ("259926.0", 259926), ("", None), ("5,", 5), ("1,00,000", 100_000),
    ],
)  # fmt: skip
def test_numbers_with_any_separators(text, number):
    assert parse_number(text) == number


def test_the_column_tells_what_a_lone_sign_before_three_digits_means():
    assert parse_number("1.250", decimal=decimal_sign(["1.250", "2.500"])) == 1250
    assert parse_number("1.250", decimal=decimal_sign(["1.250", "2.5"])) == Decimal("1.25")
    assert parse_number("1,250", decimal=decimal_sign(["1,250", "1.5"])) == 1250
    assert decimal_sign(["1.234.567"]) == ","
    assert decimal_sign(["1,234.5"]) == "."
    assert decimal_sign(["text", 5, ""]) == ","


@pytest.mark.parametrize(
    "cell", ["abc", "1,2,3", "1.2,3.4", "12/5", "1-2", LAST, True, "٣", "5 €", ".", float("inf")]
)
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(Refused, match="not a number"):
        parse_number(cell)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_formatted_numbers_are_read_back(number):
    english = f"{number:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(english, decimal=".") == number
    assert parse_number(french) == number
    assert parse_number(german) == number


@pytest.mark.parametrize(
    "cell", ["oui", "O", "Yes", "y", "x", "X", "VRAI", "true", "1", "1.0", 1, 1.0, True, "✓"]
)
def test_yes(cell):
    assert parse_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["non", "N", "No", "FAUX", "false", "0", "0.0", 0, False])
def test_no(cell):
    assert parse_yes_no(cell) is False


def test_neither_yes_nor_no():
    assert parse_yes_no("") is None
    with pytest.raises(Refused, match="neither yes nor no"):
        parse_yes_no("peut-être")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Oui", "Non", "", "oui"], "yes_no"), (["0", "1", "0"], "number"), (["3.5", "0.0", "12"], "number"),
        (["03", "12", "971"], "text"), (["31/12/2025", "01/02/2024"], "date"), ([LAST, ""], "date"),
        (["rouge", "vert"] * 10, "choice"), (["rouge", "vert"], "text"), ([], "text"), (["", ""], "text"),
        ([5, 6.5], "number"), ([True, False], "yes_no"), (["20250101", "20250102"], "number"),
        (["a" * 80] * 20, "text"), ([LAST, 5], "text"),
    ],
)  # fmt: skip
def test_what_a_column_holds(cells, kind):
    assert guess_kind(cells) == kind
