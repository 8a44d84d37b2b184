"""The first-run assistant: from nothing to an association's file in six short pages."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.home.forms.first_steps import STEPS, Step, file_path
from assoc_desktop.language import _, language, speak, speaking
from assoc_desktop.members.memberships import starting_category
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.drafts import Draft
from assoc_desktop.widgets.theme import GRID, look

_SIDE_SIGNS = 26
_DRAFT_AFTER_MS = 800


class FirstRun(QWidget):
    """The assistant. What is typed on a page is kept while going back and forth, and until the next time.

    Signals:
        founded(file): the association's file was made and is open.
        example_wanted(): the person would rather explore the example.
        language_chosen(code): the screen speaks another language from now on.
        closed(): the person left.

    Args:
        today: the day it is now.
        documents: the folder in which the file is proposed.
        draft: keeps what is typed, should the program or the power go.
    """

    founded = Signal(object)
    example_wanted = Signal()
    language_chosen = Signal(str)
    closed = Signal()

    def __init__(
        self, today: datetime.date, documents: Path, draft: Draft | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.today, self.documents, self._draft = today, documents, draft
        kept = draft.read() if draft else None
        #: Step → what stands in its fields.
        self.typed: dict[str, dict[str, Any]] = kept[0] if kept else {}
        #: Paths proposed so far: while one of them stands in the field, it follows the association's name.
        self.proposals: set[str] = set()
        self.place = 0
        self.step: Step | None = None
        self._frame = QGridLayout(self)
        self._frame.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._whole: QWidget | None = None
        for keys in ("Ctrl+Return", "Alt+Right"):
            self._shortcut(keys, self.go_on)
        self._shortcut("Alt+Left", self.go_back)
        self._shortcut("Esc", self.leave)
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._show(0)

    # Going through the pages

    def go_on(self) -> None:
        """The next page, or the end, if everything on this one can be kept."""
        step = self._present()
        problems = step.problems_now()
        step.show_problems(problems)
        if problems:
            return
        self._keep()
        if self.place + 1 < len(STEPS):
            self._show(self.place + 1)
        else:
            self.finish()

    def go_back(self) -> None:
        """The page before; what is typed here is kept, right or wrong."""
        if self.place:
            self._keep()
            self._show(self.place - 1)

    def leave(self) -> None:
        """Leave the assistant; what was typed is there the next time."""
        self._keep()
        self.closed.emit()

    def speak(self, code: str) -> None:
        """Speak another language, at once."""
        self._keep()
        speak(code)
        self.language_chosen.emit(code)
        # The list that was just used lies on the page that is made anew.
        QTimer.singleShot(0, self, lambda: self._show(self.place))

    def finish(self) -> None:
        """Make the file."""
        values = {name: self._values_of(place) for place, name in enumerate(STEPS)}
        place = values["place"]
        identity = Identity(
            name=values["name"]["name"],
            country=values["name"]["country"],
            currency=values["name"]["currency"],
            language=language(),
            season_start_month=values["season"]["month"],
            season_start_day=values["season"]["day"],
            backup_folder=place["backup_folder"],
        )
        fees: dict[str, int] = values["categories"]["categories"]
        with speaking(language()):
            categories = [starting_category(key, fee=fee) for key, fee in fees.items()]
        try:
            file = found_association(
                file_path(place["path"]), identity, categories, today=self.today, logo=values["logo"]["logo"]
            )
        except Invalid as invalid:
            self._present().show_problems(invalid.problems)
        except Refused as refusal:
            self._present().show_problems({"path": str(refusal)})
        else:
            self._timer.stop()
            if self._draft:
                self._draft.discard()
            self.founded.emit(file)

    def values_of(self, name: str) -> dict[str, Any]:
        """The values on another page, as they were typed there."""
        return self._values_of(list(STEPS).index(name))

    # Inside

    def _values_of(self, place: int) -> dict[str, Any]:
        if place == self.place and self.step is not None:
            return self.step.values()
        step = self._make(place)
        values = step.values()
        step.deleteLater()
        return values

    def _make(self, place: int) -> Step:
        name = list(STEPS)[place]
        step = STEPS[name](self)
        for field, typed in self.typed.get(name, {}).items():
            if field in step.fields:
                step.fields[field].set_typed(typed)
        step.show_again()
        return step

    def _present(self) -> Step:
        if self.step is None:
            raise RuntimeError("the assistant shows no page")
        return self.step

    def _keep(self) -> None:
        self.typed[list(STEPS)[self.place]] = self._present().typed()
        if self._draft:
            self._draft.write(self.typed)

    def _show(self, place: int) -> None:
        """Make everything on screen anew: the language may be another."""
        self.place = place
        self.step = self._make(place)
        for field in self.step.fields.values():
            field.changed.connect(self._timer.start)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * GRID)
        across.addWidget(self._overview())
        right = QVBoxLayout()
        right.setSpacing(2 * GRID)
        card = QFrame()
        look(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.addWidget(self.step)
        right.addWidget(card, 1)
        right.addLayout(self._buttons())
        across.addLayout(right, 1)
        if self._whole is not None:
            self._frame.removeWidget(self._whole)
            self._whole.hide()
            self._whole.deleteLater()
        self._whole = whole
        self._frame.addWidget(whole, 0, 0)
        whole.show()
        first = next(iter(self.step.fields.values())).target()
        self.setFocusProxy(first)
        QTimer.singleShot(0, first, first.setFocus)

    def _overview(self) -> QFrame:
        """The pages by name, the present one marked, those done ticked."""
        side = QFrame()
        look(side, "card")
        side.setFixedWidth(self.fontMetrics().averageCharWidth() * _SIDE_SIGNS + 4 * GRID)
        grid = QGridLayout(side)
        grid.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        grid.setVerticalSpacing(GRID + GRID // 2)
        grid.setColumnStretch(1, 1)
        title = QLabel(_("New association"), wordWrap=True)
        look(title, "heading")
        grid.addWidget(title, 0, 0, 1, 2)
        for place, step in enumerate(STEPS.values()):
            sign = QLabel(str(place + 1))
            word = QLabel(_(step.NAME), wordWrap=True)
            if place < self.place:
                colour = self.palette().color(QPalette.ColorRole.Link)
                sign.setPixmap(icons.pixmap("check", 16, colour, self.devicePixelRatioF()))
            look(word, "heading" if place == self.place else "quiet")
            look(sign, "heading" if place == self.place else "quiet")
            grid.addWidget(sign, place + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(word, place + 1, 1)
        grid.setRowStretch(len(STEPS) + 1, 1)
        return side

    def _buttons(self) -> QHBoxLayout:
        last = self.place + 1 == len(STEPS)
        self.leave_button = _button(_("Leave"), self.leave)
        self.back_button = _button(_("Back"), self.go_back)
        self.back_button.setVisible(self.place > 0)
        self.next_button = _button(_("Make the file") if last else _("Next"), self.go_on)
        look(self.next_button, "main")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return row

    def _shortcut(self, keys: str, do: Any) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)


def _button(label: str, do: Any) -> QPushButton:
    button = QPushButton(label)
    button.clicked.connect(lambda: do())
    return button
