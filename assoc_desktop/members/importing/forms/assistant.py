"""The import assistant: a page that leads from a file to members, step by step, forward and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.importing.forms.check_step import CheckStep
from assoc_desktop.members.importing.forms.columns_step import ColumnsStep
from assoc_desktop.members.importing.forms.done_step import DoneStep
from assoc_desktop.members.importing.forms.file_step import FileStep
from assoc_desktop.members.importing.forms.step import Step, Trail
from assoc_desktop.members.importing.forms.values_step import ValuesStep
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.messages import confirm
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.theme import look


class ImportAssistant(Page):
    """From a list to members: file, columns, values, check, done.

    Signals:
        imported(operation id): members were written.

    Args:
        desk: the open file, today, and the country's habits.
        list_path: a list already chosen or dropped on the window.
    """

    imported = Signal(object)

    def __init__(self, desk: Desk, *, list_path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Import a list"), parent)
        self.file_step = FileStep(desk)
        self.columns_step = ColumnsStep(self.file_step, desk)
        self.values_step = ValuesStep(self.columns_step, desk)
        self.check_step = CheckStep(self.columns_step, desk)
        self.done_step = DoneStep(self.check_step, desk)
        self.steps: list[Step] = [
            self.file_step,
            self.columns_step,
            self.values_step,
            self.check_step,
            self.done_step,
        ]
        self._now = 0
        self._build()
        self.done_step.imported.connect(self.imported)
        self.done_step.stopped.connect(self.go_to_check)
        self.done_step.another.connect(self._start_again)
        self.setFocusProxy(self.file_step.zone.empty.button)
        self._show(0)
        if list_path is not None:
            self.file_step.take_file(list_path)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self._now]

    def go_on(self) -> None:
        """Go to the next step that has something to ask; at the end, close the page."""
        if self.step.is_busy():
            return
        if problem := self.step.problem():
            self._say(problem)
            return
        if self.step is self.done_step:
            self.closed.emit()
            return
        later = range(self._now + 1, len(self.steps))
        self._show(next(place for place in later if self.steps[place].is_needed()))

    def go_back(self) -> None:
        """Go to the step before; what was chosen stays."""
        if self.step.is_busy() or not self.back_button.isEnabled():
            return
        earlier = range(self._now - 1, -1, -1)
        self._show(next(place for place in earlier if self.steps[place].is_needed()))

    def go_to_check(self) -> None:
        """Go back to the dry run: the import was stopped or refused, and nothing was written."""
        self._show(self.steps.index(self.check_step))

    def may_leave(self) -> bool:
        if self.step.is_busy():
            return False
        if self.step in (self.file_step, self.done_step):
            return True
        return confirm(
            self,
            _("Leave the import?"),
            _("Nothing was imported yet. What you chose for the columns is lost."),
            _("Leave"),
            danger=True,
        )

    # Inside

    def _build(self) -> None:
        self.trail = Trail([_("File"), _("Columns"), _("Values"), _("Check"), _("Done")])
        self.heading.addWidget(self.trail)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._step_changed)
            step.go_on.connect(self.go_on)
        self.body.addWidget(self._stack, 1)
        self.back_button = QPushButton(icons.icon("previous"), _("&Back"))
        self.back_button.clicked.connect(self.go_back)
        self.next_button = QPushButton(_("&Next"))
        self.next_button.clicked.connect(self.go_on)
        look(self.next_button, "main")
        self._sentence = QLabel(wordWrap=True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addWidget(self._sentence, 1)
        foot.addWidget(self.next_button)
        self.body.addLayout(foot)
        for keys in ("Ctrl+Return", "Alt+Right"):
            self._shortcut(keys).activated.connect(self.go_on)
        self._shortcut("Alt+Left").activated.connect(self.go_back)

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def _show(self, place: int) -> None:
        self._now = place
        self._say("")
        self._stack.setCurrentWidget(self.step)
        self.trail.show_step(place)
        self.step.enter()
        self._step_changed()
        self._take_keyboard_to_step()

    def _take_keyboard_to_step(self) -> None:
        target = self.step.first_field() or self.next_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_changed(self) -> None:
        busy, was_busy = self.step.is_busy(), not self.next_button.isEnabled()
        at_end = self.step is self.done_step
        self.next_button.setText(self.step.next_label())
        self.next_button.setEnabled(not busy)
        self.back_button.setVisible(not at_end and self._now > 0)
        self.back_button.setEnabled(not busy)
        self.back.setEnabled(not busy)
        if was_busy and not busy:
            self._take_keyboard_to_step()
        if self._sentence.text():
            self._say(self.step.problem())

    def _say(self, sentence: str) -> None:
        look(self._sentence, "error" if sentence else "quiet")
        self._sentence.setText(breakable(sentence))
        self._sentence.setAccessibleName(sentence)

    def _start_again(self) -> None:
        self._show(0)
        self.file_step.choose()
