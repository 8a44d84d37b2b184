"""The command pay, as somebody types it."""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

from assoc_desktop.association.records import season_by_label
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.treasury.accounts import start_chart
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import open_dues
from assoc_desktop.treasury.desk.dues import dues_ahead
from assoc_desktop.treasury.records import Account, Entry, Receipt, ReceiptPrint
from tests.cli.conftest import in_own_process
from tests.conftest import TODAY
from tests.pdf.reading import words


@pytest.fixture
def path(example_path):
    """The example association with books."""
    with open_file(example_path, SCHEMA):
        if not Account.select().exists():
            start_chart("ohada")
    return example_path


@pytest.fixture
def debtor(path, command):
    """(id, number, left to pay) of a member who owes something."""
    listed = json.loads(command("members", path, "--format", "json")[1])
    with open_file(path, SCHEMA):
        for row in listed:
            member = Member.get(Member.number == row["number"]) if row["number"] else None
            if member and not member.archived_on and len(open_dues(member.id)) == 1:
                return member.id, row["number"], open_dues(member.id)[0].left
    raise AssertionError("the example owes nothing")


def receipts_and_books(path):
    with open_file(path, SCHEMA):
        return Receipt.select().count(), Entry.select().count(), check_books()


def test_a_payment_and_its_receipt(path, debtor, command, tmp_path):
    member_id, number, left = debtor
    before = receipts_and_books(path)[0]
    with open_file(path, SCHEMA):
        prints = ReceiptPrint.select().count()
    out = tmp_path / "receipt.pdf"
    code, output, problems = command(
        "pay", path, number, left, "--method", "transfer", "--reference", "V1", "-o", out
    )
    assert (code, problems) == (0, "")
    assert "Left to pay: FCFA0." in output
    assert f"{out} was written." in output
    assert "V1" in words(out.read_bytes())
    with open_file(path, SCHEMA):
        assert sum(due.left for due in dues_of([member_id])) <= 0
        assert (Receipt.select().count(), ReceiptPrint.select().count()) == (before + 1, prints + 1)
        assert check_books() == []


def test_in_a_process_of_its_own(path, debtor):
    _member_id, number, _left = debtor
    done = in_own_process("pay", path, number, "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Receipt ")


def test_warnings_are_told_and_the_payment_taken(path, debtor, command):
    _member_id, number, _left = debtor
    code, output, problems = command("pay", path, number, "1", "--method", "mobile", "--through", "MTN")
    assert (code, problems) == (0, "The number of the transaction is not written down.\n")
    assert "Receipt" in output


def test_more_than_is_due(path, debtor, command):
    member_id, number, left = debtor
    code, _output, problems = command("pay", path, number, left + 100)
    assert code == 1
    assert "Choose whether it is kept as credit" in problems
    assert command("pay", path, number, left + 100, "--more", "credit")[0] == 0
    with open_file(path, SCHEMA):
        assert credit_of(member_id) == 100


REFUSED = {
    "amount": (("{number}", "1,5,0"), "not an amount"),
    "nothing": (("{number}", "0"), "more than nothing"),
    "number": (("XX-9", "5"), "No member has the number XX-9."),
    "future": (("{number}", "5", "--on", "2999-01-01"), "future"),
    "date": (("{number}", "5", "--on", "soon"), "not a date"),
    "season": (("{number}", "5", "--season", "1900"), "no season “1900”"),
    "account": (("{number}", "5", "--account", "Sock"), "no account “Sock”"),
    "folder": (("{number}", "5", "-o", "/no/such/folder/x.pdf"), "folder /no/such/folder"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_takes_nothing(path, debtor, command, name):
    arguments, words_said = REFUSED[name]
    before = receipts_and_books(path)
    code, output, problems = command("pay", path, *(each.format(number=debtor[1]) for each in arguments))
    assert (code, output) == (1, "")
    assert words_said in problems
    assert receipts_and_books(path) == before


def test_a_season_that_is_paid(path, debtor, command):
    _member_id, number, left = debtor
    with open_file(path, SCHEMA):
        label = open_dues(debtor[0])[0].text
    assert command("pay", path, number, left, "--season", label, "--account", "571")[0] == 0
    code, _output, problems = command("pay", path, number, left, "--season", label)
    assert code == 1
    assert f"has nothing to pay for {label}." in problems


def test_a_season_that_nobody_opened_is_paid_ahead(path, debtor, command):
    member_id, number, _left = debtor
    with open_file(path, SCHEMA):
        (ahead,) = [due for due in dues_ahead(member_id, today=TODAY) if due.is_new]
    code, _output, problems = command("pay", path, number, ahead.left, "--season", ahead.text)
    assert code == 0 and "is paid ahead" in problems
    with open_file(path, SCHEMA):
        assert season_by_label(ahead.text) is not None
        assert [due.left for due in dues_of([member_id]) if due.text == ahead.text] == [0]
    assert "no season" in command("pay", path, number, "5", "--season", "1999")[2]


@pytest.mark.parametrize(("options", "count"), [(("--others",), 1), (("--others", "--each"), 2)])
def test_one_pays_for_the_household(path, debtor, command, tmp_path, options, count):
    member_id, number, _left = debtor
    with open_file(path, SCHEMA):
        people = Member.select().where(Member.kind == "person", Member.archived_on.is_null())
        other = next(each.id for each in people if each.id != member_id and len(open_dues(each.id)) == 1)
        save_household(HouseholdData("Home", [member_id, other], member_id), move=True)
        left = sum(due.left for due in open_dues(member_id, others=[other]))
    before, _entries, _checked = receipts_and_books(path)
    paper = tmp_path / "receipts.pdf"
    code, output, _problems = command("pay", path, number, left, *options, "-o", paper)
    assert code == 0 and output.count("Receipt ") == count
    with open_file(path, SCHEMA):
        assert open_dues(member_id, others=[other]) == []
    assert len(PdfReader(paper).pages) == count
    assert receipts_and_books(path)[0] == before + count


def test_a_wrong_method_is_wrong_usage(path, debtor, command):
    assert command("pay", path, debtor[1], "5", "--method", "shells")[0] == 2
