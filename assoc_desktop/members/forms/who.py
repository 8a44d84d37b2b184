"""The field that asks "who?": the chosen members, all that the list shows, or a saved filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.filters.checking import problems_of
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import Kept, saved_filters
from assoc_desktop.members.filters.telling import told
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import look

CHOSEN, SHOWN = "chosen", "shown"
_FILTER = "filter "


class WhoField(Field):
    """One of several ways to say whom something is about. The value is the ids, in order.

    Args:
        desk: the open file.
        chosen: the members chosen in the list; not offered when empty.
        shown: all members that the list shows; not offered when None or when they are those chosen.
    """

    def __init__(
        self,
        desk: Desk,
        chosen: Sequence[int] = (),
        shown: Sequence[int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._today = desk, desk.today()
        self._chosen, self._shown = list(chosen), list(shown or ())
        self._filters: dict[int, Kept] = {}
        self._found: dict[str, list[int]] = {}
        self.box = ComboBox()
        self.note = QLabel(wordWrap=True)
        look(self.note, "small")
        self.layout_.setSpacing(4)
        self.layout_.addWidget(self.box)
        self.layout_.addWidget(self.note)
        self.read_again()
        self.box.activated.connect(self._activated)

    def read_again(self) -> None:
        """Offer the filters that are saved now; the answer stays while it is still offered."""
        before = self.typed()
        self._found.clear()
        self._filters = {each.id: each for each in saved_filters(self._today)}
        number = self._desk.conventions.number
        self.box.clear()
        if self._chosen:
            self.box.addItem(_("Chosen in the list: {n}").format(n=number(len(self._chosen))), CHOSEN)
        if self._shown and self._shown != self._chosen:
            self.box.addItem(_("All that the list shows: {n}").format(n=number(len(self._shown))), SHOWN)
        for each in self._filters.values():
            self.box.addItem(_("Saved filter: {name}").format(name=each.name), f"{_FILTER}{each.id}")
        self.set_typed(before)

    def ids(self) -> list[int]:
        """The members that are meant, in order; none while `problem()` says something."""
        return [] if self.problem() else self._ids_of(self.box.currentData())

    def value(self) -> list[int]:
        return self.ids()

    def problem(self) -> str:
        kept = self._filter()
        if self.box.currentData() is None:
            return _("Choose members in the list first, or save a filter.")
        if kept is None or kept.group is None:
            return kept.problem if kept else ""
        return next(problems_of(kept.group, self._today), "")

    def typed(self) -> Any:
        return self.box.currentData()

    def set_typed(self, typed: Any) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(typed)))
        self._tell()

    def target(self) -> QWidget:
        return self.box

    def _activated(self, _place: int) -> None:
        self._tell()
        self.changed.emit()

    def _filter(self) -> Kept | None:
        key = str(self.box.currentData() or "")
        return self._filters.get(int(key.removeprefix(_FILTER))) if key.startswith(_FILTER) else None

    def _ids_of(self, key: str) -> list[int]:
        if key == CHOSEN:
            return self._chosen
        if key == SHOWN:
            return self._shown
        kept = self._filter()
        if key not in self._found and kept and kept.group:
            self._found[key] = filtered_ids(kept.group, self._today)
        return self._found.get(key, [])

    def _tell(self) -> None:
        """Below the box: what the filter asks, and how many that are."""
        kept = self._filter()
        if kept is None:
            self.note.setText("")
        elif kept.group is None or self.problem():
            self.note.setText(breakable(self.problem()))
        else:
            n = len(self.ids())
            count = ngettext("{n} member matches", "{n} members match", n)
            words = _("{count}: {filter}").format(
                count=count.format(n=self._desk.conventions.number(n)), filter=told(kept.group)
            )
            self.note.setText(breakable(words))
        self.note.setVisible(bool(self.note.text()))
