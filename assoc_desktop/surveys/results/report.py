"""The results of a survey as a report: a chart and a table for each question, the groups, and the quotes."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.reports.tables import COUNT, Column, Report, Table, Value, text
from assoc_desktop.surveys.building import the_survey
from assoc_desktop.surveys.records import MODES, Survey
from assoc_desktop.surveys.results.counting import Results, quotes_of, read_results
from assoc_desktop.surveys.results.grouping import Grouping, by_group, groupings_of
from assoc_desktop.surveys.results.telling import (
    Figure,
    figures_of,
    group_tables,
    per_cent,
    told_groups,
    told_rate,
)
from assoc_desktop.surveys.wording import title_of


def results_report(survey: Survey | int, say: Conventions) -> Report:
    """Everything that a survey found, in the language spoken now."""
    record = the_survey(survey)
    results, quotes = read_results(record), quotes_of(record)
    tables = [
        _question_table(figure, quotes.get(figure.question.id, []), say)
        for figure in figures_of(results, say)
    ]
    tables += [_group_table(results, grouping, say) for grouping in groupings_of(record)]
    title = _("Results: {survey}").format(survey=title_of(record))
    return Report(title, told_survey(results, say), tuple(tables), _file_name(title))


def told_survey(results: Results, say: Conventions) -> str:
    """What the results are of: how many answered, whether with names, when."""
    survey = results.survey
    parts = [f"{survey.name}."] if title_of(survey) != survey.name else []
    parts += [told_rate(results, say), _("{mode}.").format(mode=_(MODES[survey.mode]))]
    if survey.opened_on and survey.closed_on:
        words = _("Open from {first} to {last}.")
        parts.append(words.format(first=say.date(survey.opened_on), last=say.date(survey.closed_on)))
    elif survey.opened_on:
        parts.append(_("Open since {day}; forms may still come.").format(day=say.date(survey.opened_on)))
    return " ".join(parts)


def _question_table(figure: Figure, quotes: list[str], say: Conventions) -> Table:
    definition = " ".join((*figure.facts, figure.definition))
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    if figure.lines:
        columns, rows = _counts(figure, say)
    elif figure.question.kind == "text":
        columns, rows = (text(_("In their words"), 1.0),), tuple((quote,) for quote in quotes)
    else:
        columns, rows = (text(_("Figures"), 1.0),), tuple((fact,) for fact in figure.facts)
        definition = figure.definition
    bars = tuple((line.name, line.count) for line in figure.lines)
    return Table(
        f"question {figure.question.code}", figure.title, definition, columns, rows, bars=bars, bars_kind=COUNT
    )  # fmt: skip


def _counts(figure: Figure, say: Conventions) -> tuple[tuple[Column, ...], tuple[tuple[Value, ...], ...]]:
    """How often each answer was given, and its share; with the share in the round before, where there was one."""
    headings = [_("Share"), _("Before")] if figure.has_before else [_("Share")]
    columns = (
        text(_("Answer"), 0.84 - 0.22 * len(headings)),
        Column(_("Count"), COUNT, 0.16),
        *(Column(heading, COUNT, 0.22) for heading in headings),
    )
    rows: list[tuple[Value, ...]] = []
    for line in figure.lines:
        shares = [line.share, line.before][: len(headings)]
        rows.append((line.name, line.count, *("" if one is None else per_cent(one, say) for one in shares)))
    return columns, tuple(rows)


def _group_table(results: Results, grouping: Grouping, say: Conventions) -> Table:
    names = {"category": _("By category"), "region": _("By region")}
    groups = by_group(results.survey, grouping)
    rows: list[tuple[Value, ...]] = [
        (table.title if place == 0 else table.question.code, name, n, said)
        for table in group_tables(results, groups, say)
        for place, (name, n, said) in enumerate(table.rows)
    ]
    columns = (
        text(_("Question"), 0.28), text(_("Group"), 0.22), Column("n", COUNT, 0.08), text(_("What they say"), 0.42),
    )  # fmt: skip
    return Table(
        f"group {grouping.key}", names.get(grouping.key, grouping.key), told_groups(), columns, tuple(rows)
    )


def _file_name(title: str) -> str:
    return "".join(sign if sign.isalnum() or sign in " -." else "-" for sign in title).strip()[:80]
