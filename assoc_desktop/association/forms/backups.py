"""The backups: where they go, which there are, whether they are still as they were made, and one more now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import identity_of, save_identity
from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import backup
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import PathField
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.saving import open_folder
from assoc_desktop.widgets.theme import GRID, look

#: Why a backup was made → in words. An empty reason is the daily one.
REASONS = {
    "": N_("Daily"),
    "before-import": N_("Before an import"),
    "before-upgrade": N_("Before an upgrade"),
    "before-undo": N_("Before an undo"),
}
_STATES = {
    "proven": (N_("Verified when made"), "info"),
    "whole": (N_("Verified now"), "good"),
    "spoiled": (N_("Damaged"), "bad"),
    "unknown": (N_("Not verified"), "warn"),
}


class BackupsPane(QWidget):
    """The backups of the open file.

    Args:
        desk: the open file.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._checked: dict[Path, str] = {}
        self._backups: dict[int, backup.Backup] = {}
        self.folder = PathField(_("Folder for backups"), hint=str(backup.default_folder(desk.path)))
        self.keep_folder = QPushButton(_("Use this folder"))
        self.folder.changed.connect(lambda: self.keep_folder.setEnabled(True))
        self.keep_folder.clicked.connect(self.save_folder)
        caption = QLabel(_("Backups &go to"))
        caption.setBuddy(self.folder.line)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(caption)
        row.addWidget(self.folder, 1)
        row.addWidget(self.keep_folder)
        self.list = ListPane(
            "backups",
            _columns(),
            self._rows,
            [
                Action("shield", _("Back up now"), self.back_up, needs_choice=False, main=True),
                Action("check", _("Verify all"), self.verify, needs_choice=False),
                Action("folder", _("Open the folder"), self.open_folder, needs_choice=False),
            ],
        )
        hint = QLabel(
            _(
                "A backup is made when the file is closed and before an import. Each is opened again and compared with"
                " the file. A folder on another disk or stick is safer."
            ),
            wordWrap=True,
        )
        look(hint, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(hint)
        column.addLayout(row)
        column.addWidget(self.list, 1)

    def show_again(self) -> None:
        """Look which backups there are."""
        self.folder.set_value(the_association().backup_folder)
        self.keep_folder.setEnabled(False)
        self.list.show_again()

    def place(self) -> Path:
        """The folder in which the backups of this file lie."""
        return the_association().folder_for_backups(self._desk.path)

    def save_folder(self) -> None:
        """Have backups go to the folder that was typed or chosen."""
        association = the_association()
        wanted = self.folder.value()
        try:
            if wanted:
                backup.check_folder(Path(wanted))
            identity = replace(identity_of(association), backup_folder=wanted)
            save_identity(identity, logo=association.logo_id, signature=association.signature_id)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.show_again()
        self._desk.tell_change(self, _("Backups go to this folder from now on."))

    def back_up(self) -> None:
        """Make a verified backup now."""
        path, folder = self._desk.path, self.place()
        run_in_background(
            lambda _progress: backup.make_backup(path, folder),
            title=_("Making a verified backup…"),
            done=self._backed_up,
            parent=self,
            can_cancel=False,
        )

    def verify(self) -> None:
        """Read every backup and compare it with what was written when it was made."""
        backups = list(self._backups.values())

        def work(progress: Any) -> dict[Path, str]:
            found = {}
            for done, each in enumerate(backups):
                progress(done, len(backups))
                found[each.path] = backup.state_of(each)
            return found

        run_in_background(work, title=_("Verifying the backups…"), done=self._verified, parent=self)

    def open_folder(self) -> None:
        """Show the folder in the computer's file manager."""
        folder = self.place()
        if not folder.is_dir():
            show_refusal(
                self, _("There is no backup yet, so the folder {folder} is not there.").format(folder=folder)
            )
            return
        open_folder(folder)

    def _backed_up(self, _made: object) -> None:
        self.list.show_again()
        self._desk.tell_done(self, _("The backup was made and proven good."))
        self._desk.told.emit()

    def _verified(self, found: dict[Path, str]) -> None:
        self._checked = found
        self.list.show_again()

    def _rows(self) -> dict[int, Row]:
        found = backup.backups_in(self.place(), self._desk.path.stem)
        self._backups = dict(enumerate(found, start=1))
        return {number: self._row(each) for number, each in self._backups.items()}

    def _row(self, each: backup.Backup) -> Row:
        proven = "proven" if backup.checksum_of(each).exists() else "unknown"
        word, tone = _STATES[self._checked.get(each.path, proven)]
        reason = REASONS.get(each.reason)
        return Row(
            {
                "when": _("{day} at {time}").format(
                    day=self._desk.conventions.date(each.at.date()), time=f"{each.at:%H:%M}"
                ),
                "why": _(reason) if reason else each.reason,
                "size": _("{n} kB").format(n=self._desk.conventions.number(each.path.stat().st_size // 1000)),
                "state": _(word),
            },
            tones={"state": tone},
        )


def _columns() -> list[Column]:
    return [
        Column("when", _("Made on"), 180, sortable=False),
        Column("why", _("Reason"), 160, sortable=False, stretch=True),
        Column("size", _("Size"), 110, right=True, sortable=False),
        Column("state", _("Verified"), 180, chip=True, sortable=False),
    ]
