"""Exporting what the list shows: its members, in its order, with its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from assoc_desktop.exchange.tables import Cell
from assoc_desktop.language import _, language, ngettext
from assoc_desktop.members import listing
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.tab.columns import row_of
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.record_table import Column
from assoc_desktop.widgets.toast import show_toast

_AT_ONCE = 2000


def export_list(
    widget: QWidget, desk: Desk, ids: Sequence[int], columns: Sequence[Column], choice: Choice
) -> None:
    """Ask for a name and write the list as a spreadsheet or as CSV."""
    kinds = _("Spreadsheet (*.xlsx);;CSV (*.csv)")
    proposed = str(desk.path.with_name(_("Members") + ".xlsx"))
    name, kind = QFileDialog.getSaveFileName(widget, _("Export the list"), proposed, kinds)
    if not name:
        return
    path = Path(name)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        path = path.with_name(path.name + (".csv" if "csv" in kind else ".xlsx"))

    def done(_nothing: object) -> None:
        sentence = ngettext(
            "{n} member exported to {name}.", "{n} members exported to {name}.", len(ids)
        ).format(n=desk.conventions.number(len(ids)), name=path.name)
        folder = QUrl.fromLocalFile(str(path.parent))
        show_toast(widget, sentence, (_("Open the folder"), lambda: QDesktopServices.openUrl(folder)))

    run_in_background(
        lambda progress: write_list(path, desk, ids, columns, choice, progress),
        title=_("Exporting the list…"),
        done=done,
        parent=widget,
    )


def write_list(
    path: Path,
    desk: Desk,
    ids: Sequence[int],
    columns: Sequence[Column],
    choice: Choice,
    progress: Progress,
) -> None:
    """Write the list; the ending of the path says in which form.

    Raises:
        Refused: it cannot be written there.
        Cancelled: the person stopped it; an older file of that name is as it was.
    """
    headings = [column.title for column in columns]
    rows = _rows(desk, ids, columns, choice)
    if path.suffix.lower() == ".csv":
        from assoc_desktop.exchange.csv_writer import list_separator, write_csv

        delimiter = list_separator(language())
        write_csv(path, headings, rows, delimiter=delimiter, total=len(ids), progress=progress)
        return
    from assoc_desktop.exchange.xlsx_writer import write_xlsx

    write_xlsx(path, headings, rows, sheet=_("Members"), total=len(ids), progress=progress)


def _rows(
    desk: Desk, ids: Sequence[int], columns: Sequence[Column], choice: Choice
) -> Iterator[list[Cell | None]]:
    own = custom_fields()
    for start in range(0, len(ids), _AT_ONCE):
        found = listing.rows(
            ids[start : start + _AT_ONCE],
            season_id=choice.season_id,
            today=desk.today(),
            custom_field_ids=[each.id for each in own],
        )
        for each in map(listing.usable, found):
            texts = row_of(each, desk.conventions, own).texts
            yield [_cell(desk, each, column.key, texts[column.key]) for column in columns]


def _cell(desk: Desk, found: listing.Row, key: str, text: str) -> Cell | None:
    """Dates and amounts stay dates and numbers, so that a spreadsheet can reckon with them."""
    if key == "joined_on":
        return found.joined_on
    if key == "to_pay":
        if found.to_pay is None:
            return None
        decimals = desk.conventions.decimals
        return found.to_pay / 10**decimals if decimals else found.to_pay
    return text
