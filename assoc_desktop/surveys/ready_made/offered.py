"""Which ready-made surveys there are, and making one of them."""

from __future__ import annotations

from assoc_desktop.members.records import Category
from assoc_desktop.storage.database import database
from assoc_desktop.surveys.building import new_survey
from assoc_desktop.surveys.ready_made.benefits import benefits_review
from assoc_desktop.surveys.ready_made.culture import CULTURE
from assoc_desktop.surveys.ready_made.joining import JOINING
from assoc_desktop.surveys.ready_made.model import ReadyMade
from assoc_desktop.surveys.ready_made.workshop import WORKSHOP
from assoc_desktop.surveys.records import Survey


def ready_made() -> dict[str, ReadyMade]:
    """Key → the ready-made surveys; the review is made for all benefits and categories in use."""
    categories = [
        (category.id, category.name)
        for category in Category.select().where(Category.archived == False).order_by(Category.position)  # noqa: E712
    ]
    offered = (JOINING, benefits_review(known_benefits(), categories), CULTURE, WORKSHOP)
    return {each.key: each for each in offered}


def known_benefits() -> list[tuple[int, str]]:
    """Id and name of the benefits in use. The catalogue is kept by a later feature: it is read by its table's name."""
    sql = "SELECT id, name FROM benefit WHERE NOT archived ORDER BY position, name"
    return [(row[0], row[1]) for row in database.execute_sql(sql)]


def make_ready(made: ReadyMade, name: str, mode: str = "", *, previous: Survey | None = None) -> Survey:
    """Begin a survey from a ready-made one, perhaps as a further round of one there was.

    Raises:
        Invalid: the name is missing or taken.
    """
    return new_survey(
        name,
        mode or made.mode,
        title_en=made.title_en,
        title_fr=made.title_fr,
        intro_en=made.intro_en,
        intro_fr=made.intro_fr,
        sections=made.sections,
        made_from=made.key,
        previous=previous,
    )
