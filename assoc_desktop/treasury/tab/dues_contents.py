"""What the list of dues holds: balances by choice and order, and the search."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assoc_desktop.members import listing
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.dues.listing import Balances, DuesChoice, balances


@dataclass
class DuesContents:
    """The dues behind the list; texts for the search are read when first needed.

    Attributes:
        choice: whose dues.
        order: column they are sorted by, a key of `listing.ORDERS`.
        typed: what stands in the search field.
    """

    today: datetime.date
    choice: DuesChoice = field(default_factory=DuesChoice)
    order: str = "name"
    descending: bool = False
    typed: str = ""
    balances: Balances = field(default_factory=lambda: Balances([], {}, {}))
    _texts: list[str] | None = None

    def read(self) -> None:
        """Read who owes what. A filter that names what is gone shows nobody, and the choice says why."""
        self._texts = None
        try:
            self.balances = balances(
                self.choice, today=self.today, order=self.order, descending=self.descending
            )
        except Refused as refusal:
            self.choice = replace(self.choice, filter=None, filter_name="", ids=(), told=str(refusal))
            self.balances = Balances([], {}, {})

    def shown(self) -> list[int]:
        """The ids that the search leaves, in order."""
        if not self.typed.strip():
            return self.balances.ids
        if self._texts is None:
            self._texts = listing.search_texts(self.balances.ids)
        return listing.found(self.balances.ids, self._texts, self.typed)

    def sums(self, ids: Sequence[int]) -> tuple[int, int, int]:
        """Due, paid and left to pay of members that are listed."""
        known = self.balances.due
        return self.balances.sums([each for each in ids if each in known])

    def is_filtered(self) -> bool:
        """Whether a filter or the search hides somebody."""
        return bool(self.typed.strip()) or self.choice != DuesChoice(season_id=self.choice.season_id)
