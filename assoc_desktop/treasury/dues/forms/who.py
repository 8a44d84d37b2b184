"""Whom something is about: those who belonged before, the chosen, all that the list shows, or a saved filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assoc_desktop.language import _
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField

BEFORE, CHOSEN, SHOWN = "before", "chosen", "shown"


class DuesWhoField(ChoiceField):
    """One of several ways to say whom something is about; `ids()` gives the members.

    Args:
        desk: the open file.
        chosen: the members chosen in the list; not offered when empty.
        shown: all members that the list shows.
        before: words for those who belonged before and what finds them; not offered when None.
    """

    def __init__(
        self,
        desk: Desk,
        chosen: Sequence[int],
        shown: Sequence[int],
        before: tuple[str, Callable[[], list[int]]] | None = None,
    ) -> None:
        self._ids = {CHOSEN: list(chosen), SHOWN: list(shown)}
        self._before = before
        self._filters = {each.id: each for each in saved_filters(desk.today()) if each.group}
        self._today = desk.today()
        number = desk.conventions.number
        offers: list[tuple[str | int, str]] = []
        if before is not None:
            offers.append((BEFORE, before[0]))
        if chosen:
            offers.append((CHOSEN, _("Chosen in the list: {n}").format(n=number(len(chosen)))))
        if shown:
            offers.append((SHOWN, _("All that the list shows: {n}").format(n=number(len(shown)))))
        offers += [
            (each.id, _("Saved filter: {name}").format(name=each.name)) for each in self._filters.values()
        ]
        super().__init__(offers)

    def ids(self) -> list[int]:
        """The members that are meant, in order; none while `problem()` says something."""
        value = self.value()
        if value == BEFORE and self._before is not None:
            return self._before[1]()
        if value in self._ids:
            return self._ids[value]
        kept = self._filters.get(value)
        if kept is None or kept.group is None or self.problem():
            return []
        return filtered_ids(kept.group, self._today)

    def problem(self) -> str:
        value = self.value()
        if value is None:
            return _("Choose members in the list first, or save a filter.")
        kept = self._filters.get(value)
        if kept is None or kept.group is None:
            return ""
        try:
            filtered_ids(kept.group, self._today)
        except Refused as refusal:
            return str(refusal)
        return ""
