"""The paper of a closed year: incomes, expenditures, the result, and what is in every cash box and bank."""

from __future__ import annotations

from assoc_desktop.language import _, speaking
from assoc_desktop.reports.paper import Head, Paper
from assoc_desktop.treasury.budgets import BudgetRow
from assoc_desktop.treasury.cashbook.closing import YearResult

_SHARES = (0.1, 0.33, 0.18, 0.18, 0.21)


def closing_paper(result: YearResult, head: Head) -> bytes:
    """The PDF of what a year brought; one that is not closed says so."""
    say, year = head.conventions, result.year
    with speaking(say.language):
        paper = Paper(_("Closing of the year {year}").format(year=year), head)
        days = _("{first} to {last}").format(first=say.date(year.starts_on), last=say.date(year.ends_on))
        closed = say.date(year.closed_on, "long") if year.closed_on else _("not yet: this is a draft")
        paper.facts([(_("Year"), days), (_("Closed on"), closed)])
        for kind, title, total in (
            ("income", _("Income"), result.income),
            ("expense", _("Expenditure"), result.expense),
        ):
            rows = [row for row in result.rows if row.kind == kind]
            paper.heading(title)
            _amounts(paper, rows, total, head)
        words = _("Surplus") if result.result >= 0 else _("Deficit")
        paper.heading(_("{what}: {amount}").format(what=words, amount=say.money(abs(result.result))))
        paper.paragraph(_("It is carried forward to the next year."), small=True)
        paper.heading(_("Cash boxes and banks"))
        _balances(paper, result, head)
        paper.signatures(_("The treasurer"), _("The president of the association"), _("The auditors"))
        return paper.finish()


def _amounts(paper: Paper, rows: list[BudgetRow], total: int, head: Head) -> None:
    say = head.conventions
    cells = [
        (
            row.code,
            row.name,
            "—" if row.planned is None else say.money(row.planned),
            say.money(row.actual),
            say.money(row.before),
        )
        for row in rows
    ]
    planned = sum(row.planned or 0 for row in rows)
    before = sum(row.before for row in rows)
    paper.table(
        (_("Code"), _("Account"), _("Budget"), _("This year"), _("Year before")),
        cells,
        _SHARES,
        right=(2, 3, 4),
        total=("", _("Total"), say.money(planned), say.money(total), say.money(before)),
    )


def _balances(paper: Paper, result: YearResult, head: Head) -> None:
    say, year = head.conventions, result.year
    rows = [(name, say.money(before), say.money(after)) for name, before, after in result.balances]
    paper.table(
        (
            _("Account"),
            _("On {day}").format(day=say.date(year.starts_on)),
            _("On {day}").format(day=say.date(year.ends_on)),
        ),
        rows,
        (0.5, 0.25, 0.25),
        right=(1, 2),
        total=(
            _("Total"),
            say.money(sum(before for _name, before, _after in result.balances)),
            say.money(sum(after for _name, _before, after in result.balances)),
        ),
    )
