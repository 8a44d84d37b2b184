"""What the list of members holds: ids by choice and order, the search, and sums over what is shown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

from assoc_desktop.members import listing
from assoc_desktop.members.holding import LEFT_SQL
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.rules import search_terms
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database


@dataclass
class Contents:
    """The members behind the list. Texts for the search and fees for the sum are read when first needed.

    Attributes:
        choice: which members.
        order: column they are sorted by, a key of `listing.ORDERS`.
        typed: what stands in the search field.
    """

    today: datetime.date
    choice: Choice = field(default_factory=Choice)
    order: str = "name"
    descending: bool = False
    typed: str = ""
    _ids: list[int] = field(default_factory=list)
    _texts: dict[int, str] = field(default_factory=dict)
    _aligned: list[str] | None = None
    _fees: dict[int, int] | None = None
    _all_fees: int | None = None
    _last: tuple[str, list[int], list[str]] | None = None

    def read(self) -> None:
        """Read which members the choice lets through, in order.

        A filter that names what is gone shows nobody, and the choice says why.
        """
        try:
            self._ids = listing.matching_ids(
                self.choice, today=self.today, order=self.order, descending=self.descending
            )
        except Refused as refusal:
            self.choice = replace(self.choice, filter=None, filter_name="", ids=(), told=str(refusal))
            self._ids = []
        self._aligned = self._last = self._all_fees = None

    def forget(self) -> None:
        """Records have changed: read texts and fees anew when they are next needed."""
        self._texts, self._fees = {}, None
        self._aligned = self._last = self._all_fees = None

    def load_texts(self) -> None:
        """Read what the search looks through, unless it is in memory."""
        if not self._texts:
            self._texts = dict(database.execute_sql("SELECT id, search_text FROM member"))
        if self._aligned is None:
            # Written anew one after the other in the memory, texts are looked through three times faster. A folded
            # text has no line break.
            texts = "\n".join(map(self._texts.get, self._ids, repeat("")))
            self._aligned = texts.split("\n") if self._ids else []
            self._texts.update(zip(self._ids, self._aligned, strict=True))

    def shown(self) -> list[int]:
        """The ids that the search leaves, in order.

        When words were only added or made longer, they are looked for among those that were left before.
        """
        if not self.typed.strip():
            self._last = None
            return self._ids
        self.load_texts()
        ids, texts = self._ids, self._aligned or []
        if self._last and _narrows(self._last[0], self.typed):
            ids, texts = self._last[1], self._last[2]
        found, its_texts = listing.found_with_texts(ids, texts, self.typed)
        self._last = (self.typed, found, its_texts)
        return found

    def everybody(self) -> set[int]:
        """Ids of all members that are in the file, whatever the list shows; not of those who were erased."""
        return {row[0] for row in database.execute_sql("SELECT id FROM member WHERE erased_on IS NULL")}

    def all_in_choice(self) -> int:
        """How many members the choice lets through, before the search."""
        return len(self._ids)

    def fees(self, ids: Sequence[int]) -> int:
        """The sum of what these members have left to pay for the season shown, in minor units."""
        if self._fees is None:
            sql = f"SELECT member_id, {LEFT_SQL} FROM membership WHERE season_id = ?"
            self._fees = dict(database.execute_sql(sql, (self.choice.season_id,)))
        if len(ids) == len(self._ids) and self._all_fees is not None:
            return self._all_fees
        amount = sum(map(self._fees.get, ids, repeat(0)))
        if len(ids) == len(self._ids):
            self._all_fees = amount
        return amount

    def is_filtered(self) -> bool:
        """Whether a filter or the search hides members."""
        plain = Choice(season_id=self.choice.season_id)
        return bool(self.typed.strip()) or self.choice != plain


def _narrows(before: str, now: str) -> bool:
    """Whether all that is found now was found before: each word of then stands in a word of now."""
    words = search_terms(now)
    return all(any(old in new for new in words) for old in search_terms(before))
