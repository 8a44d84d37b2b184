"""Who is erased goes from the lines of statements as well; the file is known again, and the books hold."""

from __future__ import annotations

from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.records import StatementLine
from assoc_desktop.treasury.statements.reading import prepare, take_in
from tests.treasury.conftest import TODAY


def test_the_name_goes_and_the_statement_is_still_known(books, lines, tmp_path):
    member = lines.member("Kwitcheu", "Zaïnabou")
    path = tmp_path / "bank.csv"
    path.write_text(
        "Date;Libellé;Montant\n2026-05-01;VIR KWITCHEU ZAINABOU;5000\n2026-05-02;Autre;7\n", encoding="utf-8"
    )
    take_in(prepare(path, account_id=books.bank.id))
    (mention,) = plan_erasing(member, today=TODAY, conventions=books.conventions).mentions
    assert (mention.where, mention.excerpt) == ("A line of a statement", "VIR KWITCHEU ZAINABOU")
    erase([member], today=TODAY, mentions=[mention.key])
    texts = [line.text for line in StatementLine.select().order_by(StatementLine.day)]
    assert "KWITCHEU" not in texts[0] and texts[1] == "Autre"
    assert prepare(path, account_id=books.bank.id).lines == []
    assert check_books() == []
