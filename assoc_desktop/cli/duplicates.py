"""Commands on duplicates: the pairs with their reasons, and bringing two members together."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import print_csv, print_json, printable
from assoc_desktop.cli.progress import progress
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.duplicates.comparing import Pair
from assoc_desktop.members.duplicates.finding import find_duplicates
from assoc_desktop.members.duplicates.following import what_follows
from assoc_desktop.members.duplicates.merging import check_merge, merge
from assoc_desktop.members.duplicates.proposing import differences, filled_up
from assoc_desktop.members.duplicates.showing import row_caption, row_in_words
from assoc_desktop.members.duplicates.telling import STRENGTH_NAMES, reasons_in_words
from assoc_desktop.members.records import FormerNumber, Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.refusals import Refused


def list_duplicates(options: argparse.Namespace) -> None:
    """`duplicates`: pairs of members who may be the same, the likeliest first, with what speaks for it."""
    with open_association(options):
        with progress(_("Searching for duplicates")) as line:
            pairs = find_duplicates(progress=line, least=options.least)
        conventions = the_association().conventions_in(language())
        rows = [_row(pair, conventions) for pair in pairs]
    write: dict[str, Callable[[Sequence[dict[str, object]]], None]] = {
        "table": _write_table,
        "csv": _write_csv,
        "json": print_json,
    }
    write[options.format](rows)


def _row(pair: Pair, conventions: Conventions) -> dict[str, object]:
    row: dict[str, object] = {"score": pair.score, "strength": _(STRENGTH_NAMES[pair.strength])}
    for name, member_id in (("one", pair.one), ("other", pair.other)):
        member = Member.get_by_id(member_id)
        row |= {f"{name}_number": member.number or "", name: member.full_name, f"{name}_town": member.town}
    return row | {"reasons": reasons_in_words(pair, conventions)}


def _write_table(rows: Sequence[dict[str, object]]) -> None:
    for row in rows:
        one, other = (
            ", ".join(filter(None, (str(row[f"{name}_number"]), str(row[name]), str(row[f"{name}_town"]))))
            for name in ("one", "other")
        )
        print(printable(f"{row['score']:>3}  {one}  =  {other}"))
        print(printable(f"     {' · '.join(_texts(row['reasons']))}"))
    print(ngettext("{n} pair", "{n} pairs", len(rows)).format(n=len(rows)))


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _write_csv(rows: Sequence[dict[str, object]]) -> None:
    headings = [
        _("Score"), _("How likely"), _("Number"), _("Member"), _("Town"), _("Number"), _("May be"), _("Town"),
        _("Reasons"),
    ]  # fmt: skip
    cells = []
    for row in rows:
        *plain, reasons = row.values()
        cells.append([*map(str, plain), " · ".join(_texts(reasons))])
    print_csv(headings, cells)


def merge_members(options: argparse.Namespace) -> None:
    """`merge`: the second member goes into the first, which gets what it lacks."""
    with open_association(options):
        keep, other = check_merge(*(_member_numbered(number) for number in (options.keep, options.other)))
        conventions = the_association().conventions_in(language())
        before, gone = read_member(keep.id), read_member(other.id)
        data = filled_up(before, gone)
        for row in differences(before, data):
            caption, after = row_caption(row.key), row_in_words(row.key, row.right, conventions)
            told = row_in_words(row.key, row.left, conventions) or _("nothing")
            print(printable(_("{field}: {before} → {after}").format(field=caption, before=told, after=after)))
        for line in what_follows(keep, other, data, conventions):
            print(printable(line))
        if options.dry_run:
            print(_("Nothing was written: this was a dry run."))
            return
        merge(keep.id, other.id, data, today=options.today, conventions=conventions)
    print(
        _("{other} ({number}) was brought into {name}.").format(
            other=other.full_name, number=other.number, name=keep.full_name
        )
    )


def _member_numbered(number: str) -> int:
    member = Member.get_or_none(Member.number == number)
    if member is not None:
        return int(member.id)
    former = FormerNumber.get_or_none(FormerNumber.number == number)
    if former is not None:
        raise Refused(
            _("Number {number} went into that of {name}: the two were brought together already.").format(
                number=number, name=former.member.full_name
            )
        )
    raise Refused(_("No member has the number {number}.").format(number=number))
