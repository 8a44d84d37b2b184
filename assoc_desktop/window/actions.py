"""What the menus do with the open file: undo, back up, save a copy, check, history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.file import SUFFIX
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.messages import confirm, show_information, show_refusal
from assoc_desktop.widgets.saving import ask_where_to_save
from assoc_desktop.widgets.toast import show_toast

if TYPE_CHECKING:
    from assoc_desktop.window.main import MainWindow


def refused_file(window: MainWindow, sentence: str) -> bool:
    """Show why a file is not opened; True when the person wants to choose another."""
    return confirm(window, _("This file cannot be opened"), sentence, _("Open another file…"))


def undo_last(window: MainWindow) -> None:
    """Take back the last operation that can be."""
    from assoc_desktop.storage.history import last_undoable

    last = last_undoable()
    if last:
        undo(window, last.id)


def undo(window: MainWindow, operation_id: int) -> None:
    """Take an operation back; what it did is told, and can be done again."""
    from assoc_desktop.storage.history import Operation
    from assoc_desktop.storage.undoing import undo as take_back

    name = str(Operation.get_by_id(operation_id))

    def done(new_id: int) -> None:
        if window.desk:
            said = _("Undone: {operation}").format(operation=name)
            window.desk.tell_done(window, said, new_id, undone=Operation.get_by_id(new_id).is_undo)

    run_in_background(
        lambda progress: take_back(operation_id, progress=progress),
        title=_("Undoing “{operation}”…").format(operation=name),
        done=done,
        parent=window,
    )


def back_up(
    window: MainWindow,
    title: str,
    done: Callable[[], object],
    failed: Callable[[Refused], object],
) -> None:
    """Before closing: make a verified backup in the background if anything was written since the last one.

    What closing still has to write anew is written there too, so that the window does not stand still.
    """
    from assoc_desktop.association.records import the_association
    from assoc_desktop.storage import backup
    from assoc_desktop.storage.file import forget_order

    if not window.file:
        return
    path = window.file.path

    def work(_progress: object) -> None:
        folder = the_association().folder_for_backups(path)
        if backup.is_needed(folder, path.stem):
            backup.make_backup(path, folder)
            backup.prune(folder, path.stem)
        forget_order()

    run_in_background(
        work, title=title, done=lambda _nothing: done(), failed=failed, parent=window, can_cancel=False
    )


def back_up_now(window: MainWindow) -> None:
    """Make a verified backup and say where it lies."""
    from assoc_desktop.association.records import the_association
    from assoc_desktop.storage import backup

    if not window.file:
        return
    path = window.file.path

    def done(made: backup.Backup) -> None:
        show_information(
            window,
            _("The backup was made and proven good"),
            _("It was opened again and compared with your file. It lies here:\n{path}").format(
                path=made.path
            ),
        )
        if window.desk:
            window.desk.told.emit()

    run_in_background(
        lambda _progress: backup.make_backup(path, the_association().folder_for_backups(path)),
        title=_("Making a verified backup…"),
        done=done,
        parent=window,
        can_cancel=False,
    )


def save_copy(window: MainWindow) -> None:
    """Write a whole copy of the file where the person wants it."""
    from assoc_desktop.storage.file import save_copy as write

    if not window.file:
        return
    proposed = window.file.path.with_name(_("{name} copy").format(name=window.file.path.stem) + SUFFIX)
    kinds = _("Associations (*{suffix})").format(suffix=SUFFIX)
    target = ask_where_to_save(window, _("Save a copy"), proposed, kinds)
    if target is None:
        return
    done = _("The copy {name} was saved.").format(name=target.name)
    run_in_background(
        lambda _progress: write(target),
        title=_("Saving a copy…"),
        done=lambda _nothing: show_toast(window, done),
        parent=window,
        can_cancel=False,
    )


def check(window: MainWindow) -> None:
    """Check the whole file and tell what was found."""
    from assoc_desktop.checks import find_faults

    def done(findings: list[str]) -> None:
        if findings:
            show_refusal(window, "\n".join(findings), _("Something is wrong with the file"))
        else:
            show_information(
                window,
                _("The file is whole"),
                _("Every record, reference and sum was checked, and nothing is wrong."),
            )

    run_in_background(
        lambda progress: find_faults(progress=progress),
        title=_("Checking the file…"),
        done=done,
        parent=window,
    )
