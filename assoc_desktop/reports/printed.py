"""Reports as PDF, in the association's language: reports of a few tables with charts, and long lists."""

from __future__ import annotations

from collections.abc import Callable

from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _, speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.pdf import table as lists
from assoc_desktop.pdf.charts import Bar, Chart, Style, bar_chart
from assoc_desktop.reports.paper import Head, Paper
from assoc_desktop.reports.tables import MONEY, TEXT, Report, Table, Value, written

_CHART_SIZE = 8.5


def report_pdf(
    make: Callable[[Conventions], Report], head: Head, *, progress: Progress | None = None
) -> bytes:
    """The PDF of a report.

    Args:
        make: makes the report; it is called while the language of the paper is spoken.
        progress: called with (rows drawn, rows in all) of a long list; what it raises ends the drawing.
    """
    say = head.conventions
    with speaking(say.language):
        report = make(say)
        return _list(report, head, progress) if report.is_list else _paper(report, head)


def _paper(report: Report, head: Head) -> bytes:
    paper, say = Paper(report.title, head), head.conventions
    paper.paragraph(report.told, small=True)
    for table in report.tables:
        if table.chart or len(table.bars) > 1:
            paper.chart(_chart_of(table, say), table.title)
        else:
            paper.heading(table.title)
        paper.table(
            [column.heading for column in table.columns],
            [_texts(row, table, say) for row in table.rows],
            [column.share for column in table.columns],
            right=[place for place, column in enumerate(table.columns) if column.is_right],
            total=_texts(table.total, table, say),
            note=table.definition,
        )
    return paper.finish()


def _chart_of(table: Table, say: Conventions) -> Callable[[float], Chart]:
    if (draw := table.chart) is not None:
        return lambda width: draw(width, Style(_CHART_SIZE, write=say.number))
    bars = [Bar(place, name, amount) for place, (name, amount) in enumerate(table.bars)]
    style = Style(_CHART_SIZE, write=say.amount if table.bars_kind == MONEY else say.number)
    return lambda width: bar_chart(bars, width, style=style, title=table.title)


def _texts(row: tuple[Value, ...], table: Table, say: Conventions) -> list[str]:
    return [written(value, column.kind, say) for value, column in zip(row, table.columns, strict=False)]


def _list(report: Report, head: Head, progress: Progress | None) -> bytes:
    """One table after the other, under the same headings; what each is stands in a row of its own."""
    say = head.conventions
    columns = [
        lists.Column(column.heading, "right" if column.is_right else "left", column.share)
        for column in (report.tables[0].columns if report.tables else ())
    ]
    return lists.parts_report(
        f"{head.name} · {report.title}",
        columns,
        [_part(table, say, is_named=len(report.tables) > 1) for table in report.tables],
        author=head.name,
        language=say.language,
        paper=say.paper(),
        subtitle=report.told,
        notes=list(dict.fromkeys(table.definition for table in report.tables if table.definition)),
        progress=progress,
    )


def _part(table: Table, say: Conventions, *, is_named: bool) -> lists.Part:
    place = _place_of_words(table)
    return lists.Part(
        [_texts(row, table, say) for row in table.rows],
        [table.title if at == place else "" for at in range(len(table.columns))] if is_named else (),
        _texts(table.total, table, say),
        _carried(table, say) if table.sums or table.lasts else None,
    )


def _place_of_words(table: Table) -> int:
    """Where the widest column of words stands."""
    places = [at for at, column in enumerate(table.columns) if column.kind == TEXT]
    return max(places, key=lambda at: table.columns[at].share)


def _carried(table: Table, say: Conventions) -> Callable[[int, bool], list[str]]:
    """The rows that carry the sums from page to page: so many rows are added up at the end of each page."""
    place = _place_of_words(table)
    sums, counted = dict.fromkeys(table.sums, 0), 0

    def row(count: int, is_next_page: bool) -> list[str]:
        nonlocal counted
        for each in filter(table.counts, table.rows[counted:count]):
            for at in table.sums:
                value = each[at]
                sums[at] += value if isinstance(value, int) else 0
        counted = count
        last = {at: table.rows[count - 1][at] for at in table.lasts}
        words = _("Brought forward") if is_next_page else _("Carried over")
        values: dict[int, Value] = {place: words, **sums, **last}
        return _texts(tuple(values.get(at) for at in range(len(table.columns))), table, say)

    return row
