"""Reading a statement in: what it holds, of which account it is, what its columns are; then the lines."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.exchange.statements.columns import FIELDS, Columns, with_habits
from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.accounts import money_accounts
from assoc_desktop.treasury.statements.reading import Reading, prepare, take_in
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, card_around, look, named_page


def choose_statement(parent: QWidget) -> Path | None:
    """Ask for the file of a statement; None when the person changed their mind."""
    kinds = ";;".join(
        (
            _("Statements (*.csv *.ofx *.qfx *.xml *.sta *.mt940 *.940 *.txt *.xlsx *.xls *.ods)"),
            _("All files (*)"),
        )
    )
    name, _kind = QFileDialog.getOpenFileName(parent, _("Read a statement"), str(Path.home()), kinds)
    return Path(name) if name else None


class ReadingPage(Page):
    """One statement before it is read in. Nothing is written until the person says so."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Read the statement {file}").format(file=path.name), parent)
        self._desk, self._path = desk, path
        self.reading: Reading | None = None
        self.boxes: dict[str, ComboBox] = {}
        self._build()
        self._prepare(None, None)

    def take_keyboard(self) -> None:
        self.read_in.setFocus()

    # Building

    def _build(self) -> None:
        self.read_in = QPushButton(icons.icon("import", QPalette.ColorRole.HighlightedText), _("&Read in"))
        look(self.read_in, "main")
        self.read_in.setEnabled(False)
        self.read_in.clicked.connect(self.take_in)
        self.heading.addWidget(self.read_in)
        self.account_box = ComboBox()
        self.account_box.setAccessibleName(_("Account"))
        self.account_box.addItem(_("Choose the account"), None)
        for account in money_accounts():
            self.account_box.addItem(str(account.name), account.id)
        self.account_box.activated.connect(lambda _place: self._chosen())
        caption = QLabel(_("&Account"))
        caption.setBuddy(self.account_box)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(caption)
        row.addWidget(self.account_box, 1)
        row.addStretch(1)
        self.told = QLabel(wordWrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.notes = QLabel(wordWrap=True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        look(self.notes, "small")
        self.body.addLayout(row)
        self.body.addWidget(self.told)
        self.body.addWidget(self.notes)
        self.twins_too = QCheckBox()
        self.twins_too.toggled.connect(lambda _on: self._tell_count())
        self.twins_too.hide()
        self.body.addWidget(self.twins_too)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self._make_columns(), 2)
        below.addWidget(card_around(self._make_table()), 3)
        self.body.addLayout(below, 1)

    def _make_columns(self) -> QScrollArea:
        self._columns = QScrollArea(widgetResizable=True)
        self._columns.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._columns.setFrameShape(QScrollArea.Shape.NoFrame)
        self._columns.setAccessibleName(_("What each column is"))
        self._columns.hide()
        return self._columns

    def _make_table(self) -> RecordTable:
        columns = [
            Column("day", _("Day"), 108, sortable=False),
            Column("party", _("Other party"), 120, sortable=False),
            Column("text", _("Text"), 200, stretch=True, sortable=False),
            Column("amount", _("Amount"), 100, right=True, sortable=False),
            Column("twin", _("Read before?"), 116, chip=True, sortable=False),
        ]
        nothing = EmptyState(
            "import",
            _("No new lines"),
            _("What is new in the statement is listed here before it is read in."),
        )
        self.table = RecordTable("statement_new", columns, self._rows, empty=nothing)
        self.table.view.setAccessibleName(_("New lines"))
        return self.table

    # What is read

    def _prepare(self, account_id: int | None, columns: Columns | None) -> None:
        run_in_background(
            lambda progress: prepare(self._path, account_id=account_id, columns=columns, progress=progress),
            title=_("Reading the statement…"),
            done=self._show,
            failed=self._show_refusal,
            cancelled=self.closed.emit,
            parent=self,
        )

    def _chosen(self) -> None:
        """Another account, or another meaning of a column."""
        table = self.reading.table if self.reading else None
        columns = None
        if table is not None and self.boxes:
            fields = {heading: box.currentData() for heading, box in self.boxes.items() if box.currentData()}
            columns = with_habits(table, fields)
        self._prepare(self.account_box.currentData(), columns)

    def _show(self, reading: Reading) -> None:
        before, self.reading = self.reading, reading
        self.account_box.setCurrentIndex(max(0, self.account_box.findData(reading.account.id)))
        if reading.table is not None and (before is None or not self.boxes):
            self._offer_columns(reading)
        say, count = self._desk.conventions, len(reading.lines)
        look(self.told, "heading")
        parts = [ngettext("{n} new line", "{n} new lines", count).format(n=say.number(count))]
        if reading.known:
            words = ngettext("{n} line was read before", "{n} lines were read before", reading.known)
            parts.append(words.format(n=say.number(reading.known)))
        if reading.closing:
            words = _("{amount} in the account on {day}")
            parts.append(
                words.format(amount=say.money(reading.closing.amount), day=say.date(reading.closing.day))
            )
        self.told.setText("  ·  ".join(parts))
        self._tell_notes(reading)
        self.table.show_ids(range(count))
        if before is None:
            # Until now the button could not be pressed, nor have the keyboard.
            QTimer.singleShot(0, self.read_in, self.read_in.setFocus)
        self._offer_twins(reading)
        self._tell_count()

    def _offer_twins(self, reading: Reading) -> None:
        """Lines that another file has probably said already are left out, unless a person wants them."""
        count = len(reading.twins)
        self.twins_too.setVisible(count > 0)
        if not count:
            return
        files = ", ".join(sorted({each.source for each in reading.twins.values()}))
        words = ngettext(
            "&Also read the {n} line that was probably read before, from {files}",
            "&Also read the {n} lines that were probably read before, from {files}",
            count,
        )
        self.twins_too.setText(words.format(n=self._desk.conventions.number(count), files=files))

    def _tell_count(self) -> None:
        if self.reading is None:
            return
        count = len(self.reading.lines) - (0 if self.twins_too.isChecked() else len(self.reading.twins))
        self.read_in.setEnabled(count > 0)
        words = ngettext("&Read in {n} line", "&Read in {n} lines", count)
        number = self._desk.conventions.number(count)
        self.read_in.setText(words.format(n=number) if count else _("&Read in"))
        self.table.refresh()

    def _tell_notes(self, reading: Reading) -> None:
        notes = list(reading.notes)
        if reading.gap:
            notes.insert(
                0,
                _(
                    "The closing balance is not the opening balance and the lines together: {amount} differ. A line may be missing."
                ).format(amount=self._desk.conventions.money(reading.gap)),
            )
        look(self.notes, "error" if reading.gap else "small")
        self.notes.setText("\n".join(notes[:6]))
        self.notes.setVisible(bool(notes))

    def _show_refusal(self, refusal: Refused) -> None:
        look(self.told, "error")
        self.told.setText(str(refusal))
        self.notes.hide()
        self.twins_too.hide()
        self.table.show_ids([])
        self.read_in.setEnabled(False)
        self.account_box.setFocus()

    def _offer_columns(self, reading: Reading) -> None:
        assert reading.table is not None and reading.columns is not None
        inside = named_page()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        title = QLabel(_("What each column is"))
        look(title, "heading")
        grid = QGridLayout()
        grid.setVerticalSpacing(GRID // 2)
        for place, heading in enumerate(reading.table.headings):
            box = ComboBox()
            box.setAccessibleName(heading)
            box.addItem(_("Nothing"), "")
            for key, words in FIELDS.items():
                box.addItem(_(words), key)
            box.setCurrentIndex(max(0, box.findData(reading.columns.fields.get(heading, ""))))
            box.activated.connect(lambda _place: self._chosen())
            caption = QLabel(heading, wordWrap=True)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setBuddy(box)
            grid.addWidget(caption, place, 0)
            grid.addWidget(box, place, 1)
            self.boxes[heading] = box
        column.addWidget(title)
        column.addLayout(grid)
        column.addStretch(1)
        self._columns.setWidget(inside)
        self._columns.show()

    def _rows(self, places: list[int]) -> list[Row]:
        return [self._row(place) for place in places]

    def _row(self, place: int) -> Row:
        if self.reading is None:
            return Row({})
        line, say = self.reading.lines[place], self._desk.conventions
        texts = {
            "day": say.date(line.day),
            "party": line.party,
            "text": line.text,
            "amount": say.amount(line.amount),
        }
        twin = self.reading.twins.get(line.mark)
        if twin is None:
            return Row(texts)
        return Row(
            {**texts, "twin": _("Probably")}, tones={"twin": "warn"}, quiet=not self.twins_too.isChecked()
        )

    # What is done

    def take_in(self) -> None:
        """Write the new lines, and go back to the list."""
        reading, twins_too = self.reading, self.twins_too.isChecked()
        if reading is None:
            return
        run_in_background(
            lambda progress: take_in(reading, twins_too=twins_too, progress=progress),
            title=_("Reading the statement…"),
            done=self._done,
            parent=self,
        )

    def _done(self, count: int) -> None:
        self.closed.emit()
        words = ngettext(
            "{n} line was read in. Nothing is posted yet.",
            "{n} lines were read in. Nothing is posted yet.",
            count,
        )
        self._desk.tell_change(self, words.format(n=self._desk.conventions.number(count)))
