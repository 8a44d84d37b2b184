"""What needs doing in the books: each line of the first screen leads to its place, which shows as many."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.home.duties import read_duties
from assoc_desktop.home.tab import HomeTab
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.cashbook.forms.closing_page import ClosingPage
from assoc_desktop.treasury.cashbook.forms.deposit_form import DepositForm
from assoc_desktop.treasury.desk import Payment, Share, take_payment
from assoc_desktop.treasury.desk.forms.receipt_page import RegisterPage
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.receipts import note_print, unprinted_ids
from assoc_desktop.treasury.records import Account, StatementLine
from assoc_desktop.treasury.reminders.levels import level_numbered
from assoc_desktop.treasury.reminders.planning import plan_round
from assoc_desktop.treasury.reminders.sending import prepare
from assoc_desktop.treasury.tab import TreasuryTab
from tests.screens import dialog_over, make_desk, press, show_page
from tests.treasury.conftest import TODAY, Books

LAST_YEAR = datetime.date(2025, 12, 1)


@pytest.fixture
def opened(tmp_path, qapp):
    """Books in which each thing is to be done once or twice."""
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        books = Books()
        Membership.update(starts_on=TODAY - datetime.timedelta(days=60)).execute()
        for name in ("Cho", "Dia"):
            books.member(name)
        rent = (Line(books.rent.id, 700), Line(books.cash.id, -700))
        post(Draft("expense", LAST_YEAR, rent, method="cash"), today=TODAY)
        share = Share(books.awa, 2000, memberships_of(books.awa)[0].id)
        cheque = Payment(2000, TODAY, "cheque", books.awa, shares=(share,), reference="12", through="Bank")
        take_payment(cheque, today=TODAY)
        with operation("Read a statement"):
            for mark in ("a", "b"):
                StatementLine.create(account=books.bank, mark=mark, day=TODAY, amount=5, source="s.csv")
        yield books, make_desk(file, tmp_path, TODAY)


def told(today=TODAY):
    from assoc_desktop.language.conventions import Conventions

    found = read_duties(today, Conventions("en", "CM", "XAF"))
    return [f"{each.count} {each.words}" for each in found]


def test_each_thing_to_do_is_counted(opened):
    assert told() == [
        "1 year ended and is not closed: 2025",
        "4 members in arrears: FCFA18,000",
        "4 letters to prepare: Friendly reminder",
        "2 lines of statements to confirm",
        "1 cheque to bring to the bank: FCFA2,000",
        "1 entry without its voucher",
        "1 receipt was never printed",
    ]


def test_what_was_done_is_told_no_longer(opened):
    note_print(unprinted_ids(), at=datetime.datetime.now(datetime.UTC))
    prepare(plan_round(level_numbered(1), TODAY), "letter")
    lines = told()
    assert "1 round of reminders is not marked as sent" in lines
    assert not [each for each in lines if "receipt" in each or "letter" in each]


def test_nothing_is_told_before_the_books_are_begun(tmp_path):
    with create_file(tmp_path / "club.assoc", SCHEMA):
        Books()
        assert told()
        with operation("Away"):
            Account.delete().execute()
        assert told() == []


@pytest.fixture
def home(opened, qtbot):
    """The first screen and the treasury, as the window ties them together."""
    _books, desk = opened
    treasury = show_page(qtbot, TreasuryTab(desk))
    home = show_page(qtbot, HomeTab(desk))
    desk.wanted.connect(lambda _tab, choice: treasury.show_choice(choice))
    home.treasury = treasury
    yield home
    home.go()
    treasury.go()


def lead(home, words, qtbot):
    """Press a line with the keyboard; the treasury and its place."""
    from PySide6.QtWidgets import QPushButton

    def found():
        return [each for each in home.findChildren(QPushButton) if words in each.accessibleName()]

    qtbot.waitUntil(lambda: bool(found()))
    (line,) = found()
    line.setFocus()
    press(line, Qt.Key.Key_Space)
    return home.treasury.place()


@pytest.mark.parametrize(
    ("words", "place", "shown"),
    [
        ("in arrears", "DuesPlace", 4),
        ("Friendly reminder", "RemindersPlace", 4),
        ("to confirm", "StatementsPlace", 2),
        ("voucher", "CashBookPlace", 1),
    ],
)
def test_a_line_leads_to_its_list(home, qtbot, words, place, shown):
    found = lead(home, words, qtbot)
    assert type(found).__name__ == place
    qtbot.waitUntil(lambda: len(found.table.model.ids) == shown)


def test_a_line_leads_to_the_form_or_page_that_does_it(home, qtbot):
    place = lead(home, "bring to the bank", qtbot)
    form = dialog_over(place)
    assert isinstance(form.page, DepositForm)
    form.reject()
    lead(home, "is not closed", qtbot)
    qtbot.waitUntil(lambda: isinstance(home.treasury.top(), ClosingPage))
    assert home.treasury.top().year().label == "2025"
    lead(home, "never printed", qtbot)
    page = home.treasury.top()
    assert isinstance(page, RegisterPage) and page.list.waiting.isChecked()
    assert len(page.list.table.model.ids) == 1
    page.list.waiting.click()
    assert len(page.list.table.model.ids) == 1
