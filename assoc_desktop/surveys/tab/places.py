"""The places of the surveys, for the tab that shows them. Each is loaded when it is first shown."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import Place, PlaceOffer


def _surveys(desk: Desk) -> Place:
    from assoc_desktop.surveys.tab.surveys import SurveysPlace

    return SurveysPlace(desk)


PLACES: tuple[PlaceOffer, ...] = (PlaceOffer("surveys", "list", N_("Surveys"), _surveys),)
