"""The options by which a command says whom it is about, and the command that lists the saved filters."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from assoc_desktop.association.records import present_season
from assoc_desktop.cli.files import open_association
from assoc_desktop.language import _, ngettext, whole_number
from assoc_desktop.members import listing
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import Kept, filter_named, saved_filters
from assoc_desktop.members.filters.telling import told
from assoc_desktop.members.records import FormerNumber, Member
from assoc_desktop.refusals import Refused


def add_who(parser: argparse.ArgumentParser) -> None:
    """Add `--search` and `--filter`."""
    parser.add_argument(
        "--search", default="", metavar=_("TEXT"), help=_("only those in whom every word is found")
    )
    parser.add_argument(
        "--filter",
        metavar=_("NAME"),
        help=_("only those whom this saved filter lets through; a wrong name lists them"),
    )


def member_with(number: str) -> Member:
    """The member of a number, also of a former one.

    Raises:
        Refused: nobody has it.
    """
    found = Member.get_or_none(Member.number == number)
    if found is None:
        former = FormerNumber.get_or_none(FormerNumber.number == number)
        found = former.member if former else None
    if found is None:
        raise Refused(_("No member has the number {number}.").format(number=number or "—"))
    return found


def chosen_ids(options: argparse.Namespace, *, may_be_nobody: bool = False) -> list[int]:
    """The members that the options of `add_who` choose, in order of names; without options, all that are present.

    Args:
        may_be_nobody: a program that reads the list gets an empty one rather than a refusal.

    Raises:
        Refused: there is no filter of that name, it cannot be used, or search and filter find nobody.
    """
    season = present_season(options.today)
    chosen = filter_named(options.filter) if options.filter else None
    choice = listing.Choice(season_id=season.id if season else None, filter=chosen)
    ids = listing.matching_ids(choice, today=options.today)
    found = listing.found(ids, listing.search_texts(ids), options.search)
    if not (found or may_be_nobody):
        _refuse_nobody(options)
    return found


def _refuse_nobody(options: argparse.Namespace) -> None:
    """Say which search or filter finds nobody; a list without members is no fault."""
    if options.search and options.filter:
        words = _("Nobody is found by the search “{search}” and the filter “{filter}”.")
    elif options.search:
        words = _("Nobody is found by the search “{search}”.")
    elif options.filter:
        words = _("The filter “{filter}” lets nobody through.")
    else:
        return
    raise Refused(words.format(search=options.search, filter=options.filter))


def among(ids: Sequence[int], options: argparse.Namespace) -> list[int]:
    """Those of the ids, in their order, whom the options choose.

    Raises:
        Refused: there is no filter of that name, it cannot be used, or search and filter find nobody at all.
    """
    if options.filter:
        let_through = set(filtered_ids(filter_named(options.filter), options.today))
        ids = [member_id for member_id in ids if member_id in let_through]
    found = listing.found(ids, listing.search_texts(ids), options.search)
    if not found:
        chosen_ids(
            options
        )  # refuses a search that finds nobody, rather than those who are found and not among them
    return found


def list_filters(options: argparse.Namespace) -> None:
    """`filters`: every saved filter, whom it asks for and how many that are; or why it cannot be used."""
    with open_association(options):
        kept = saved_filters(options.today)
        if not kept:
            print(_("No filter is saved."))
        for each in kept:
            print(each.name)
            for line in _lines(each, options):
                print(f"    {line}")


def _lines(kept: Kept, options: argparse.Namespace) -> list[str]:
    lines = [told(kept.group)] if kept.group else []
    if kept.problem or kept.group is None:
        return [*lines, kept.problem]
    n = len(filtered_ids(kept.group, options.today))
    return [*lines, ngettext("{n} member", "{n} members", n).format(n=whole_number(n))]
