"""The figures of a season, against plain counting of raw rows; reports, statements and the command line."""

from __future__ import annotations

import datetime
import io
import random
import shutil

import openpyxl
import pytest
from pypdf import PdfReader

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import Identity, found, head_of, open_season
from assoc_desktop.benefits.catalogue import BenefitData, archive_benefit, save_benefit
from assoc_desktop.benefits.documents.statement import write_statements
from assoc_desktop.benefits.figures import (
    benefits_report,
    benefits_table,
    categories_table,
    divided,
    read_figures,
    unused_table,
)
from assoc_desktop.benefits.records import BenefitUse, Entitlement
from assoc_desktop.benefits.statement import bought, bought_block
from assoc_desktop.benefits.uses import reverse_use
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.memberships import memberships_of, save_membership
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.treasury.desk import Payment, take_payment
from main import main
from tests.benefits.conftest import TODAY, Club
from tests.hostile import HOSTILE


@pytest.fixture(scope="session")
def busy_template(club_template, tmp_path_factory):
    """The file of `busy`, made once."""
    path = shutil.copy(club_template, tmp_path_factory.mktemp("busy") / "club.assoc")
    with open_file(path, SCHEMA):
        _make_busy(Club(made=True))
    return path


@pytest.fixture
def busy(busy_template, tmp_path):
    """Ten members, of whom some owe and paid, with random uses; some reversed, one of who is not enrolled."""
    with open_file(shutil.copy(busy_template, tmp_path / "club.assoc"), SCHEMA):
        yield Club(made=True)


def _make_busy(club):
    chance = random.Random(7)
    people = [
        club.awa,
        club.ben,
        *(club.member(f"M{n}", (club.person, club.student)[n % 2]) for n in range(8)),
    ]
    for member in people[:4]:
        row = memberships_of(member)[0]
        data = MembershipData(
            club.season.id,
            row.category_id,
            TODAY,
            club.season.ends_on,
            fee_due=5000,
            reduction=100,
            reduction_reason="Late",
        )
        save_membership(member, data, membership_id=row.id)
    take_payment(Payment(1234, TODAY, "cash", people[0]), today=TODAY)
    stranger = Member.create(kind="person", family_name="X", sort_name="x", search_text="x").id
    for _time in range(30):
        use = club.use(
            chance.choice([*people, stranger]), chance.choice([club.training, club.loan]), beyond="Fair"
        )
        if chance.random() < 0.3:
            reverse_use(use.id, "Mistake", on=TODAY)
    save_benefit(BenefitData("Never"), categories={club.person.id: None})


def test_every_figure_is_what_plain_counting_gives(busy):
    figures = read_figures(busy.season)
    uses = [each for each in BenefitUse.select() if each.reversed_on is None]
    category_of = {each.member_id: each for each in Membership.select()}
    assert len(uses) < BenefitUse.select().count()
    for each in figures.benefits:
        own = [use for use in uses if use.benefit_id == each.id]
        entitled = {row.category_id for row in Entitlement.select() if row.benefit_id == each.id}
        assert each.uses == len(own)
        assert each.members == len({use.member_id for use in own})
        assert each.cost == sum(use.cost for use in own)
        assert each.value == sum(use.value for use in own)
        assert each.entitled == sum(row.category_id in entitled for row in category_of.values())
    for each in figures.categories:
        people = [row for row in category_of.values() if row.category_id == each.id]
        own = [use for use in uses if getattr(category_of.get(use.member_id), "category_id", 0) == each.id]
        assert each.members == len(people)
        assert each.due == sum(row.fee_due - row.reduction for row in people)
        assert each.paid == (1234 if each.id == busy.person.id else 0)
        assert (each.uses, each.users) == (len(own), len({use.member_id for use in own}))
        assert (each.cost, each.value) == (sum(use.cost for use in own), sum(use.value for use in own))
        assert each.pays_more == (each.id != 0 and each.paid > each.value)
    assert figures.users == len({use.member_id for use in uses})
    assert (figures.uses, figures.enrolled) == (len(uses), len(category_of))
    assert [each.name for each in figures.unused] == ["Never"]


def test_the_list_behind_each_number_is_as_long_as_it_says(busy):
    figures = read_figures(busy.season)
    checked = 0
    for table, behind in (benefits_table(figures), categories_table(figures), unused_table(figures)):
        rows = [*table.rows, table.total]
        for (row, column), who in behind.items():
            heading = table.columns[column].heading
            if heading in ("Entitled", "Members", "Users"):
                assert len(who.find()) == rows[row][column], (table.key, who.told)
                checked += 1
        numbers = {
            (at, column)
            for at, row in enumerate(rows)
            for column, value in enumerate(row)
            if value and isinstance(value, int) and table.columns[column].heading in _WITH_LISTS
        }
        assert numbers <= set(behind) and all(who.find() for who in behind.values())
    assert checked >= 12


_WITH_LISTS = (
    "Members",
    "Users",
    "Uses",
    "Cost",
    "Per use",
    "Value",
    "Dues due",
    "Dues received",
    "Entitled",
)


def test_an_archived_benefit_is_told_while_it_was_used(club):
    archive_benefit(club.loan.id)
    assert [each.name for each in read_figures(club.season).benefits] == ["Training"]
    club.use(club.awa)
    archive_benefit(club.training.id)
    assert [each.name for each in read_figures(club.season).benefits] == ["Training"]


@pytest.mark.parametrize(("amount", "count", "each"), [(10, 4, 3), (9, 4, 2), (0, 3, 0), (1, 0, None)])
def test_shared_out(amount, count, each):
    assert divided(amount, count) == each


@pytest.mark.parametrize(("currency", "written"), [("XAF", "4,000"), ("EUR", "40.00"), ("TND", "4.000")])
def test_currencies(tmp_path, currency, written):
    with create_file(tmp_path / "club.assoc", SCHEMA):
        club = Club(currency)
        club.use(club.awa), club.use(club.awa)
        say = the_association().conventions_in("en")
        (statement,) = bought([club.awa], club.season, today=TODAY, say=say)
        assert written in bought_block(statement, say)["value"]


def test_the_statement_of_a_member(club):
    Member.update(languages="fr,en").where(Member.id == club.awa).execute()
    club.use(club.awa)
    one, other = bought([club.awa, club.ben], club.season, today=TODAY, say=club.say)
    assert [(line.name, line.uses, line.value) for line in one.lines] == [("Training", 1, 2000)]
    assert [each.name for each in one.open] == ["Loan"]
    assert (one.due, one.paid, one.language, one.category) == (0, 0, "fr", "Individual")
    assert (other.lines, [each.name for each in other.open]) == ((), ["Loan"])
    later = club.season.ends_on + datetime.timedelta(days=1)
    assert bought([club.awa], club.season, today=later, say=club.say)[0].open == ()
    block = bought_block(one, the_association().conventions_in("en"))
    assert block["used"].startswith("Training: 1 time, worth ")
    assert (block["season"], block["unused"]) == ("2026", "Loan")
    assert bought_block(other, club.say)["used"] == "Nothing was used yet."


def test_statements_on_paper_one_page_each_in_the_language_of_each(club):
    Member.update(languages="en").where(Member.id == club.awa).execute()
    for n in range(40):
        benefit = save_benefit(BenefitData(f"Benefit {n}", value=n), categories={club.person.id: None})
        if n < 25:
            club.use(club.awa, benefit)
    seen = []
    content = write_statements(
        [club.awa, club.ben], club.season, today=TODAY, progress=lambda *done: seen.append(done)
    )
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) == 2
    assert "What your dues bought in 2026" in pages[0]
    assert "Others" in pages[0]
    assert "and 9 more" in pages[0]
    assert "Awa" in pages[0]
    assert "Ben" in pages[1]
    assert "What your dues bought" not in pages[1]
    assert seen == [(2, 2)]
    with pytest.raises(Exception, match="at least one"):
        write_statements([], club.season, today=TODAY)


def test_hostile_names_on_papers(club):
    people = []
    for text in [each for each in HOSTILE if each.strip() and len(each) <= 120]:
        benefit = save_benefit(
            BenefitData(text, description=text, value=10), categories={club.person.id: None}
        )
        people.append(club.member("New", club.person))
        Member.update(family_name=benefit.name).where(Member.id == people[-1]).execute()
        club.use(people[-1], benefit)
    content = write_statements(people, club.season, today=TODAY)
    assert len(PdfReader(io.BytesIO(content)).pages) == len(people) > 15
    report = report_pdf(lambda say: benefits_report(club.season, say), head_of("en"))
    assert len(PdfReader(io.BytesIO(report)).pages) >= 1


def test_the_command_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        club = Club()
        club.use(club.awa)
        label = Season.get().label
    out = {name: tmp_path / name for name in ("r.pdf", "r.xlsx", "s.pdf")}
    assert main(["report", str(path), "benefits", "--season", label, "-o", str(out["r.pdf"])]) == 0
    assert main(["report", str(path), "benefits", "--season", label, "-o", str(out["r.xlsx"])]) == 0
    assert (
        main(["dues-bought", str(path), "--season", label, "--search", "awa", "-o", str(out["s.pdf"])]) == 0
    )
    assert "1 statement" in capsys.readouterr().out
    assert "Training" in PdfReader(out["r.pdf"]).pages[0].extract_text()
    sheet = openpyxl.load_workbook(out["r.xlsx"]).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == ["Training", 1, 1, 1]
    assert "Awa" in PdfReader(out["s.pdf"]).pages[0].extract_text()
    assert main(["report", str(path), "benefits", "--season", "1999", "-o", str(out["r.pdf"])]) == 1
    assert "1999" in capsys.readouterr().err


def test_a_file_without_a_season(tmp_path):
    with create_file(tmp_path / "new.assoc", SCHEMA):
        found(Identity(name="Club", country="CM"))
        assert read_figures(open_season(TODAY)).benefits == ()
