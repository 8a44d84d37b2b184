"""Who is erased goes from the lines of statements as well; the file is known again, and the books hold."""

from __future__ import annotations

from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import Entry, EntryText, StatementLine
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


def test_the_words_of_entries_go_and_what_is_sealed_stays_and_is_told(books, lines):
    member = lines.member("Kwitcheu", "Zaïnabou")
    gift = Draft(
        "income", TODAY, (Line(books.cash.id, 500), Line(books.donations.id, -500)),
        text="Don de Zaïnabou Kwitcheu, fête", party="Zaïnabou Kwitcheu", reference="CHQ KWITCHEU ZAINABOU",
    )  # fmt: skip
    entry = post(gift, today=TODAY)
    reverse(entry.id, on=TODAY, reason="Zaïnabou Kwitcheu s’est trompée", today=TODAY)
    mentions = plan_erasing(member, today=TODAY, conventions=books.conventions).mentions
    assert {mention.where for mention in mentions} == {"An entry of the journal"}
    assert sorted((mention.kind, mention.column) for mention in mentions) == [
        ("sealed", "reason"), ("sealed", "reference"), ("sealed", "reference"),
        ("text", "party"), ("text", "text"), ("text", "text"),
    ]  # fmt: skip
    erase([member], today=TODAY, mentions=[mention.key for mention in mentions])
    words = [(row.text, row.party) for row in EntryText.select().order_by(EntryText.id)]
    assert words == [
        ("Don de Personne effacée, fête", "Personne effacée"),
        ("Don de Personne effacée, fête", ""),
    ]
    assert Entry.get_by_id(entry.id).reference == "CHQ KWITCHEU ZAINABOU"
    assert check_books() == []
