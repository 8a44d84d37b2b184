"""A statement is read in once, whatever overlaps; it is remembered how; other currencies are refused."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Association
from assoc_desktop.exchange.statements.columns import Columns
from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.records import Account, Entry, StatementLine, StatementProfile
from assoc_desktop.treasury.statements.listing import accounts_read, compare, counts, line_ids, line_rows
from assoc_desktop.treasury.statements.reading import prepare, take_in
from tests.exchange.statements import samples


@pytest.fixture
def euros(books):
    """The books in euros, so that cents are read."""
    Association.update(currency="EUR").execute()
    return books


def write(tmp_path, text, name="bank.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reading_is_one_operation_that_posts_nothing_and_can_be_undone(euros, tmp_path):
    path = write(tmp_path, samples.MT940)
    reading = prepare(path, account_id=euros.bank.id)
    assert not StatementLine.select().exists()
    assert take_in(reading) == 3
    assert not Entry.select().exists()
    assert [row.amount for row in line_rows(line_ids()).values()] == [500000, -125050, 30025]
    assert str(last_undoable()) == "Read the statement bank.csv: 3 lines"
    undo(last_undoable().id)
    assert not StatementLine.select().exists() and not StatementProfile.select().exists()


@pytest.mark.parametrize("text", [samples.MT940, samples.OFX1, samples.camt(), samples.CSV_BANK])
def test_the_same_file_again_adds_nothing(euros, tmp_path, text):
    path = write(tmp_path, text)
    first = prepare(path, account_id=euros.bank.id)
    second = prepare(path, account_id=euros.bank.id)
    count = take_in(first)
    assert take_in(second) == 0
    again = prepare(path, account_id=euros.bank.id)
    assert (again.lines, again.known) == ([], count)
    assert take_in(again) == 0


ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["A", "B"]), st.integers(1, 3)), min_size=1, max_size=12
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.integers(1, 3))
def test_overlapping_statements_add_each_line_once(books, tmp_path, rows, until):
    """Whole days, as banks give them: the first until some day, the second all of them."""
    StatementLine.delete().execute()
    rows.sort(key=lambda row: row[0])
    for kept in ([row for row in rows if row[0] <= until], rows, rows):
        text = "".join(f"2026-05-0{day};{words};{amount}\n" for day, words, amount in kept)
        if text:
            take_in(prepare(write(tmp_path, "Date;Libellé;Montant\n" + text), account_id=books.bank.id))
    held = sorted((row.day.day, row.text, row.amount) for row in line_rows(line_ids()).values())
    assert held == sorted(rows)


def test_balances_that_do_not_fit_are_said(euros, tmp_path):
    assert prepare(write(tmp_path, samples.MT940), account_id=euros.bank.id).gap == 0
    wrong = write(tmp_path, samples.MT940.replace(":62F:C260506EUR5049,75", ":62F:C260506EUR5050,00"))
    assert prepare(wrong, account_id=euros.bank.id).gap == 25
    later = samples.MT940.replace("C260503EUR1000,00", "C260603EUR9000,00").replace(
        "C260505EUR4749,50", "C260605EUR12749,50"
    )
    two = write(tmp_path, samples.MT940 + later.replace("C260506EUR5049,75", "C260606EUR13049,75"))
    assert any("days are missing" in note for note in prepare(two, account_id=euros.bank.id).notes)


def test_the_account_by_the_statement_against_the_books(euros, tmp_path):
    assert compare(euros.bank.id) is None
    take_in(prepare(write(tmp_path, samples.MT940), account_id=euros.bank.id))
    told = compare(euros.bank.id)
    assert (told.closing.amount, told.books, told.waiting, told.missing) == (504975, 0, 404975, 100000)
    assert accounts_read() == [(euros.bank.id, euros.bank.name)]
    assert counts(euros.bank.id) == {"open": 3, "done": 0, "ignored": 0}


def test_lists_of_lines(euros, tmp_path):
    take_in(prepare(write(tmp_path, samples.MT940), account_id=euros.bank.id))
    assert [line_rows([each])[each].text for each in line_ids(typed="loyér")] == ["Loyer mai bureau"]
    assert line_ids("done") == [] and len(line_ids("open", euros.bank.id)) == 3
    assert line_ids(typed="nothing") == []


@pytest.mark.parametrize(
    ("currency", "given", "sentence"),
    [
        ("XAF", "EUR", "is in EUR, the books are in XAF"),
        ("EUR", "USD", "is in USD"),
        ("XAF", "XOF", "is in XOF"),
    ],
)
def test_another_currency_is_refused(books, tmp_path, currency, given, sentence):
    Association.update(currency=currency).execute()
    with pytest.raises(Refused, match=sentence):
        prepare(write(tmp_path, samples.MT940.replace("EUR", given)), account_id=books.bank.id)


def test_francs_as_operators_write_them(books, tmp_path):
    text = samples.CSV_MOMO.replace("XAF", "FCFA")
    assert len(prepare(write(tmp_path, text), account_id=books.bank.id).lines) == 4


def test_cents_in_a_currency_without_them_are_refused(books, tmp_path):
    with pytest.raises(Refused, match=r"Line 7: -1250.50 has more decimals"):
        prepare(write(tmp_path, samples.MT940.replace("EUR", "XAF")), account_id=books.bank.id)


def test_an_amount_too_large_for_the_books(books, tmp_path):
    text = "Date;Libellé;Montant\n2026-05-01;A;9999999999999\n"
    with pytest.raises(Refused, match="too large"):
        prepare(write(tmp_path, text), account_id=books.bank.id)


def test_the_account_is_known_by_its_number(euros, tmp_path):
    path = write(tmp_path, samples.camt())
    Account.update(iban="FR7630006000011234567890189").where(Account.id == euros.bank).execute()
    assert prepare(path).account.id == euros.bank.id


def test_the_account_is_known_by_how_it_was_read_before(euros, tmp_path):
    momo = first_account("mobile")
    for text, name in ((samples.MT940, "a.sta"), (samples.CSV_MPESA, "b.csv")):
        path = write(tmp_path, text, name)
        with pytest.raises(Refused, match="Say of which account"):
            prepare(path)
        take_in(prepare(path, account_id=momo.id))
        assert prepare(path).account.id == momo.id
    assert {each.name for each in StatementProfile.select()} == {momo.name, f"{momo.name} (2)"}


def test_the_only_bank_needs_no_question(euros, tmp_path):
    Account.update(archived=True).where(Account.kind == "mobile").execute()
    assert prepare(write(tmp_path, samples.OFX1)).account.id == euros.bank.id


def test_a_file_of_several_accounts(euros, tmp_path):
    path = write(tmp_path, samples.MT940 + samples.MT940.replace("0194774600888", "0000000077"))
    for account_id in (None, euros.bank.id):
        with pytest.raises(Refused, match="holds several accounts: 50880050/0194774600888"):
            prepare(path, account_id=account_id)
    Account.update(number="0000000077").where(Account.id == euros.bank).execute()
    for account_id in (None, euros.bank.id):
        assert prepare(path, account_id=account_id).number.endswith("77")


def test_columns_that_a_person_named_are_remembered(books, tmp_path):
    text = "When;What;Other;How much\n2026-05-01;Awa;x;5000\n2026-05-02;Ben;y;700\n"
    path = write(tmp_path, text)
    columns = Columns({"When": "day", "Other": "text", "How much": "amount"})
    take_in(prepare(path, account_id=books.bank.id, columns=columns))
    again = prepare(write(tmp_path, text.replace("What", "WHAT"), "next.csv"), account_id=books.bank.id)
    assert (again.columns.fields, again.known) == (columns.fields, 2)


def test_stopping_writes_nothing(euros, tmp_path):
    def stop(_done, _total):
        raise Cancelled

    reading = prepare(write(tmp_path, samples.MT940), account_id=euros.bank.id)
    with pytest.raises(Cancelled):
        take_in(reading, progress=stop)
    assert not StatementLine.select().exists()
