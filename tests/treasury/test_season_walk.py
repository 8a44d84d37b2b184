"""A season of the example association by keyboard alone, in the whole window and in French.

Opened, forty payments, a statement matched, reminders printed and sent, the year closed, the treasurer's report.
"""

from __future__ import annotations

import datetime

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from assoc_desktop.association.records import Season
from assoc_desktop.example.statement import write_statement
from assoc_desktop.language import speak
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.preferences import Preferences
from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.cashbook.closing import result_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk.forms.receipt_page import ReceiptPage
from assoc_desktop.treasury.receipts import totals_by_method
from assoc_desktop.treasury.records import FinancialYear, ReceiptPrint, Reminder
from assoc_desktop.treasury.statements.forms import reading_page
from assoc_desktop.treasury.statements.listing import counts
from assoc_desktop.widgets.pdf_preview import PreviewPage, printing
from assoc_desktop.window import MainWindow
from tests.screens import answer, apply_theme_once, press, texts_shown, type_text

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
PAYMENTS = 40


class Walk:
    """The window, the calendar on its wall, and a keyboard that counts."""

    def __init__(self, window, qtbot, days):
        self.window, self.days, self.keys = window, days, 0
        self._qtbot = qtbot

    @property
    def tab(self):
        return self.window.tab()

    @property
    def place(self):
        return self.tab.place()

    def key(self, *keys):
        """Press keys wherever the keyboard is: a letter, a key, or a key with Ctrl or Alt."""
        for key in keys:
            if QApplication.activeWindow() is not self.window:
                self.window.activateWindow()
                self._qtbot.wait(1)
            target = self.focus or self.window
            if isinstance(key, str):
                type_text(target, key)
            else:
                press(target, *(key if isinstance(key, tuple) else (key,)))
                self._qtbot.wait(1)
            self.keys += 1

    @property
    def focus(self):
        """Where the keyboard is; offscreen, a dialog that closed does not bring the window to the front by itself."""
        return self.window.focusWidget()

    def until(self, happened):
        self._qtbot.waitUntil(happened, timeout=5000)

    def go(self, number):
        """To a place of the treasury."""
        self.key((Qt.Key(Qt.Key.Key_0 + number), CTRL))


@pytest.fixture
def walk(example_path, tmp_path, qtbot, monkeypatch, today):
    speak("fr")
    apply_theme_once()
    days = [today]
    window = MainWindow(Preferences(tmp_path / "settings"), today=lambda: days[-1])
    qtbot.addWidget(window)
    window.resize(1093, 614)
    window.show()
    qtbot.waitExposed(window)
    assert window.open_path(example_path)
    write_statement(tmp_path / "releve.csv", today=today)
    monkeypatch.setattr(reading_page, "choose_statement", lambda _parent: tmp_path / "releve.csv")
    monkeypatch.setattr(
        "assoc_desktop.treasury.tab.statements.choose_statement", lambda _p: tmp_path / "releve.csv"
    )
    monkeypatch.setattr(
        printing, "choose_printer", lambda document, name, _parent: _into_a_file(document, name, tmp_path)
    )
    walk = Walk(window, qtbot, days)
    walk.key((Qt.Key.Key_3, ALT))
    qtbot.wait(1)
    yield walk
    window.drop_file()
    window._closing = True


def _into_a_file(document, name, folder):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing.prepare(printer, document, name)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    return printer


def test_a_season(walk):
    _open_season(walk)
    _match_statement(walk)
    _take_payments(walk)
    _remind(walk)
    _close_year(walk)
    _look_at_report(walk)
    assert check_books() == []


def _open_season(walk):
    """Ctrl+1, the main button; what would be done is read, then Ctrl+Enter."""
    walk.go(1)
    walk.place.open_button.setFocus()
    walk.key(Qt.Key.Key_Space)
    page = walk.tab.top()
    walk.until(lambda: any("membres sont inscrits" in text for text in texts_shown(page)))
    assert Season.get_or_none(Season.label == "2027") is None, "looked at only"
    assert any("L’exercice 2027 est créé en même temps." in text for text in texts_shown(page))
    walk.key((ENTER, CTRL))
    walk.until(lambda: walk.tab.top() is walk.tab.bottom)
    walk.until(lambda: Season.get_or_none(Season.label == "2027") is not None)
    season = Season.get(Season.label == "2027")
    walk.until(lambda: Membership.select().where(Membership.season == season).count() > 80)


def _match_statement(walk):
    """Ctrl+4, Ctrl+N, Enter reads it in; then Enter for each line."""
    walk.go(4)
    walk.key((Qt.Key.Key_N, CTRL))
    walk.until(lambda: walk.focus is walk.tab.top().read_in)
    walk.key(ENTER)
    walk.until(lambda: walk.tab.top() is walk.tab.bottom and counts()["open"] == 10)
    place, keys = walk.place, walk.keys
    walk.until(lambda: "ils concordent" in place.balance.text())
    for left in range(9, 1, -1):
        walk.until(lambda: place.details.confirm_button.isEnabled())
        walk.key(ENTER)
        assert counts()["open"] == left
    assert walk.keys - keys == 8, "one key for each line that has a proposal"
    assert counts() == {"open": 2, "done": 8, "ignored": 0}
    assert "ils concordent" in place.balance.text()


def _take_payments(walk):
    """Ctrl+2, and under ten keys for the same amount, in cash, printed."""
    today = walk.days[-1]
    walk.go(2)
    people = [each for each in _owing(today) if each.number][:PAYMENTS]
    due = sum(_left(each.id, today) for each in people)
    for place, member in enumerate(people):
        before = walk.keys
        walk.key(*member.number, ENTER, ENTER)
        if not isinstance(walk.tab.top(), ReceiptPage):
            assert walk.place.panel.told.text(), "what is to be looked at first is said"
            walk.key(ENTER)
        # Two are printed; the others when the queue has gone.
        walk.key((Qt.Key.Key_P, CTRL) if place < 2 else ESC)
        assert walk.keys - before < 10
        walk.until(lambda: walk.focus is walk.place.who.line)
    assert totals_by_method(today) == {"cash": (PAYMENTS, due)}
    assert ReceiptPrint.select().where(ReceiptPrint.at >= "2026-05-14T10").count() == 2


def _owing(today):
    season = Season.get(Season.starts_on <= today, Season.ends_on >= today)
    members = Member.select().join(Membership).where(Membership.season == season).order_by(Member.id)
    return [
        each
        for each in members.distinct()
        if not (each.archived_on or each.deceased_on or each.resigned_on) and _left(each.id, today)
    ]


def _left(member_id, today):
    return sum(max(0, due.left) for due in dues_of([member_id]) if due.due_on <= today)


def _remind(walk):
    """A month later: look, prepare, the letters, and which went out."""
    walk.days.append(datetime.date(2026, 6, 20))
    walk.go(5)
    place = walk.place
    place.read_again()
    place.level_box.setFocus()
    walk.key(Qt.Key.Key_Down)
    walk.until(lambda: place.prepare_button.isEnabled())
    said = answer("Préparer")
    walk.key((Qt.Key.Key_P, ALT))
    walk.until(lambda: place.view() == "rounds" and place.chosen_round() is not None)
    assert "Deuxième" in " ".join(said)
    asked = place.chosen_round().members
    assert asked >= 3
    place.buttons["letters"].setFocus()
    walk.key(Qt.Key.Key_Space)
    walk.until(lambda: isinstance(walk.tab.top(), PreviewPage))
    walk.key(ESC)
    place.buttons["sent"].setFocus()
    walk.key(Qt.Key.Key_Space)
    walk.key((Qt.Key.Key_T, ALT))
    walk.until(lambda: place.chosen_round().sent_on is not None)
    sent = Reminder.select().where(Reminder.sent_on == walk.days[-1])
    assert sent.count() == asked


def _close_year(walk):
    """In January: the checklist, the question, and nothing can be written in that year any more."""
    walk.days.append(datetime.date(2027, 1, 12))
    walk.go(3)
    walk.place.close_year()
    page = walk.tab.top()
    walk.until(lambda: page.close_button.isEnabled())
    said = answer("Clôturer l’exercice")
    walk.key((Qt.Key.Key_C, ALT))
    walk.until(lambda: FinancialYear.get(FinancialYear.label == "2026").closed_on is not None)
    assert "n’est pas encore à la banque" in said[1], "what is not done is said first"
    assert "définitivement" in said[0]
    walk.until(lambda: walk.focus is page.box)
    walk.key(ESC)


def _look_at_report(walk):
    """The treasurer's report of the year that was closed, page by page."""
    walk.go(6)
    place = walk.place
    walk.until(lambda: place.preview is not None)
    assert place.year_box.currentText() == "2026", "not the new year, in which nothing happened yet"
    path = walk.window.desk.path.parent / "rapport.pdf"
    place.preview.save_to(path)
    pages = [" ".join(each.extract_text().split()) for each in PdfReader(path).pages]
    assert len(pages) >= 3
    say, result = walk.window.desk.conventions, result_of(FinancialYear.get(FinancialYear.label == "2026"))
    text = " ".join(pages)
    for words in (
        "Rapport du trésorier 2026",
        f"Produits {say.amount(result.income)}",
        f"Excédent {say.amount(result.result)}",
        "Caisses et banques",
        "Cotisations de l’exercice",
        "Arriérés par ancienneté",
        f"Page {len(pages)} sur {len(pages)}",
    ):
        assert " ".join(words.split()) in text, words
