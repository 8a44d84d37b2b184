"""The report of the solidarity fund: counts and sums by kind, season and criterion; names only for the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.fund.listing import ListedRequest, read_funds, read_requests
from assoc_desktop.benefits.fund.requests import STATES
from assoc_desktop.benefits.records import REQUEST_KINDS, SolidarityCriterion, SolidarityMet
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.reports.tables import COUNT, DAY, MONEY, TEXT, Column, Report, Table, Value, sums_of


def fund_report(season: Season | None, _say: Conventions, *, with_names: bool = False) -> Report:
    """The report on the requests of a season, or of all.

    Args:
        with_names: list the requests with the names of the members; for the board alone.
    """
    found = list(read_requests(season_id=season.id if season else None).values())
    tables = [_funds(), _by(_("By reason"), _("Reason"), found, lambda each: _(REQUEST_KINDS[each.kind]))]
    if season is None:
        tables.append(_by(_("By season"), _("Season"), found, lambda each: each.season))
    tables.append(_criteria(found))
    if with_names:
        tables.append(_named(found))
    told = _("Requests for season {season}.").format(season=season.label) if season else _("All requests.")
    if with_names:
        told = _("{told} For the board alone: this report holds names.").format(told=told)
    title = _("Solidarity fund")
    return Report(title, told, tuple(tables), _("Solidarity fund"))


def _funds() -> Table:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (each.name, each.funded, each.granted, each.reversed, each.left) for each in read_funds()
    )
    columns = (
        Column(_("Fund"), TEXT, 0.28), Column(_("Came in"), MONEY, 0.18), Column(_("Granted"), MONEY, 0.18),
        Column(_("Given back"), MONEY, 0.18), Column(_("Left"), MONEY, 0.18),
    )  # fmt: skip
    definition = _(
        "From the books until today, all seasons. Came in: everything but grants. Granted: dues that the fund paid. Given "
        "back: of these, what was reversed. Left = came in − granted + given back."
    )
    return Table("funds", _("What is left"), definition, columns, rows)


_Key = Callable[[ListedRequest], str]


def _by(title: str, heading: str, found: Sequence[ListedRequest], key: _Key) -> Table:
    groups: dict[str, list[ListedRequest]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    rows: tuple[tuple[Value, ...], ...] = tuple((name, *_figures(groups[name])) for name in groups)
    columns = _columns(heading)
    definition = _(
        "Granted: requests whose grant stands, and its amount. Given back: granted once and reversed since; their amount "
        "is not in the sum."
    )
    return Table(title, title, definition, columns, rows, sums_of(_("All together"), columns, rows))


def _figures(requests: Sequence[ListedRequest]) -> tuple[int, ...]:
    counts = [
        sum(1 for each in requests if each.state == state) for state in ("open", "granted", "refused", "back")
    ]
    asked, granted = sum(each.asked for each in requests), sum(each.standing for each in requests)
    return (len(requests), *counts, asked, granted)


def _columns(heading: str) -> tuple[Column, ...]:
    return (
        Column(heading, TEXT, 0.2), Column(_("Requests"), COUNT, 0.11), Column(_("To decide"), COUNT, 0.1),
        Column(_("Granted"), COUNT, 0.11), Column(_("Refused"), COUNT, 0.1), Column(_("Given back"), COUNT, 0.1),
        Column(_("Amount asked"), MONEY, 0.14), Column(_("Amount granted"), MONEY, 0.14),
    )  # fmt: skip


def _criteria(found: Sequence[ListedRequest]) -> Table:
    by_id = {each.id: each for each in found}
    met: dict[int, list[ListedRequest]] = {}
    for row in SolidarityMet.select():
        if row.request_id in by_id:
            met.setdefault(row.criterion_id, []).append(by_id[row.request_id])
    query = SolidarityCriterion.select().order_by(SolidarityCriterion.archived, SolidarityCriterion.position)
    rows = tuple(
        (each.text, len(met.get(each.id, ())), sum(1 for one in met.get(each.id, ()) if one.standing))
        for each in query
        if not each.archived or each.id in met
    )
    columns = (
        Column(_("Criterion"), TEXT, 0.6), Column(_("Requests"), COUNT, 0.2), Column(_("Granted"), COUNT, 0.2),
    )  # fmt: skip
    definition = _("How many requests meet each criterion; a request may meet several.")
    return Table("criteria", _("By criterion"), definition, columns, rows)


def _named(found: Sequence[ListedRequest]) -> Table:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (each.name, each.season, _(REQUEST_KINDS[each.kind]), each.asked_on, each.asked or None, _(STATES[each.state]),
         each.standing or None)
        for each in sorted(found, key=lambda each: (each.season, each.name))
    )  # fmt: skip
    columns = (
        Column(_("Member"), TEXT, 0.22), Column(_("Season"), TEXT, 0.1), Column(_("Reason"), TEXT, 0.14),
        Column(_("Date"), DAY, 0.12), Column(_("Asked"), MONEY, 0.13), Column(_("Decision"), TEXT, 0.15),
        Column(_("Granted"), MONEY, 0.14),
    )  # fmt: skip
    return Table("names", _("The requests"), "", columns, rows, sums_of(_("All together"), columns, rows))
