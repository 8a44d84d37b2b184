"""The places of the Listening tab, in their order. Each is loaded when it is first shown."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import Place, PlaceOffer


def _conversations(desk: Desk) -> Place:
    from assoc_desktop.listening.tab.conversations import ConversationsPlace

    return ConversationsPlace(desk)


def _prospects(desk: Desk) -> Place:
    from assoc_desktop.listening.tab.prospects import ProspectsPlace

    return ProspectsPlace(desk)


def _lapsed(desk: Desk) -> Place:
    from assoc_desktop.listening.tab.lapsed import LapsedPlace

    return LapsedPlace(desk)


def _reasons(desk: Desk) -> Place:
    from assoc_desktop.listening.tab.reasons import ReasonsPlace

    return ReasonsPlace(desk)


def _retention(desk: Desk) -> Place:
    from assoc_desktop.listening.tab.retention import RetentionPlace

    return RetentionPlace(desk)


PLACES: tuple[PlaceOffer, ...] = (
    PlaceOffer("conversations", "talk", N_("Conversations"), _conversations),
    PlaceOffer("prospects", "possible", N_("Possible members"), _prospects),
    PlaceOffer("lapsed", "lapsed", N_("Did not renew"), _lapsed),
    PlaceOffer("reasons", "chart", N_("Reasons"), _reasons),
    PlaceOffer("retention", "refresh", N_("Retention"), _retention),
)
