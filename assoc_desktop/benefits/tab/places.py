"""The places of the Benefits tab, in their order. Each is loaded when it is first shown."""

from __future__ import annotations

from assoc_desktop.language import N_
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import Place, PlaceOffer


def _catalogue(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.catalogue import CataloguePlace

    return CataloguePlace(desk)


def _matrix(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.matrix import MatrixPlace

    return MatrixPlace(desk)


def _use_desk(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.use_desk import UseDeskPlace

    return UseDeskPlace(desk)


def _figures(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.figures import FiguresPlace

    return FiguresPlace(desk)


def _leaflets(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.leaflets import LeafletsPlace

    return LeafletsPlace(desk)


def _reviews(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.reviews import ReviewsPlace

    return ReviewsPlace(desk)


def _fund(desk: Desk) -> Place:
    from assoc_desktop.benefits.tab.fund import FundPlace

    return FundPlace(desk)


PLACES: tuple[PlaceOffer, ...] = (
    PlaceOffer("catalogue", "benefits", N_("Catalogue"), _catalogue),
    PlaceOffer("matrix", "columns", N_("Who is entitled"), _matrix),
    PlaceOffer("desk", "scan", N_("Use desk"), _use_desk),
    PlaceOffer("figures", "chart", N_("What is used"), _figures),
    PlaceOffer("leaflets", "letters", N_("Leaflets"), _leaflets),
    PlaceOffer("reviews", "star", N_("Reviews"), _reviews),
    PlaceOffer("fund", "shield", N_("Solidarity fund"), _fund),
)
