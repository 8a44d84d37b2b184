"""The command on statistics: print the tables, or write the report or the spreadsheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from assoc_desktop.association.records import (
    the_association,
)
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import printable
from assoc_desktop.cli.seasons import season_if_any
from assoc_desktop.language import _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import filter_named
from assoc_desktop.members.statistics.rules import Question, Statistics, question_for, read_statistics
from assoc_desktop.members.statistics.rules.asking import told_question
from assoc_desktop.members.statistics.rules.tables import Row, Table, all_rows, all_tables, who, written
from assoc_desktop.refusals import Refused

#: Lines of a figure at most, as on screen; a spreadsheet has all.
MOST_LINES = 15


def tell_statistics(options: argparse.Namespace) -> None:
    """`statistics`: count the members of a season, of the list, or of a saved filter."""
    with open_association(options):
        statistics = read_statistics(_question(options))
        conventions = the_association().conventions_in(language())
        if options.output is None:
            _print(statistics, conventions)
            return
        _write(options.output, statistics, conventions)
    print(_("{file} was written.").format(file=options.output))


def _question(options: argparse.Namespace) -> Question:
    ids = None
    if options.filter:
        ids = filtered_ids(filter_named(options.filter), options.today)
    season = None if options.all else season_if_any(options.season, options.today)
    return question_for(season, options.today, ids=ids, told=options.filter or "")


def _write(path: Path, statistics: Statistics, conventions: Conventions) -> None:
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.members.statistics.documents import report_of, write_spreadsheet

    if path.suffix.lower() == ".xlsx":
        told = told_question(statistics.question, conventions)
        write_spreadsheet(path, all_tables(statistics, conventions), told=told)
    elif path.suffix.lower() == ".pdf":
        pdf = report_of(statistics, conventions, most=MOST_LINES)
        with replacing(path) as unfinished:
            unfinished.write_bytes(pdf)
    else:
        raise Refused(_("Statistics are written as PDF or XLSX: let the name end in .pdf or .xlsx."))


def _print(statistics: Statistics, conventions: Conventions) -> None:
    print(_("Statistics: {members}").format(members=who(statistics.question)))
    print(told_question(statistics.question, conventions))
    for table in all_tables(statistics, conventions, most=MOST_LINES):
        print()
        print(table.title)
        _print_table(table, conventions)
        print(table.definition)


def _print_table(table: Table, conventions: Conventions) -> None:
    lines = [[table.heading, *table.headings]]
    lines += [_texts(row, conventions) for row in all_rows(table)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for texts in lines:
        name, *numbers = texts
        parts = [text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True)]
        print("  " + "  ".join([name.ljust(widths[0]), *parts]).rstrip())


def _texts(row: Row, conventions: Conventions) -> list[str]:
    return [printable(row.name), *(written(cell, conventions) for cell in row.cells)]
