"""The place for statements in a real window: read, confirm line after line with one key, change, ignore, take back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from assoc_desktop.members.records import Member
from assoc_desktop.treasury.accounts import balance_of
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import Payment, reverse_receipt, take_payment
from assoc_desktop.treasury.records import Entry, Receipt, StatementLine
from assoc_desktop.treasury.statements.forms.kept_page import ProfilesPage, RulesPage
from assoc_desktop.treasury.statements.forms.reading_page import ReadingPage
from assoc_desktop.treasury.tab.statements import StatementsPlace
from tests.screens import (
    answer,
    button,
    dialog_over,
    message_at,
    press,
    retype,
    show_page,
    texts_shown,
    type_text,
)
from tests.treasury.conftest import TODAY


@pytest.fixture
def open_place(qtbot, desk):
    """Shows the place as it is read now, and waits for its proposals."""

    def show():
        place = StatementsPlace(desk)
        desk.changed.connect(place.read_again)
        place.pages = []
        place.page_wanted.connect(place.pages.append)
        show_page(qtbot, place)
        place.take_keyboard()
        settle(qtbot, place)
        return place

    return show


def settle(qtbot, place):
    """Wait until every open line on screen was matched in this round."""
    open_ids = {
        each.id for each in StatementLine.select() if each.entry_id is None and not each.ignored_because
    }
    qtbot.waitUntil(
        lambda: open_ids & set(place.table.model.ids) <= place._matched_in(place._round), timeout=5000
    )


def test_before_there_is_a_statement_the_place_says_what_it_is_for(qtbot, open_place):
    place = open_place()
    assert any("nothing is posted without your yes" in text for text in texts_shown(place))
    assert button(place, "Read a statement…")


def test_many_lines_by_the_enter_key_alone(qtbot, books, lines, open_place):
    for number in range(20):
        member = lines.member(f"Nom{number:02}")
        lines.add(5000, f"COT {Member.get_by_id(member).number}", party=f"NOM{number:02}")
    place = open_place()
    for _time in range(20):
        settle(qtbot, place)
        press(place.table.view, Qt.Key.Key_Return)
    assert Entry.select().count() == 20 and balance_of(books.bank.id) == 100000
    assert place.table.model.ids == [] and "To confirm (0)" in place.state_box.currentText()
    assert check_books() == []


def test_details_say_the_reasons_and_the_other_candidates(qtbot, books, lines, open_place):
    lines.add(5000, "COTISATION", party="AWA")
    lines.add(5000, "COTISATION", party="AWA BEN")
    place = open_place()
    qtbot.waitUntil(lambda: "Paid by Awa" in " ".join(texts_shown(place.details)))
    assert "Just what is left to pay" in " ".join(texts_shown(place.details))
    press(place.table.view, Qt.Key.Key_Down)
    settle(qtbot, place)
    assert len(place.details._group.buttons()) == 2


def test_the_second_candidate_is_confirmed_when_ticked(qtbot, books, lines, open_place):
    lines.add(5000, "COTISATION", party="AWA BEN")
    place = open_place()
    second = place.details._group.button(1)
    second.setFocus()
    press(second, Qt.Key.Key_Space)
    wanted = place.details.chosen().member_id
    press(place.details.confirm_button, Qt.Key.Key_Space)
    assert sum(due.left for due in dues_of([wanted])) == 0


def test_what_is_more_than_due_is_asked(qtbot, books, lines, open_place):
    lines.add(7000, party="AWA")
    place = open_place()
    texts = answer("Cancel")
    press(place.table.view, Qt.Key.Key_Return)
    assert "more than is due" in texts[0] and not Entry.select().exists()
    answer("Keep as credit")
    press(place.table.view, Qt.Key.Key_Return)
    assert credit_of(books.awa) == 2000


def test_what_changed_meanwhile_is_told(qtbot, books, lines, open_place):
    line = lines.add(5000, party="AWA")
    place = open_place()
    take_payment(Payment(5000, TODAY, member_id=books.awa), today=TODAY)
    texts = answer("Close")
    press(place.table.view, Qt.Key.Key_Return)
    assert "paid or taken back in the meantime" in texts[1]
    assert lines.row(line).state == "open"


def test_change_to_a_member_by_search(qtbot, books, lines, open_place):
    line = lines.add(5000, "VIREMENT INCONNU")
    place = open_place()
    press(place.details.change_button, Qt.Key.Key_Space)
    dialog = dialog_over(place)
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert "one of the two" in message_at(dialog.page, "member")
    type_text(dialog.page.fields["member"].line, "Ben")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: place.details.chosen() is not None and place.details.chosen().member_id == books.ben
    )
    assert not Entry.select().exists()
    press(place.table.view, Qt.Key.Key_Return)
    assert lines.row(line).state == "done"
    assert sum(due.left for due in dues_of([books.ben])) == 0


def test_change_to_an_account(qtbot, books, lines, open_place):
    line = lines.add(-900, "PRLV SCI DU LAC")
    place = open_place()
    press(place.details.change_button, Qt.Key.Key_Space)
    dialog = dialog_over(place)
    assert "member" not in dialog.page.fields
    dialog.page.fields["account"].set_value(books.rent.id)
    press(dialog.page.save_button, Qt.Key.Key_Space)
    press(place.table.view, Qt.Key.Key_Return)
    assert balance_of(books.rent.id) == 900 and lines.row(line).state == "done"


def test_what_was_chosen_stays_when_the_lines_are_looked_at_again(qtbot, books, lines, open_place):
    lines.add(5000, "COTISATION", party="AWA")
    place = open_place()
    assert place.details.chosen().member_id == books.awa
    press(place.details.change_button, Qt.Key.Key_Space)
    dialog = dialog_over(place)
    type_text(dialog.page.fields["member"].line, "Ben")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: place.details.chosen().member_id == books.ben)

    place.desk.changed.emit()
    settle(qtbot, place)

    assert place.details.chosen().member_id == books.ben


def test_a_rule_from_the_line_is_proposed_for_the_next(qtbot, books, lines, open_place):
    lines.add(-900, "PRLV LOYER MAI")
    lines.add(-900, "PRLV LOYER JUIN")
    place = open_place()
    press(place.details.rule_button, Qt.Key.Key_Space)
    dialog = dialog_over(place)
    retype(dialog.page.fields["words"].line, "loyer")
    dialog.page.fields["account"].set_value(books.rent.id)
    press(dialog.page.save_button, Qt.Key.Key_Space)
    settle(qtbot, place)
    assert [found[0].account_id for found in place.proposals.values()] == [books.rent.id] * 2
    assert {place._row(lines.row(each)).texts["proposal"] for each in place.table.model.ids} == {
        books.rent.name
    }


def test_ignore_with_a_reason_and_bring_back(qtbot, books, lines, open_place):
    line = lines.add(900, "TEST")
    place = open_place()
    press(place.details.ignore_button, Qt.Key.Key_Space)
    dialog = dialog_over(place)
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert "Say why" in message_at(dialog.page, "reason")
    type_text(dialog.page.fields["reason"].line, "Not ours")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert lines.row(line).ignored_because == "Not ours"
    place.state_box.setCurrentIndex(place.state_box.findData("ignored"))
    place._filtered()
    place.take_keyboard()
    press(place.details.back_button, Qt.Key.Key_Space)
    assert lines.row(line).state == "open"


def test_take_a_confirmation_back(qtbot, books, lines, open_place):
    line = lines.add(5000, party="AWA")
    place = open_place()
    press(place.table.view, Qt.Key.Key_Return)
    place.clear_filters()
    place.take_keyboard()
    qtbot.waitUntil(lambda: "In the books" in texts_shown(place.details))
    press(place.details.back_button, Qt.Key.Key_Space)
    dialog = dialog_over(place)
    type_text(dialog.page.fields["reason"].line, "Another Awa")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert lines.row(line).state == "open" and Entry.select().count() == 2


def test_search_and_keyboard(qtbot, books, lines, open_place):
    wanted = lines.add(5000, "VIR AWA")
    lines.add(700, "REMISE")
    place = open_place()
    type_text(place.table.view, "a")
    type_text(place.search_field, "wa")
    assert place.table.model.ids == [wanted]
    press(place.search_field, Qt.Key.Key_Down)
    assert place.table.current_id() == wanted
    type_text(place.search_field, "zz")
    assert place.table.model.ids == []
    press(place.search_field, Qt.Key.Key_Escape)
    assert len(place.table.model.ids) == 2


def test_one_deposit_settles_many_dues(qtbot, books, lines, open_place):
    numbers = [Member.get_by_id(each).number for each in (books.awa, books.ben)]
    line = lines.add(10000, f"REMISE adh {numbers[0]} adh {numbers[1]}")
    place = open_place()
    qtbot.waitUntil(lambda: any("Member numbers: " in text for text in texts_shown(place.details)))
    press(place.table.view, Qt.Key.Key_Return)
    assert [due.left for due in dues_of([books.awa, books.ben])] == [0, 0]
    assert lines.row(line).state == "done" and Entry.select().count() == 1
    assert balance_of(books.bank.id) == 10000 and check_books() == []


def test_what_the_desk_reverses_is_to_do_again(qtbot, books, lines, open_place):
    line = lines.add(5000, party="AWA")
    place = open_place()
    press(place.table.view, Qt.Key.Key_Return)
    assert place.table.model.ids == []
    reverse_receipt(Receipt.get().id, on=TODAY, reason="Another Awa", today=TODAY)
    place.desk.changed.emit()
    assert place.table.model.ids == [line] and lines.row(line).state == "open"


def test_the_menu_leads_to_what_is_kept(qtbot, books, desk, open_place):
    place = open_place()
    place.open_menu()
    menu = next(each for each in place.findChildren(QMenu) if each.parent() is place)
    for name in ("Rules…", "How statements are read…"):
        next(each for each in menu.actions() if each.text() == name).trigger()
    menu.close()
    assert [type(page) for page in place.pages] == [RulesPage, ProfilesPage]


def test_the_add_of_the_tab_reads_a_statement(qtbot, books, desk, open_place, tmp_path, monkeypatch):
    path = tmp_path / "s.csv"
    path.write_text("Date;Libellé;Montant\n2026-05-01;Awa;5000\n", encoding="utf-8")
    monkeypatch.setattr(
        "assoc_desktop.treasury.statements.forms.reading_page.QFileDialog.getOpenFileName",
        lambda *_args: (str(path), ""),
    )
    place = open_place()
    place.add()
    (page,) = place.pages
    assert isinstance(page, ReadingPage)
