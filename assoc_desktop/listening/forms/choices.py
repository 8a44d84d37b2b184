"""What the pages of listening offer: reasons by their number, satisfaction, seasons."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.listening.records import REASONS

#: Satisfaction → what it means.
SATISFACTION = {
    1: N_("1 – not at all satisfied"),
    2: N_("2 – rather not satisfied"),
    3: N_("3 – neither"),
    4: N_("4 – rather satisfied"),
    5: N_("5 – very satisfied"),
}


def numbered_reasons() -> list[tuple[str, str]]:
    """Key and name of each reason, with the number under which papers and forms know it."""
    return [
        (key, _("{number}. {reason}").format(number=place, reason=_(words)))
        for place, (key, words) in enumerate(REASONS.items(), 1)
    ]


def reason_choices() -> list[tuple[str, str]]:
    """The reasons, and none."""
    return [("", _("none given")), *numbered_reasons()]


def satisfaction_choices() -> list[tuple[int | None, str]]:
    """1 to 5, and not said."""
    return [(None, _("not said")), *((value, _(words)) for value, words in SATISFACTION.items())]


def season_choices(seasons: Sequence[Season]) -> list[tuple[int | None, str]]:
    """The seasons, the latest first, and none."""
    found = sorted(seasons, key=lambda season: season.starts_on, reverse=True)
    return [(None, _("no season")), *((season.id, str(season.label)) for season in found)]
