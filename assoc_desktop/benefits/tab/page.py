"""The Benefits tab: the catalogue, who is entitled, the desk where uses are recorded, and what is used."""

from __future__ import annotations

from typing import Any

from assoc_desktop.benefits.tab.places import PLACES
from assoc_desktop.language import _
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.places import PlacesTab


class BenefitsTab(PlacesTab):
    """What membership gives."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PLACES, _("Places of the benefits"))

    def may_go(self) -> bool:
        """What is ticked in the matrix and not saved is asked about; other places and pages leave it as it is."""
        matrix: Any = self._places.get("matrix")
        return super().may_go() and (matrix is None or matrix.may_go())
