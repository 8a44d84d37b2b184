"""The season that a command is about."""

from __future__ import annotations

import argparse
import datetime

from assoc_desktop.association.records import Season, present_season, season_by_label, seasons
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused


def add_season(parser: argparse.ArgumentParser) -> None:
    """Add `--season`."""
    parser.add_argument("--season", metavar=_("LABEL"), help=_("the season; today's when not given"))


def season_named(label: str) -> Season:
    """The season of that name.

    Raises:
        Refused: there is none; the sentence lists those that there are.
    """
    found = season_by_label(label)
    if found is None:
        known = ", ".join(season.label for season in seasons())
        raise Refused(
            _("There is no season “{season}”. Seasons: {seasons}.").format(season=label, seasons=known)
        )
    return found


def season_or_present(label: str | None, today: datetime.date) -> Season:
    """The season of that name; without a name, the present one.

    Raises:
        Refused: there is none.
    """
    found = season_if_any(label, today)
    if found is None:
        raise Refused(_("There is no season yet."))
    return found


def season_if_any(label: str | None, today: datetime.date) -> Season | None:
    """The season of that name; without a name, the present one, or None while there is none.

    Raises:
        Refused: there is none of that name.
    """
    return season_named(label) if label else present_season(today)
