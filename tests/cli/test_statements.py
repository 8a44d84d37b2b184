"""statement: a bank's statement read in from the command line; nothing is posted."""

import pytest

from assoc_desktop.association.records import Association, seasons, the_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import (
    CategoryData,
    proposed_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.treasury.accounts import start_chart
from assoc_desktop.treasury.records import Entry, StatementLine
from tests.exchange.statements import samples
from tests.treasury.conftest import TODAY


@pytest.fixture
def books_file(new_file):
    """A new association in euros, with a chart and one member who owes 5000.00."""
    with open_file(new_file, SCHEMA):
        Association.update(currency="EUR").execute()
        start_chart("ohada")
        category = save_category(CategoryData("Patron", fee=500000))
        member = save_member(
            MemberData(family_name="Mballa", given_name="Awa"),
            today=TODAY,
            conventions=the_association().conventions,
        )
        save_membership(member.id, proposed_membership(seasons()[0], category))
    return new_file


def counts(path):
    with open_file(path, SCHEMA):
        return StatementLine.select().count(), Entry.select().count()


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "bank.sta"
    path.write_text(samples.MT940)
    return path


def test_dry_run_then_read_in_then_again(books_file, statement, command):
    arguments = ("statement", books_file, statement, "--account", "bank")
    code, output, problems = command(*arguments, "--dry-run")
    assert (code, problems) == (0, "")
    lines = output.splitlines()
    assert "Awa Mballa · GUTSCHRIFT Cotisation 2026 Mballa  →  Awa Mballa: " in lines[0]
    assert "Just what is left to pay" in lines[0] and lines[1].endswith("→  no proposal")
    assert lines[3:] == [
        "Account: Bank", "New: 3", "Read before: 0", "With a proposal: 1", "Nothing was written: this was a dry run.",
    ]  # fmt: skip
    assert counts(books_file) == (0, 0)
    code, output, _problems = command(*arguments)
    assert code == 0 and "Nothing is posted yet" in output
    assert counts(books_file) == (3, 0)
    _code, output, _problems = command("statement", books_file, statement)
    assert "New: 0" in output and "Read before: 3" in output and "left out" not in output
    assert counts(books_file) == (3, 0)


def test_a_wrong_account_lists_them(books_file, statement, command):
    code, _output, problems = command("statement", books_file, statement, "--account", "Nowhere")
    assert code == 1 and "There is no account “Nowhere”. Accounts: 571 Cash box, 521 Bank" in problems


def test_a_gap_is_said_on_standard_error(books_file, statement, command):
    statement.write_text(samples.MT940.replace("C260506EUR5049,75", "C260506EUR5050,75"))
    _code, _output, problems = command("statement", books_file, statement, "--account", "521", "--dry-run")
    assert "1.00 differ" in problems.replace(",", ".")


def test_books_that_are_not_begun(new_file, statement, command):
    code, _output, problems = command("statement", new_file, statement)
    assert code == 1 and "not begun yet" in problems
