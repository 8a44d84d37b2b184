"""Step 1: which file, and how it is to be read. Its first rows show at once whether it is read rightly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.exchange.opening import open_table
from assoc_desktop.exchange.tables import Table, text_of
from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.members.importing.forms.step import Step
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import ElidedLabel, breakable
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look

#: Python's name of an encoding → what a person calls it.
ENCODINGS = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "cp1252": N_("Windows, Western Europe"),
    "mac_roman": N_("Mac, Western Europe"),
}
#: Sign between the columns of a CSV → what a person calls it.
DELIMITERS = {",": N_("Comma ,"), ";": N_("Semicolon ;"), "\t": N_("Tab"), "|": N_("Bar |")}

_SHOWN_ROWS = 100
_SHOWN_COLUMNS = 60
_LONGEST_SHOWN = 200


class FileStep(Step):
    """Choose or drop a file; sheet, encoding and separator are guessed and can be changed.

    Attributes:
        table: what was read from the file, or None.
        path: the file that was chosen, or None.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._beside = desk.conventions.number, desk.path.parent
        self.path: Path | None = None
        self.table: Table | None = None
        self._guessed: Table | None = None
        self._build()

    def problem(self) -> str:
        return "" if self.table else _("Choose the file that holds the list.")

    def first_field(self) -> QWidget | None:
        return self.other if self.table else self.zone.empty.button

    def choose(self) -> None:
        """Let the person choose a file."""
        kinds = _("Lists (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.xlsb *.ods *.vcf *.htm *.html)")
        folder = str(self.path.parent if self.path else self._beside)
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a list"), folder, f"{kinds};;{_('All files (*)')}"
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a file as its content tells; one that cannot be read is refused, and the one before stays."""
        self._read(path, guessed=True)

    # Inside

    def _build(self) -> None:
        self.zone = _DropZone(self.choose, self.take_file)
        self._chosen = self._build_chosen()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.zone)
        self._stack.addWidget(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setAcceptDrops(True)

    def _build_chosen(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._build_name())
        column.addLayout(self._build_choices())
        self._notes = QLabel(wordWrap=True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._notes.setContentsMargins(GRID, GRID, GRID, GRID)
        look(self._notes, "quiet")
        notes = self._notes_frame = QFrame()
        look(notes, "banner")
        inside = QVBoxLayout(notes)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._notes)
        column.addWidget(notes)
        self._caption = QLabel()
        look(self._caption, "heading")
        column.addWidget(self._caption)
        self.preview = RecordTable("import first rows", [Column("0", " ")], self._rows)
        self.preview.view.setAccessibleName(_("First rows"))
        header = self.preview.view.horizontalHeader()
        header.setSectionsMovable(False)
        header.setSortIndicatorShown(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._caption.setBuddy(self.preview.view)
        frame = card_around(self.preview)
        column.addWidget(frame, 1)
        return inner

    def _build_name(self) -> QHBoxLayout:
        self._sign = QLabel()
        self._name = ElidedLabel()
        look(self._name, "heading")
        self._size = QLabel()
        look(self._size, "quiet")
        self.other = QPushButton(icons.icon("folder"), _("&Other file…"))
        self.other.clicked.connect(self.choose)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addWidget(self._name, 1)
        row.addWidget(self._size, 1)
        row.addWidget(self.other)
        return row

    def _build_choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.sheet, self._sheet_label = self._choice(row, _("&Sheet"))
        self.encoding, self._encoding_label = self._choice(row, _("&Letters"))
        self.delimiter, self._delimiter_label = self._choice(row, _("&Columns separated by"))
        row.addStretch(1)
        return row

    def _choice(self, row: QHBoxLayout, label: str) -> tuple[ComboBox, QLabel]:
        box, caption = ComboBox(), QLabel(label)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToContents)
        box.setMinimumWidth(120)
        box.setAccessibleName(label.replace("&", ""))
        caption.setBuddy(box)
        row.addWidget(caption)
        row.addWidget(box)
        row.addSpacing(GRID)
        box.activated.connect(lambda _place: self._read_again())
        return box, caption

    def _read(
        self,
        path: Path,
        *,
        guessed: bool,
        sheet: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
    ) -> None:
        run_in_background(
            lambda progress: open_table(
                path, sheet=sheet, encoding=encoding, delimiter=delimiter, progress=progress
            ),
            title=_("Reading “{file}”…").format(file=path.name),
            done=lambda table: self._take_table(path, table, guessed=guessed),
            failed=self._refused,
            cancelled=self._show_choices,
            parent=self,
        )

    def _read_again(self) -> None:
        """Read the file as the person says it is to be read."""
        if self.path is None:
            return
        self._read(
            self.path,
            guessed=False,
            sheet=self.sheet.currentData() if self.sheet.isVisibleTo(self) else None,
            encoding=self.encoding.currentData() if self.encoding.isVisibleTo(self) else None,
            delimiter=self.delimiter.currentData() if self.delimiter.isVisibleTo(self) else None,
        )

    def _refused(self, refusal: Refused) -> None:
        self._show_choices()
        show_refusal(self, str(refusal), _("This list cannot be read"))

    def _take_table(self, path: Path, table: Table, *, guessed: bool) -> None:
        self.path, self.table = path, table
        if guessed:
            self._guessed = table
        self._stack.setCurrentWidget(self._chosen)
        colour = self.palette().color(QPalette.ColorRole.Link)
        self._sign.setPixmap(icons.pixmap("file", 22, colour, self.devicePixelRatioF()))
        self._name.setText(path.name)
        rows = ngettext("{n} row", "{n} rows", len(table.rows)).format(n=self._number(len(table.rows)))
        columns = ngettext("{n} column", "{n} columns", len(table.headings)).format(n=len(table.headings))
        self._size.setText(_("{rows}, {columns}").format(rows=rows, columns=columns))
        self._notes.setText(breakable("\n".join(table.notes)))
        self._notes_frame.setVisible(bool(table.notes))
        self._show_choices()
        self._show_rows(table)
        self.changed.emit()

    def _show_choices(self) -> None:
        """Show how the file was read, and mark what was guessed."""
        if self.table is None or self._guessed is None:
            return
        table, guess = self.table, self._guessed
        sheets = [(name, name) for name in table.sheets]
        self._offer(self.sheet, self._sheet_label, sheets if len(sheets) > 1 else [], table.sheet, "")
        encodings = _choices(ENCODINGS, _plain(table.encoding), shown=bool(table.encoding))
        encoding = _plain(table.encoding)
        self._offer(self.encoding, self._encoding_label, encodings, encoding, _plain(guess.encoding))
        delimiters = _choices(DELIMITERS, table.delimiter, shown=bool(table.delimiter))
        self._offer(self.delimiter, self._delimiter_label, delimiters, table.delimiter, guess.delimiter)

    def _offer(
        self, box: ComboBox, label: QLabel, choices: Sequence[tuple[str, str]], now: str, guess: str
    ) -> None:
        for widget in (box, label):
            widget.setVisible(bool(choices))
        box.clear()
        for value, word in choices:
            box.addItem(_("{choice} (guessed)").format(choice=word) if value == guess else word, value)
        box.setCurrentIndex(max(0, box.findData(now)))

    def _show_rows(self, table: Table) -> None:
        shown = min(_SHOWN_ROWS, len(table.rows))
        self._caption.setText(
            ngettext("The first ro&w", "The first {n} ro&ws", shown).format(n=shown)
            if shown
            else _("The list has headings and no row.")
        )
        columns = [Column("line", _("Line"), width=64, right=True, sortable=False)]
        columns += [
            Column(str(place), heading, width=150, sortable=False)
            for place, heading in enumerate(table.headings[:_SHOWN_COLUMNS])
        ]
        self.preview.set_columns(columns)
        self.preview.show_ids(range(shown))

    def _rows(self, numbers: list[int]) -> list[Row]:
        if self.table is None:
            return [Row({}) for _number in numbers]
        rows = (self.table.rows[number] for number in numbers)
        return [
            Row(
                {"line": str(row.line)}
                | {
                    str(place): text_of(cell)[:_LONGEST_SHOWN]
                    for place, cell in enumerate(row.cells[:_SHOWN_COLUMNS])
                },
                quiet=bool(row.problem),
            )
            for row in rows
        ]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            self.take_file(path)


class _DropZone(QFrame):
    """The empty first step: a dashed frame that takes a file."""

    def __init__(self, choose: Callable[[], None], take: Callable[[Path], None]) -> None:
        super().__init__()
        self._take = take
        self._hovered = False
        self.setAcceptDrops(True)
        self.empty = EmptyState(
            "import",
            _("Which list do you want to import?"),
            _(
                "Drop a file here, or choose one: a spreadsheet from Excel or LibreOffice, a CSV, or address cards "
                "(vCard). Nothing is written before you have seen what would happen."
            ),
            (_("&Choose a file…"), choose),
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self.empty)

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole.Accent if self._hovered else QPalette.ColorRole.Dark
        painter.setPen(QPen(self.palette().color(role), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), GRID, GRID)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        if path := _dropped(event):
            event.acceptProposedAction()
            self._take(path)

    def _hover(self, on: bool) -> None:
        self._hovered = on
        self.update()


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if urls and urls[0].isLocalFile() else None


def _plain(encoding: str) -> str:
    return {"utf-8-sig": "utf-8"}.get(encoding, encoding)


def _choices(known: dict[str, str], now: str, *, shown: bool) -> list[tuple[str, str]]:
    if not shown:
        return []
    choices = {value: _(word) for value, word in known.items()}
    choices.setdefault(now, now)
    return list(choices.items())
