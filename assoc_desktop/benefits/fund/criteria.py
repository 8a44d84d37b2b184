"""What the solidarity fund asks about a request: a list in words of the association."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.benefits.records import SolidarityCriterion, SolidarityMet
from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation

LONGEST = 120
#: Proposed while there is no list yet.
TYPICAL = (
    N_("Lives far from where the association meets"),
    N_("Studies, or finished studying less than a year ago"),
    N_("Lost their work, or is not paid"),
    N_("Has been a member for two seasons or more"),
    N_("Was not helped by the fund last season"),
)


def criteria(*, archived: bool = False) -> list[SolidarityCriterion]:
    """The criteria in their order; with `archived`, those that are asked no more too."""
    query = SolidarityCriterion.select().order_by(SolidarityCriterion.archived, SolidarityCriterion.position)
    return list(query if archived else query.where(~SolidarityCriterion.archived))


def save_criteria(wanted: Sequence[str]) -> None:
    """Write the whole list in its order. A request keeps the words it was judged by: other words are another criterion.

    One that is left out goes, or is archived where a request names it.

    Raises:
        Invalid: a text is missing, too long, or there twice.
    """
    texts = {fold(storable(text)): storable(text).strip() for text in wanted}
    if len(texts) < len(wanted):
        raise Invalid({"criteria": _("A criterion stands in the list twice.")})
    if any(not text or len(text) > LONGEST for text in texts.values()):
        words = _("Every criterion needs its words: {n} signs at most.")
        raise Invalid({"criteria": words.format(n=LONGEST)})
    with operation(N_("Change the criteria of the solidarity fund")):
        known = {fold(row.text): row for row in SolidarityCriterion.select()}
        for key, row in known.items():
            if key not in texts:
                _let_go(row)
        for place, (key, text) in enumerate(texts.items()):
            stored = known.get(key)
            if stored is None:
                SolidarityCriterion.create(text=text, position=place)
            elif (stored.text, stored.position, stored.archived) != (text, place, False):
                stored.text, stored.position, stored.archived = text, place, False
                stored.save()


def _let_go(row: SolidarityCriterion) -> None:
    if not SolidarityMet.select().where(SolidarityMet.criterion == row).exists():
        row.delete_instance()
    elif not row.archived:
        row.archived = True
        row.save()
