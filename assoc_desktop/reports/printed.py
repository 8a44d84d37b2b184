"""Reports as PDF, in the association's language: reports of a few tables with charts, and long lists."""

from __future__ import annotations

from collections.abc import Callable

from assoc_desktop.language import speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.pdf import table as lists
from assoc_desktop.pdf.charts import Bar, Chart, Style, bar_chart
from assoc_desktop.reports.paper import Head, Paper
from assoc_desktop.reports.tables import Report, Table, Value, written

_CHART_SIZE = 8.5


def report_pdf(make: Callable[[Conventions], Report], head: Head) -> bytes:
    """The PDF of a report.

    Args:
        make: makes the report; it is called while the language of the paper is spoken.
    """
    say = head.conventions
    with speaking(say.language):
        report = make(say)
        return _list(report, head) if report.is_list else _paper(report, head)


def _paper(report: Report, head: Head) -> bytes:
    paper, say = Paper(report.title, head), head.conventions
    paper.paragraph(report.told, small=True)
    for table in report.tables:
        if len(table.bars) > 1:
            paper.chart(_chart_of(table, say), table.title)
        else:
            paper.heading(table.title)
        paper.table(
            [column.heading for column in table.columns],
            [_texts(row, table, say) for row in table.rows],
            [column.share for column in table.columns],
            right=[place for place, column in enumerate(table.columns) if column.is_right],
            total=_texts(table.total, table, say),
        )
        paper.paragraph(table.definition, small=True)
    return paper.finish()


def _chart_of(table: Table, say: Conventions) -> Callable[[float], Chart]:
    bars = [Bar(place, name, amount) for place, (name, amount) in enumerate(table.bars)]
    style = Style(_CHART_SIZE, write=say.amount)
    return lambda width: bar_chart(bars, width, style=style, title=table.title)


def _texts(row: tuple[Value, ...], table: Table, say: Conventions) -> list[str]:
    return [written(value, column.kind, say) for value, column in zip(row, table.columns, strict=False)]


def _list(report: Report, head: Head) -> bytes:
    """One table after the other, under the same headings; what each is stands in a row of its own."""
    say = head.conventions
    rows: list[list[str]] = []
    for table in report.tables:
        place = next(at for at, column in enumerate(table.columns) if column.kind == "text")
        if len(report.tables) > 1:
            rows.append(["" if at != place else table.title for at in range(len(table.columns))])
        rows += [_texts(row, table, say) for row in table.rows]
        rows.append(_texts(table.total, table, say))
    columns = [
        lists.Column(column.heading, "right" if column.is_right else "left", column.share)
        for column in (report.tables[0].columns if report.tables else ())
    ]
    notes = " ".join([report.told, *(table.definition for table in report.tables if table.definition)])
    return lists.table_report(
        f"{head.name} · {report.title}",
        columns,
        rows,
        author=head.name,
        language=say.language,
        paper=say.paper(),
        subtitle=notes,
    )
