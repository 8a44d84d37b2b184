"""Statements of every format give the same lines, and say what they say."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.exchange.statements import open_statements
from assoc_desktop.exchange.statements.model import amount_of
from tests.exchange.statements import samples

AMOUNTS = [Decimal("5000"), Decimal("-1250.50"), Decimal("300.25")]
DAYS = [datetime.date(2026, 5, day) for day in (4, 5, 6)]


def read(tmp_path, text, name="statement.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return open_statements(path)


SAMPLES = {
    "mt940": samples.MT940,
    "mt940 with the blocks of SWIFT": "{1:F01BANK}{2:I940}{4:\n" + samples.MT940,
    "ofx 1": samples.OFX1,
    "ofx 2": samples.OFX2,
    "csv of a bank": samples.CSV_BANK,
    "csv of m-pesa": samples.CSV_MPESA,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_gives_the_same_lines(tmp_path, name):
    (made,) = read(tmp_path, SAMPLES[name])
    assert [line.amount for line in made.lines] == AMOUNTS
    assert [line.day for line in made.lines] == DAYS
    assert made.closing == Decimal("5049.75")
    assert made.opening in (Decimal(1000), None)
    assert made.gap == 0


def test_mt940_joins_messages_and_reads_words(tmp_path):
    (made,) = read(tmp_path, samples.MT940)
    first, second, _third = made.lines
    assert (made.account, made.currency) == ("50880050/0194774600888", "EUR")
    assert (first.text, first.party, first.reference) == (
        "GUTSCHRIFT Cotisation 2026 Mballa",
        "Awa Mballa",
        "COT-0042",
    )
    assert (second.text, second.party, second.line) == ("Loyer mai bureau", "", 7)


def test_mt940_keeps_the_accounts_of_a_file_apart(tmp_path):
    other = samples.MT940.replace("0194774600888", "77")
    one, two = read(tmp_path, samples.MT940 + other)
    assert (one.account[-2:], two.account[-2:]) == ("88", "77")
    assert len(one.lines) == len(two.lines) == 3


@pytest.mark.parametrize(
    ("mark", "signed"),
    [("C", 7), ("D", -7), ("RC", -7), ("RD", 7), ("CR", 7), ("RCR", -7), ("EC", 7), ("ED", -7)],
)
def test_mt940_marks_of_credit_and_debit(tmp_path, mark, signed):
    text = f":20:A\n:25:1\n:60F:C260101EUR0,\n:61:260101{mark}7,NTRFX\n:62F:C260101EUR{signed},\n"
    (made,) = read(
        tmp_path, text.replace("EUR-7", "EUR7").replace("62F:C", "62F:C" if signed > 0 else "62F:D")
    )
    assert [line.amount for line in made.lines] == [signed]
    assert made.gap == 0


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2601010101", datetime.date(2026, 1, 1)),
        ("2601021231", datetime.date(2025, 12, 31)),
        ("2512310102", datetime.date(2026, 1, 2)),
        ("260301", datetime.date(2026, 3, 1)),
        ("2602280229", datetime.date(2026, 2, 28)),
        ("2402280229", datetime.date(2024, 2, 29)),
    ],
)
def test_mt940_day_of_booking_has_the_year_nearest_to_the_day_of_value(tmp_path, written, day):
    (made,) = read(tmp_path, f":20:A\n:25:1\n:60F:C260101EUR0,\n:61:{written}C7,NTRFX\n:62F:C260101EUR7,\n")
    assert made.lines[0].day == day


def test_ofx_says_account_names_and_signs(tmp_path):
    for text in (samples.OFX1, samples.OFX2):
        (made,) = read(tmp_path, text)
        assert (made.account, made.currency, made.opening) == ("00012345678", "EUR", None)
        assert (made.lines[0].party, made.lines[0].text) == ("AWA MBALLA", "Cotisation 2026 & don")
        assert (made.lines[1].party, made.lines[1].text) == ("", "LOYER")
        assert made.lines[2].reference == "77"


@pytest.mark.parametrize(
    ("version", "status", "party"),
    [
        ("02", "<Sts>BOOK</Sts>", "<Nm>{}</Nm>"),
        ("04", "<Sts>BOOK</Sts>", "<Nm>{}</Nm>"),
        ("08", "<Sts><Cd>BOOK</Cd></Sts>", "<Pty><Nm>{}</Nm></Pty>"),
        ("13", "<Sts><Cd>BOOK</Cd></Sts>", "<Pty><Nm>{}</Nm></Pty>"),
    ],
)
def test_camt_of_every_version_with_its_batch_in_parts(tmp_path, version, status, party):
    (made,) = read(tmp_path, samples.camt(version, status, party))
    assert [line.amount for line in made.lines] == [Decimal(2000), Decimal(3000), *AMOUNTS[1:]]
    assert (made.account, made.currency) == ("FR7630006000011234567890189", "EUR")
    assert (made.opening, made.closing, made.gap) == (1000, Decimal("5049.75"), 0)
    first, second, third, _fourth = made.lines
    assert (first.party, first.text, first.reference) == ("Awa Mballa", "Cotisation 2026", "E1")
    assert (second.party, second.reference) == ("Ben Ngo", "REF5000.00")
    assert (third.text, third.line) == ("Loyer", 2)


def test_camt_batch_whose_parts_do_not_add_up_stays_whole(tmp_path):
    (made,) = read(tmp_path, samples.camt().replace("2000.00", "2000.01"))
    assert [line.amount for line in made.lines] == AMOUNTS


def test_a_wrong_balance_shows_as_a_gap(tmp_path):
    (made,) = read(tmp_path, samples.MT940.replace(":62F:C260506EUR5049,75", ":62F:C260506EUR5050,75"))
    assert made.gap == 1


def test_mobile_money_signs_fees_and_failed_payments(tmp_path):
    (made,) = read(tmp_path, samples.CSV_MOMO, "momo.csv")
    assert [line.amount for line in made.lines] == [5000, -1250, -25, 300]
    assert (made.opening, made.closing, made.gap, made.currency) == (1000, 5025, 0, "XAF")
    assert made.lines[0].party == "237677000001 Awa Mballa"
    assert made.lines[2].text.startswith("Fee: ")
    assert "1 payment that did not happen was passed over." in made.notes


def test_csv_passes_totals_over_and_joins_more_words(tmp_path):
    text = samples.CSV_BANK.replace(
        "05/05/2026;05/05/2026;LOYER MAI;", "05/05/2026;05/05/2026;LOYER MAI;"
    ).replace("04/05/2026;04/05", ";;rue du Lac;;;\n04/05/2026;04/05")
    (made,) = read(tmp_path, text, "bank.csv", "cp1252")
    assert made.lines[1].text == "LOYER MAI rue du Lac"
    assert "1 line of a total or balance was passed over." in made.notes


def test_csv_with_a_missing_line_names_where_the_balance_breaks(tmp_path):
    text = "\n".join(line for line in samples.CSV_BANK.splitlines() if "LOYER" not in line)
    (made,) = read(tmp_path, text)
    assert any("the balance does not follow" in note for note in made.notes)
    assert made.gap != 0


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (("5 000,00 €", "-12,50"), ("5000", "-12.5")),
        (("5.000,00", "12,50-"), ("5000", "-12.5")),
        (("5,000.00", "(12.50)"), ("5000", "-12.5")),
        (("5,000", "1,250,000"), ("5000", "1250000")),
        (("5.000 FCFA", "250"), ("5000", "250")),
        (("+5000", "−12.50"), ("5000", "-12.5")),
    ],
)
def test_csv_amounts_in_every_writing(tmp_path, cells, amounts):
    rows = "".join(f'2026-05-0{n};Text {n};"{cell}"\n' for n, cell in enumerate(cells, 1))
    (made,) = read(tmp_path, "Date;Libellé;Montant\n" + rows)
    assert [line.amount for line in made.lines] == [Decimal(each) for each in amounts]


@pytest.mark.parametrize(("way", "amount"), [("D", -5), ("Debit", -5), ("C", 5), ("CRDT", 5), ("sortie", -5)])
def test_csv_direction_column(tmp_path, way, amount):
    (made,) = read(tmp_path, f"Date;Libellé;Sens;Montant\n2026-05-01;A;{way};5\n")
    assert made.lines[0].amount == amount


def test_american_dates_prove_themselves(tmp_path):
    (made,) = read(tmp_path, "Date,Description,Amount\n05/04/2026,A,1.00\n05/25/2026,B,2.00\n")
    assert made.lines[0].day == datetime.date(2026, 5, 4)


def test_columns_without_known_headings_are_known_by_their_cells(tmp_path):
    (made,) = read(tmp_path, "x;y;z\n01/05/2026;Cotisation Awa;5000,50\n02/05/2026;Cotisation Ben;12,00\n")
    assert [(line.text, line.amount) for line in made.lines] == [
        ("Cotisation Awa", Decimal("5000.5")), ("Cotisation Ben", Decimal(12)),
    ]  # fmt: skip


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_amounts_round_trip(amount):
    assert amount_of(str(amount), 1) == amount
    assert amount_of(str(amount).replace(".", ","), 1) == amount
