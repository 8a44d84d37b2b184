"""The tab: our places, and those of other features that the window hands in."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.language import _
from assoc_desktop.listening.tab.places import PLACES
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import PlaceOffer, PlacesTab


class ListeningTab(PlacesTab):
    """What members and possible members say.

    Args:
        others: places of other features that stand in this tab: surveys, actions.
    """

    def __init__(self, desk: Desk, others: Sequence[PlaceOffer] = ()) -> None:
        super().__init__(desk, (*PLACES, *others), _("Places of listening"))
