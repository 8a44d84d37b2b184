"""What the list of members holds: ids by choice and order, the search, and sums over what is shown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import contains

from assoc_desktop.members import listing
from assoc_desktop.members.listing import Choice
from assoc_desktop.storage.database import database

#: From how many members on the first letter of a search is prepared.
_MANY = 10_000
_FIRST_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


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
    _letters: dict[str, bytes] = field(default_factory=dict)
    _last: tuple[str, list[int], list[str]] | None = None

    def read(self) -> None:
        """Read which members the choice lets through, in order."""
        self._ids = listing.matching_ids(
            self.choice, today=self.today, order=self.order, descending=self.descending
        )
        self._aligned = self._last = self._all_fees = None
        self._letters = {}

    def forget(self) -> None:
        """Records have changed: read texts and fees anew when they are next needed."""
        self._texts, self._fees = {}, None
        self._aligned = self._last = self._all_fees = None
        self._letters = {}

    def load_texts(self) -> None:
        """Read what the search looks through, unless it is in memory."""
        if not self._texts:
            self._texts = dict(database.execute_sql("SELECT id, search_text FROM member"))
        if self._aligned is None:
            self._aligned = list(map(self._texts.get, self._ids, repeat("")))

    def prepare_letter(self) -> bool:
        """Look for one more of the letters a search may begin with; False when there is nothing left to prepare.

        The first letter is the slowest to look for, because most members have it somewhere. Called while the person
        does nothing; a letter costs one byte a member.
        """
        if len(self._ids) < _MANY or self._aligned is None:
            return False
        letter = next((each for each in _FIRST_LETTERS if each not in self._letters), None)
        if letter is None:
            return False
        self._letters[letter] = bytes(map(contains, self._aligned, repeat(letter)))
        return True

    def shown(self) -> list[int]:
        """The ids that the search leaves, in order.

        A word that was only made longer is looked for among those that the shorter one had left.
        """
        if not self.typed.strip():
            self._last = None
            return self._ids
        self.load_texts()
        ids, texts = self._ids, self._aligned or []
        if (hits := self._letters.get(self.typed.strip().lower())) is not None:
            found, its_texts = list(compress(ids, hits)), list(compress(texts, hits))
            self._last = (self.typed, found, its_texts)
            return found
        if self._last and self.typed.startswith(self._last[0]) and self._last[0].isalpha():
            ids, texts = self._last[1], self._last[2]
        found, its_texts = listing.found_with_texts(ids, texts, self.typed)
        self._last = (self.typed, found, its_texts)
        return found

    def all_in_choice(self) -> int:
        """How many members the choice lets through, before the search."""
        return len(self._ids)

    def fees(self, ids: Sequence[int]) -> int:
        """The sum of what these members have to pay for the season shown, in minor units."""
        if self._fees is None:
            sql = "SELECT member_id, fee_due - reduction FROM membership WHERE season_id = ?"
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
