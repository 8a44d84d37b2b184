"""What is kept for the next statements is seen, renamed, changed and removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.exchange.statements.columns import Columns
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.records import StatementLine, StatementProfile, StatementRule
from assoc_desktop.treasury.statements.forms.kept_page import ProfilesPage, RulesPage
from assoc_desktop.treasury.statements.listing import compare
from assoc_desktop.treasury.statements.posting import change_rule, rules, save_rule
from assoc_desktop.treasury.statements.profiles import change_profile, profiles, remove_profile
from assoc_desktop.treasury.statements.reading import prepare, take_in
from tests.screens import button, dialog_over, message_at, press, retype, show_page


@pytest.fixture
def path(books, tmp_path):
    """A list that was read in, of the bank, with its balance."""
    path = tmp_path / "s.csv"
    path.write_text(
        "Date;Libellé;Montant;Solde\n02/05/2026;Awa;5000;5000\n13/05/2026;Ben;100;5100\n", "utf-8"
    )
    take_in(prepare(path, account_id=books.bank.id))
    return path


def test_a_profile_says_what_it_is_known_by(books, path):
    (kept,) = profiles()
    assert (kept.account_id, kept.headings) == (books.bank.id, ("date", "libelle", "montant", "solde"))
    assert kept.columns.fields["libelle"] == "text" and compare(books.bank.id) is not None


def test_changed_columns_are_those_of_the_next_reading(books, path):
    (kept,) = profiles()
    fields = {**kept.columns.fields, "libelle": "party"}
    change_profile(kept.id, " My bank ", books.bank.id, Columns(fields, "dmy", ","))
    StatementLine.delete().execute()
    again = prepare(path)
    assert [line.party for line in again.lines] == ["Awa", "Ben"] and again.account.id == books.bank.id
    assert profiles()[0].name == "My bank"
    undo(last_undoable().id)
    assert profiles()[0].name != "My bank"


def test_a_profile_of_another_account_forgets_the_balance(books, path):
    (kept,) = profiles()
    change_profile(kept.id, kept.name, books.cash.id, kept.columns)
    assert compare(books.bank.id) is None and compare(books.cash.id) is None


def test_what_a_profile_cannot_be(books, path):
    (kept,) = profiles()
    StatementProfile.create(name="Other", account=books.cash, mapping="{}")
    for name, words in (("  ", "Write a name"), ("Other", "Another profile")):
        with pytest.raises(Invalid) as problem:
            change_profile(kept.id, name, books.bank.id, kept.columns)
        assert words in problem.value.problems["name"]
    with pytest.raises(Refused, match="No column holds amounts"):
        change_profile(kept.id, "x", books.bank.id, Columns({"date": "day"}))
    remove_profile(kept.id)
    for work in (lambda: remove_profile(kept.id), lambda: change_profile(kept.id, "x", 1, kept.columns)):
        with pytest.raises(Refused, match="no longer there"):
            work()
    assert StatementLine.select().count() == 2


def test_a_rule_is_changed(books):
    rule, other = save_rule("loyer", books.rent.id), save_rule("dons", books.donations.id)
    change_rule(rule.id, "Loyer de mai", books.cash.id)
    assert ("loyer de mai", books.cash.id) in [(each.words, each.account_id) for each in rules()]
    for words, told in (("a", "three letters"), ("DONS", "Another rule")):
        with pytest.raises(Invalid) as problem:
            change_rule(rule.id, words, books.cash.id)
        assert told in problem.value.problems["words"]
    change_rule(other.id, "dons", books.rent.id)
    StatementRule.delete().execute()
    with pytest.raises(Refused, match="no longer there"):
        change_rule(rule.id, "loyer", books.cash.id)


def test_rules_by_the_keyboard(qtbot, books, desk):
    save_rule("loyer", books.rent.id)
    page = show_page(qtbot, RulesPage(desk))
    page.pane.table.select_id(page.pane.table.model.ids[0])
    press(button(page, "Change…"), Qt.Key.Key_Space)
    dialog = dialog_over(page)
    retype(dialog.page.fields["words"].target(), "x")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert "three letters" in message_at(dialog.page, "words")
    retype(dialog.page.fields["words"].target(), "Bail")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert page.pane.table.model.row(0).texts["words"] == "bail"
    page.pane.table.select_id(page.pane.table.model.ids[0])
    press(button(page, "Remove"), Qt.Key.Key_Space)
    assert page.pane.table.model.ids == []


def test_profiles_by_the_keyboard(qtbot, books, desk, path):
    page = show_page(qtbot, ProfilesPage(desk))
    assert "date, libelle, montant, solde" in page.pane.table.model.row(0).texts["about"]
    page.pane.table.select_id(page.pane.table.model.ids[0])
    press(button(page, "Change…"), Qt.Key.Key_Space)
    dialog = dialog_over(page)
    retype(dialog.page.fields["name"].target(), "Caisse d’épargne")
    dialog.page.fields["column1"].set_typed("party")
    press(dialog.page.save_button, Qt.Key.Key_Space)
    assert page.pane.table.model.row(0).texts["name"] == "Caisse d’épargne"
    assert profiles()[0].columns.fields["libelle"] == "party"
    page.pane.table.select_id(page.pane.table.model.ids[0])
    press(button(page, "Forget"), Qt.Key.Key_Space)
    assert page.pane.table.model.ids == [] and StatementLine.select().count() == 2
