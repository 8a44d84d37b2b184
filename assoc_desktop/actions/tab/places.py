"""The place of the actions, for the tab in which the window shows it."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import Place, PlaceOffer


def _actions(desk: Desk) -> Place:
    from assoc_desktop.actions.tab.actions import ActionsPlace

    return ActionsPlace(desk)


PLACES: tuple[PlaceOffer, ...] = (PlaceOffer("actions", "actions", N_("Actions"), _actions),)
