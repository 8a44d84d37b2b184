"""One movement in two kinds of files is probably the same line: shown so, posted once, and a person decides."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import Association
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.records import Entry, StatementLine
from assoc_desktop.treasury.statements.listing import line_rows
from assoc_desktop.treasury.statements.matching import proposals
from assoc_desktop.treasury.statements.posting import confirm, take_back
from assoc_desktop.treasury.statements.reading import prepare, take_in
from tests.exchange.statements import samples
from tests.treasury.conftest import TODAY

FORMATS = {
    "a.csv": samples.CSV_BANK,
    "a.ofx": samples.OFX1,
    "a.xml": samples.camt(),
    "a.sta": samples.MT940,
}


@pytest.fixture
def read(books, tmp_path):
    """Looks at a statement of the bank, in euros."""
    Association.update(currency="EUR").execute()

    def look(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return prepare(path, account_id=books.bank.id)

    return look


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("a.csv", "a.ofx", 3),
        ("a.ofx", "a.sta", 3),
        ("a.sta", "a.csv", 3),
        # CAMT.053 tells the payments of a deposit one by one: only what is one movement in both is compared.
        ("a.csv", "a.xml", 2),
        ("a.xml", "a.sta", 2),
    ],
)
def test_formats_are_recognised_in_each_other(read, first, second, count):
    before = take_in(read(first, FORMATS[first]))
    again = read(second, FORMATS[second])
    assert len(again.twins) == count
    assert {each.source for each in again.twins.values()} == {first}
    assert take_in(again) == len(again.lines) - count
    assert StatementLine.select().count() == before + len(again.lines) - count
    assert len(read(second, FORMATS[second]).twins) == count


def csv(*rows):
    return "Date;Libellé;Montant\n" + "".join(f"{day};{text};{amount}\n" for day, text, amount in rows)


def ofx(*rows):
    movements = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day.replace('-', '')}<TRNAMT>{amount}<FITID>{number}<NAME>{text}</STMTTRN>"
        for number, (day, text, amount) in enumerate(rows)
    )
    return f"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>99887766</BANKACCTFROM><BANKTRANLIST>{movements}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"


def test_of_equal_lines_each_stands_for_one(read):
    take_in(read("a.csv", csv(("2026-05-04", "AWA", 50), ("2026-05-04", "BEN", 50), ("2026-05-06", "X", 1))))
    three = [
        ("2026-05-04", "a", 50),
        ("2026-05-05", "b", 50),
        ("2026-05-06", "c", 50),
        ("2026-05-07", "d", 50),
    ]
    again = read("a.ofx", ofx(*three))
    assert len(again.lines) == 4 and len(again.twins) == 2
    assert take_in(again) == 2


def test_the_next_days_of_the_same_list_are_no_twins(read):
    take_in(read("april.csv", csv(("2026-05-02", "AWA", 50), ("2026-05-03", "AWA", 50))))
    may = read("may.csv", csv(("2026-05-04", "BEN", 50), ("2026-05-05", "AWA", 50)))
    assert len(may.lines) == 2 and may.twins == {}
    take_in(may)
    more = read(
        "more.csv", csv(("2026-05-04", "BEN", 50), ("2026-05-04", "C", 50), ("2026-05-05", "AWA", 50))
    )
    assert (more.known, len(more.lines), more.twins) == (2, 1, {})


def test_taken_in_nevertheless_it_is_proposed_and_a_yes_posts_nothing(read, books):
    take_in(read("a.csv", csv(("2026-05-04", "VIR AWA", 50), ("2026-05-09", "X", 1))))
    (line, _other) = StatementLine.select().order_by(StatementLine.day)
    confirm(line.id, proposals([line.id])[line.id][0], today=TODAY)
    again = read("a.ofx", ofx(("2026-05-05", "AWA VIREMENT", 50), ("2026-05-09", "Y", 2)))
    assert take_in(again, twins_too=True) == 2
    twin = StatementLine.get(StatementLine.source == "a.ofx", StatementLine.amount == 5000)
    best = proposals([twin.id])[twin.id][0]
    assert (best.kind, best.other_line_id) == ("twin", line.id)
    assert "a.csv" in best.told and "Nearly the same words" in best.reasons
    assert confirm(twin.id, best, today=TODAY) is None
    assert Entry.select().count() == 1 and check_books() == []
    row = line_rows([twin.id])[twin.id]
    assert row.state == "ignored" and "a.csv" in row.ignored_because
    take_back(twin.id, reason="", today=TODAY)
    assert line_rows([twin.id])[twin.id].state == "open"


def test_only_the_later_of_two_is_a_twin_and_only_within_what_the_other_covers(books, lines):
    day = TODAY - datetime.timedelta(days=2)
    first = lines.add(700, "x", day=day)
    lines.add(1, "y", day=TODAY)
    StatementLine.update(source="a.csv").execute()
    second, far = lines.add(700, "z", day=day), lines.add(700, "w", day=TODAY + datetime.timedelta(days=1))
    found = proposals([first, second, far])
    kinds = {each: [one.kind for one in found[each]] for each in found}
    assert "twin" in kinds[second] and "twin" not in kinds[first] and "twin" not in kinds[far]
