"""`change`: many members at once, with a dry run that says what would be."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator

from assoc_desktop.association.records import the_association
from assoc_desktop.cli.files import open_association
from assoc_desktop.cli.printing import printable
from assoc_desktop.cli.progress import progress
from assoc_desktop.cli.seasons import season_named, season_or_present
from assoc_desktop.cli.who import add_who, chosen_ids
from assoc_desktop.language import _, language, ngettext, whole_number
from assoc_desktop.language.folding import fold
from assoc_desktop.members.changing.model import (
    SETTABLE,
    AddTag,
    AppendNotes,
    Archive,
    Change,
    Enrol,
    RemoveTag,
    Resign,
    SetCategory,
    SetCustom,
    SetField,
)
from assoc_desktop.members.changing.rules import Plan, apply, dry_run
from assoc_desktop.members.changing.words import Words, told
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.records import Category
from assoc_desktop.members.references import find_institutions
from assoc_desktop.members.rules import category_named
from assoc_desktop.refusals import Refused

#: So many differences and so many refusals are printed.
_MOST_TOLD = 10


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Add whom, and every change that can be asked for."""
    add_who(parser)
    parser.add_argument("--all", action="store_true", help=_("all members that are not archived"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=_("FIELD=VALUE"),
        help=_("set a field, or clear it with an empty value; a wrong name lists the fields"),
    )
    parser.add_argument("--add-tag", action="append", default=[], metavar=_("TAG"), help=_("add a tag"))
    parser.add_argument("--remove-tag", action="append", default=[], metavar=_("TAG"), help=_("remove a tag"))
    parser.add_argument("--note", metavar=_("TEXT"), help=_("write a line below the notes"))
    parser.add_argument("--enrol", metavar=_("LABEL"), help=_("enrol for this season"))
    parser.add_argument(
        "--category",
        metavar=_("NAME"),
        help=_("with --enrol: in this category; alone: the new category of this season's memberships"),
    )
    parser.add_argument(
        "--category-fee", action="store_true", help=_("a new category brings its fee; else what is due stays")
    )
    parser.add_argument("--resign", type=_day, metavar=_("DATE"), help=_("record a resignation on this day"))
    parser.add_argument(
        "--reason", default="", metavar=_("TEXT"), help=_("why they resign, kept in the notes")
    )
    parser.add_argument("--archive", type=_day, metavar=_("DATE"), help=_("archive on this day"))
    parser.add_argument(
        "--leave-out-refused",
        action="store_true",
        help=_("who is refused stays as they are, the others change"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a day. Write year, month and day, like 2026-07-31.").format(text=text)
        ) from None


def change(options: argparse.Namespace) -> None:
    """`change`: say what would be, and do it as one operation that can be undone."""
    if not (options.search or options.filter or options.all):
        raise Refused(_("Say whom to change: --search, --filter, or --all for everybody."))
    with open_association(options):
        changes = list(_changes(options))
        ids = chosen_ids(options)
        conventions = the_association().conventions_in(language())
        with progress(_("Looking at what would change")) as line:
            plan = dry_run(ids, changes, today=options.today, conventions=conventions, progress=line)
        _tell(plan)
        if options.dry_run:
            print(_("Nothing was written: this was a dry run."))
            return
        with progress(_("Changing the members")) as line:
            n = apply(plan, leave_out_refused=options.leave_out_refused, progress=line)
    print(ngettext("{n} member was changed.", "{n} members were changed.", n).format(n=whole_number(n)))


def _changes(options: argparse.Namespace) -> Iterator[Change]:
    yield from (_set(pair) for pair in options.set)
    yield from map(AddTag, options.add_tag)
    yield from map(RemoveTag, options.remove_tag)
    if options.note is not None:
        yield AppendNotes(options.note)
    category = _category(options.category) if options.category else None
    if options.enrol:
        yield Enrol(season_named(options.enrol).id, category.id if category else None)
    elif category is not None:
        season = season_or_present(None, options.today)
        yield SetCategory(season.id, category.id, keep_fee=not options.category_fee)
    if options.resign:
        yield Resign(options.resign, options.reason)
    if options.archive:
        yield Archive(options.archive)


def _set(pair: str) -> Change:
    name, equals, value = pair.partition("=")
    own = {fold(field.name): field.id for field in custom_fields()}
    if equals and name in ("employer", "employer_id"):
        return SetField("employer_id", _employer(value))
    if equals and name in SETTABLE:
        return SetField(name, value)
    if equals and fold(name) in own:
        return SetCustom(own[fold(name)], value)
    known = ", ".join([*SETTABLE, *(field.name for field in custom_fields())]).replace(
        "employer_id", "employer"
    )
    raise Refused(_("“{pair}” sets no field. Fields: {fields}.").format(pair=pair, fields=known))


def _employer(name: str) -> int | None:
    if not name.strip():
        return None
    found = [member_id for member_id, each, _town in find_institutions(name) if fold(each) == fold(name)]
    if len(found) != 1:
        raise Refused(_("“{name}” is not the name of exactly one institution of the list.").format(name=name))
    return found[0]


def _category(name: str) -> Category:
    category = category_named(name)
    if category is None:
        known = ", ".join(each.name for each in Category.select().order_by(Category.position))
        raise Refused(
            _("There is no category “{category}”. Categories: {known}.").format(category=name, known=known)
        )
    return category


def _tell(plan: Plan) -> None:
    """Counts and the first differences; the first refusals on standard error."""
    for words, n in (
        (_("Changed: {n}"), len(plan.changed)),
        (_("Stay as they are: {n}"), len(plan.unchanged)),
        (_("Refused: {n}"), len(plan.refused)),
    ):
        print(words.format(n=whole_number(n)))
    words_of = Words(plan.conventions)
    for judged in plan.differences(plan.changed[:_MOST_TOLD]):
        lines = "  ·  ".join(told(each) for each in words_of.differences(judged))
        print(printable(f"{judged.before.data.full_name}: {lines}"))
    for judged in plan.differences(list(plan.refused)[:_MOST_TOLD]):
        print(printable(f"{judged.before.data.full_name}: {judged.reason}"), file=sys.stderr)
