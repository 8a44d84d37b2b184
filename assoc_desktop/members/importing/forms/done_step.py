"""Step 5: the import itself, what it did, and the ways on: undo it, save the rejected rows, import another list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.exchange.csv_writer import list_separator
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.importing.forms.check_step import CheckStep
from assoc_desktop.members.importing.forms.step import Step
from assoc_desktop.members.importing.rules import Outcome, Plan, apply, write_rejected
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.undoing import undo
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.saving import ask_where_to_save, open_folder
from assoc_desktop.widgets.theme import GRID, look

_SIGN = 44


class DoneStep(Step):
    """Runs the import when it is shown, then tells what happened.

    Signals:
        imported(operation id): members were written.
        stopped(): nothing was written, because the person cancelled or the file refused it.
        another(): the person wants to import another list.
    """

    imported = Signal(object)
    stopped = Signal()
    another = Signal()

    def __init__(self, check_step: CheckStep, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check_step = check_step
        self._desk = desk
        self._busy = False
        self._outcome: Outcome | None = None
        self._plan: Plan | None = None
        self._build()

    def enter(self) -> None:
        """Import: a verified backup, then one operation."""
        plan = self._check_step.plan
        if plan is None:
            return
        self._plan, self._outcome, self._busy = plan, None, True
        self._show_outcome()
        today = self._desk.today()

        def work(progress: Progress) -> Outcome:
            progress(0, 0, _("Making a backup first…"))
            return apply(plan, today=today, progress=progress)

        run_in_background(
            work,
            title=_("Importing {file}…").format(file=plan.file_name),
            done=self._imported,
            failed=self._refused,
            cancelled=self._stop,
            parent=self,
        )

    def is_busy(self) -> bool:
        return self._busy

    def next_label(self) -> str:
        return _("&Close")

    # Building

    def _build(self) -> None:
        self._sign = QLabel(alignment=Qt.AlignmentFlag.AlignTop)
        self.title = QLabel(wordWrap=True)
        look(self.title, "title")
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        look(self.sentence, "quiet")
        self._facts = FactsGrid()
        self.undo_button = self._button("undo", _("&Undo this import"), self.undo_import)
        self.rejected_button = self._button("save", _("&Save the rejected rows…"), self.save_rejected)
        self.folder_button = self._button("folder", _("Open the folder of the &backup"), self._open_folder)
        self.another_button = self._button("import", _("Import &another list…"), self.another.emit)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        words.addSpacing(GRID)
        words.addLayout(self._facts)
        words.addSpacing(GRID)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.undo_button)
        buttons.addWidget(self.rejected_button)
        buttons.addStretch(1)
        more = QHBoxLayout()
        more.setSpacing(GRID)
        more.addWidget(self.folder_button)
        more.addWidget(self.another_button)
        more.addStretch(1)
        words.addLayout(buttons)
        words.addLayout(more)
        words.addStretch(1)
        frame = QFrame()
        look(frame, "card")
        across = QHBoxLayout(frame)
        across.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        across.setSpacing(2 * GRID)
        across.addWidget(self._sign)
        across.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def _button(self, sign: str, label: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(icons.icon(sign), label)
        button.clicked.connect(lambda: do())
        return button

    # What happened

    def _imported(self, outcome: Outcome) -> None:
        self._busy = False
        self._outcome = outcome
        self._show_outcome()
        self.changed.emit()
        self._desk.changed.emit()
        self._desk.told.emit()
        if outcome.operation_id is not None:
            self.imported.emit(outcome.operation_id)

    def _refused(self, refusal: Refused) -> None:
        self._stop()
        show_refusal(self, str(refusal), _("Nothing was imported"))

    def _stop(self) -> None:
        self._busy = False
        self.stopped.emit()

    def _show_outcome(self) -> None:
        outcome, plan = self._outcome, self._plan
        if outcome is None or plan is None:
            self.setVisible(True)
            self._tell(
                "clock", _("Importing…"), _("A backup is made first; then all is written at once."), []
            )
            self._show_buttons(done=False)
            return
        written = outcome.added + outcome.changed
        title = ngettext("{n} member was imported", "{n} members were imported", written)
        number = self._desk.conventions.number
        left_out = len(plan.rejected)
        facts = [
            (_("Added"), number(outcome.added)),
            (_("Changed"), number(outcome.changed)),
            (_("Enrolled"), number(outcome.enrolled) if plan.season else ""),
            (_("The same as before"), number(plan.counts["same"])),
            (_("Rejected or left out"), number(left_out)),
            (_("Backup from before"), outcome.backup.name),
        ]
        self._tell(
            "check", title.format(n=number(written)), _("From {file}").format(file=plan.file_name), facts
        )
        self._show_buttons(done=True)

    def _tell(self, sign: str, title: str, sentence: str, facts: list[tuple[str, str]]) -> None:
        colour = self.palette().color(QPalette.ColorRole.Link)
        self._sign.setPixmap(icons.pixmap(sign, _SIGN, colour, self.devicePixelRatioF()))
        self.title.setText(title)
        self.sentence.setText(breakable(sentence))
        self._facts.show_facts(facts)

    def _show_buttons(self, *, done: bool) -> None:
        outcome, plan = self._outcome, self._plan
        self.undo_button.setVisible(done and outcome is not None and outcome.operation_id is not None)
        self.rejected_button.setVisible(done and plan is not None and bool(plan.rejected))
        self.folder_button.setVisible(done and outcome is not None)
        self.another_button.setVisible(done)

    # The ways on

    def undo_import(self) -> None:
        """Take the import back, with progress; the list is as it was before."""
        outcome = self._outcome
        if outcome is None or outcome.operation_id is None:
            return
        operation_id = outcome.operation_id
        run_in_background(
            lambda progress: undo(operation_id, progress=progress),
            title=_("Undoing the import…"),
            done=lambda _undo_id: self._undone(),
            parent=self,
        )

    def _undone(self) -> None:
        sentence = _("The members are as they were before. The file of the list was not touched.")
        self._tell("undo", _("The import was undone"), sentence, [])
        self._outcome = None
        self.undo_button.hide()
        self.folder_button.hide()
        self._desk.changed.emit()
        self._desk.told.emit()

    def save_rejected(self) -> None:
        """Ask for a name, and save the rejected rows with their reasons."""
        if self._plan is None:
            return
        stem = Path(self._plan.file_name).stem or _("list")
        proposed = self._desk.path.with_name(f"{_('{list} rejected').format(list=stem)}.csv")
        path = ask_where_to_save(self, _("Save the rejected rows"), proposed, _("CSV (*.csv)"))
        if path is not None:
            self.save_rejected_to(path)

    def save_rejected_to(self, path: Path) -> None:
        """Save the rejected rows there, the reason in a column of its own."""
        plan = self._plan
        if plan is None:
            return
        separator = list_separator(self._desk.conventions.language)
        run_in_background(
            lambda _progress: write_rejected(plan, path, delimiter=separator),
            title=_("Saving the rejected rows…"),
            done=lambda _count: self.sentence.setText(
                _("The rejected rows were saved as {file}.").format(file=path.name)
            ),
            parent=self,
            can_cancel=False,
        )

    def _open_folder(self) -> None:
        if self._outcome is not None:
            open_folder(self._outcome.backup.parent)
