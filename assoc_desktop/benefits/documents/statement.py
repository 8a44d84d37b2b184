"""“What your dues bought this season”: a page for each member, in the member's language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.statement import Bought, bought
from assoc_desktop.language import LANGUAGES, _, ngettext, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.paper import Head, Paper

#: So many members are read and drawn at once.
_PORTION = 200
#: Lines of a page at most, so that each member has one page.
_MOST_USED, _MOST_OPEN = 14, 8


def write_statements(
    ids: Sequence[int],
    season: Season,
    *,
    today: datetime.date,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> bytes:
    """The PDF with the statements of some members, in the order of the ids.

    Args:
        progress: called with (members drawn, in all); may raise `Cancelled`.

    Raises:
        Refused: nobody is named.
    """
    if not ids:
        raise Refused(_("Choose at least one member."))
    usual = the_association().language
    heads = {code: head_of(code) for code in LANGUAGES}
    paper: Paper | None = None
    for start in range(0, len(ids), _PORTION):
        part = list(ids)[start : start + _PORTION]
        for statement in bought(part, season, today=today, say=heads[usual].conventions):
            head = heads[statement.language or usual]
            with speaking(head.conventions.language):
                paper = _begin(paper, statement, head)
                _write(paper, statement, head.conventions, today)
        progress(min(start + _PORTION, len(ids)), len(ids))
    if paper is None:
        raise Refused(_("Choose at least one member."))
    return paper.finish()


def _begin(paper: Paper | None, statement: Bought, head: Head) -> Paper:
    title = _("What your dues bought in {season}").format(season=statement.season)
    if paper is None:
        return Paper(title, head, numbered=False)
    paper.begin_again(title, head)
    return paper


def _write(paper: Paper, statement: Bought, say: Conventions, today: datetime.date) -> None:
    paper.facts(
        [
            (_("Member"), statement.name),
            (_("Number"), statement.number),
            (_("Category"), statement.category),
            (
                _("Dues of the season"),
                say.money(statement.due) if statement.due is not None else _("not enrolled"),
            ),
            (_("Paid for them"), say.money(statement.paid) if statement.due is not None else ""),
            (_("As of"), say.date(today, "long")),
        ]
    )
    paper.heading(_("What you used"))
    if statement.lines:
        _write_used(paper, statement, say)
    else:
        paper.paragraph(_("No use is recorded for you in this season."))
    if statement.open:
        paper.heading(_("What is still there for you"))
        paper.paragraph(_("You are entitled to these benefits and have not used them this season:"))
        for entitled in statement.open[:_MOST_OPEN]:
            left = _times(entitled.left, say)
            paper.point(
                _("{benefit} ({left})").format(benefit=entitled.name, left=left) if left else entitled.name
            )
        _tell_rest(paper, len(statement.open) - _MOST_OPEN, say)
    paper.paragraph(
        _(
            "The worth of a benefit is what the association reckons for one use, as it was on the day of the use."
        ),
        small=True,
    )


def _write_used(paper: Paper, statement: Bought, say: Conventions) -> None:
    rows = [
        (line.name, say.number(line.uses), say.amount(line.value) if line.value else "")
        for line in statement.lines[:_MOST_USED]
    ]
    rest = statement.lines[_MOST_USED:]
    if rest:
        uses, value = sum(line.uses for line in rest), sum(line.value for line in rest)
        rows.append((_("Others"), say.number(uses), say.amount(value)))
    paper.table(
        [_("Benefit"), _("Uses"), _("Worth")],
        rows,
        [0.6, 0.15, 0.25],
        right=(1, 2),
        total=(_("All together"), say.number(statement.uses), say.money(statement.value)),
    )


def _tell_rest(paper: Paper, more: int, say: Conventions) -> None:
    if more > 0:
        words = ngettext("… and {n} more.", "… and {n} more.", more)
        paper.paragraph(words.format(n=say.number(more)), small=True)


def _times(left: int | None, say: Conventions) -> str:
    if left is None:
        return ""
    return ngettext("{n} time", "{n} times", left).format(n=say.number(left))
