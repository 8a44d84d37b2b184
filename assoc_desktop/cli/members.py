"""Commands on members: the list, and the import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assoc_desktop.association.records import present_season, the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import print_csv, print_json, print_table
from assoc_desktop.cli.who import chosen_ids
from assoc_desktop.exchange.csv_writer import list_separator
from assoc_desktop.language import _, language, ngettext, whole_number
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members import listing
from assoc_desktop.members.status import STATUSES
from assoc_desktop.refusals import Refused

if TYPE_CHECKING:
    from assoc_desktop.members.importing.mapping import Mapping
    from assoc_desktop.members.importing.rules import Plan

#: What a member has in JSON: fields of a row, for other programs.
_COLUMNS = ("number", "name", "category", "status", "town", "phone", "email", "to_pay")

#: So many rows that do not enrol are told one by one.
_MOST_TOLD = 10


def list_members(options: argparse.Namespace) -> None:
    """`members`: the list in order of names."""
    with open_association(options):
        season = present_season(options.today)
        ids = chosen_ids(options, may_be_nobody=options.format != "table")
        rows = listing.rows(ids, season_id=season.id if season else None, today=options.today)
        if options.format != "table":  # it leaves the office
            rows = [listing.usable(row) for row in rows]
        conventions = the_association().conventions_in(language())
    write = {"table": _write_table, "csv": _write_csv, "json": _write_json}[options.format]
    write(rows, conventions)


def _headings() -> list[str]:
    return [
        _("Number"), _("Name"), _("Category"), _("Status"), _("Town"), _("Phone"), _("E-mail"), _("Left to pay")
    ]  # fmt: skip


def _cells(row: listing.Row, conventions: Conventions) -> list[str]:
    to_pay = "" if row.to_pay is None else conventions.amount(row.to_pay)
    phone = _marked("phone", conventions.phone(row.phone) if row.phone else "", row)
    email = _marked("email", row.email, row)
    return [row.number, row.name, row.category, _(STATUSES[row.status]), row.town, phone, email, to_pay]


def _marked(purpose: str, text: str, row: listing.Row) -> str:
    """A phone or e-mail that its member does not want used, with a mark."""
    return _("{text} (not to be used)").format(text=text) if text and purpose in row.refuses else text


def _write_table(rows: Sequence[listing.Row], conventions: Conventions) -> None:
    print_table(_headings(), [_cells(row, conventions) for row in rows])
    print(ngettext("{n} member", "{n} members", len(rows)).format(n=len(rows)))


def _write_csv(rows: Sequence[listing.Row], conventions: Conventions) -> None:
    print_csv(_headings(), [_cells(row, conventions) for row in rows])


def _write_json(rows: Sequence[listing.Row], conventions: Conventions) -> None:
    del conventions  # JSON is for programs: raw values
    print_json([{name: getattr(row, name) for name in _COLUMNS} for row in rows])


def import_list(options: argparse.Namespace) -> None:
    """`import`: read a list, say what each row would do, and write it as one operation that can be undone."""
    from assoc_desktop.cli.progress import progress
    from assoc_desktop.exchange import open_table
    from assoc_desktop.members.importing.mapping import guess_mapping
    from assoc_desktop.members.importing.rules import apply, dry_run, write_rejected

    with progress(_("Reading the list")) as line:
        table = open_table(options.list, progress=line)
    with open_association(options):
        mapping = guess_mapping(table, kind=options.kind)
        _adjust(mapping, options)
        with progress(_("Checking the rows")) as line:
            plan = dry_run(table, mapping, today=options.today, file_name=options.list.name, progress=line)
        _tell_plan(plan)
        if options.rejected and plan.rejected:
            n = write_rejected(plan, options.rejected, delimiter=list_separator(language()))
            print(
                ngettext("{n} row was written to {file}.", "{n} rows were written to {file}.", n).format(
                    n=n, file=options.rejected
                )
            )
        if options.dry_run:
            print(_("Nothing was written: this was a dry run."))
            return
        with progress(_("Writing the members")) as line:
            outcome = apply(plan, today=options.today, progress=line)
    print(
        _(
            "{added} members added, {changed} changed, {enrolled} enrolled. The file as it was before: {backup}"
        ).format(
            added=outcome.added, changed=outcome.changed, enrolled=outcome.enrolled, backup=outcome.backup
        )
    )


def _adjust(mapping: Mapping, options: argparse.Namespace) -> None:
    """Put what the person said in the place of what was guessed."""
    from assoc_desktop.members.importing.targets import TARGETS

    for pair in options.map:
        field, _equals, column = pair.partition("=")
        try:
            mapping.map(field, column)
        except KeyError:
            raise Refused(
                _("“{pair}” names no field or no column. Fields: {fields}. Columns: {columns}.").format(
                    pair=pair,
                    fields=", ".join(TARGETS),
                    columns=", ".join(each.heading for each in mapping.columns),
                )
            ) from None
    mapping.category = options.category or mapping.category
    mapping.season = options.season or mapping.season


def _tell_plan(plan: Plan) -> None:
    from assoc_desktop.members.importing.rules import STATUSES as OUTCOMES

    for status, count in plan.counts.items():
        print(_("{outcome}: {n}").format(outcome=_(OUTCOMES[status]), n=whole_number(count)))
    staying_out = [row for row in plan.rows if row.stays_out]
    for row in staying_out[:_MOST_TOLD]:
        print(
            _("Line {line}: {reason}").format(line=row.line, reason=f"{row.name}: {row.stays_out}"),
            file=sys.stderr,
        )
    if len(staying_out) > _MOST_TOLD:
        more = len(staying_out) - _MOST_TOLD
        words = ngettext("… and {n} more is not enrolled.", "… and {n} more are not enrolled.", more)
        print(words.format(n=whole_number(more)), file=sys.stderr)
    for row in plan.rejected[:10]:
        reason = " ".join(row.problems) or row.why
        print(_("Line {line}: {reason}").format(line=row.line, reason=reason), file=sys.stderr)
    if len(plan.rejected) > 10:
        more = len(plan.rejected) - 10
        print(
            ngettext(
                "… and {n} more row; --rejected writes them all.",
                "… and {n} more rows; --rejected writes them all.",
                more,
            ).format(n=more),
            file=sys.stderr,
        )
