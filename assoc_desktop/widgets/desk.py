"""What every tab and page is handed: settings, the open file, today, the country's habits, and news of changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.preferences import Preferences
from assoc_desktop.storage.ids import new_id
from assoc_desktop.widgets.drafts import Draft


class Desk(QObject):
    """The person's desk while one association's file is open.

    Signals:
        changed(): records were written or undone; lists read again, each when it is next seen.
        told(): something that the status bar shows may be different (saved, backed up).
        undo_wanted(operation id): take an operation back.
        settings_wanted(section): show the association's settings, open at a section.
        wanted(tab, choice): show a tab with a choice, such as ("members", {"status": "grace"}).

    Attributes:
        preferences: the person's settings.
        path: the open file.
        conventions: how dates, amounts and phones are written, in the language of the screen.
        timeline_sources: gives what features tell in the timeline of a member beside what members tell themselves.
        member_offers: gives what features offer to do with a member, for the menus of the members.
        member_panes: gives what features show of a member: parts of the member's page, and lines beside the list.
    """

    changed = Signal()
    told = Signal()
    undo_wanted = Signal(object)
    settings_wanted = Signal(str)
    wanted = Signal(str, object)

    def __init__(
        self,
        preferences: Preferences,
        path: Path,
        conventions: Conventions,
        today: Callable[[], datetime.date] = datetime.date.today,
        parent: QObject | None = None,
        *,
        timeline_sources: Callable[[], tuple[Any, ...]] = tuple,
        member_offers: Callable[[], tuple[Any, ...]] = tuple,
        member_panes: Callable[[], tuple[Any, ...]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.path = path
        self.conventions = conventions
        self.timeline_sources = timeline_sources
        self.member_offers = member_offers
        self.member_panes = member_panes
        self._today = today
        #: Operations up to this id were told.
        self._told_until = new_id()

    def today(self) -> datetime.date:
        """The day it is now."""
        return self._today()

    def draft(self, page: str) -> Draft:
        """The draft of a page of this file; `page` names the page and its record: `f"member {id}"`."""
        return Draft(self.preferences.drafts, f"{self.path} {page}")

    def tell_done(
        self, widget: QWidget, sentence: str, operation_id: int | None = None, *, undone: bool = False
    ) -> None:
        """Say that something was done, with Undo, and have the lists read again.

        Args:
            widget: any widget of the window.
            sentence: what was done.
            operation_id: the operation that Undo takes back; None shows no Undo.
            undone: the operation was itself an Undo, so that taking it back does the first one again.
        """
        from assoc_desktop.widgets.toast import show_toast

        word = _("Redo") if undone else _("Undo")
        undo = (word, lambda: self.undo_wanted.emit(operation_id)) if operation_id is not None else None
        show_toast(widget, sentence, undo)
        self._told_until = new_id()
        self.changed.emit()

    def tell_change(self, widget: QWidget, sentence: str) -> None:
        """Say what was just changed, with Undo of it; a form saved as it was changed nothing and offers no Undo."""
        from assoc_desktop.storage.history import last_undoable

        last = last_undoable()
        is_news = last is not None and last.id > self._told_until
        self.tell_done(widget, sentence, last.id if last and is_news else None)

    def tell_last(self, widget: QWidget) -> None:
        """Say what the last operation did, with Undo if it can be undone, and have the lists read again."""
        from assoc_desktop.storage.history import recent_operations

        last = recent_operations(1)[0]
        self.tell_done(widget, str(last), last.id if last.undoable else None)
