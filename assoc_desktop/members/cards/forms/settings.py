"""How cards are printed: design, sheet, sides, offset; remembered on this computer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.rules import stored_designs, usual_design
from assoc_desktop.pdf.sheets import DUPLEX, SHEETS, Sheet, usual_sheet
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID, look

_MOST_OFFSET = 20.0


@dataclass(frozen=True)
class PrintSettings:
    """How cards are printed. `duplex` is `long`, `short`, or None for the front alone; offsets in millimetres."""

    design: CardDesign
    sheet: Sheet
    duplex: str | None
    offset: tuple[float, float]
    draft: bool
    crop_marks: bool


class SettingsPanel(QWidget):
    """The choices of how cards are printed.

    Signals:
        changed(): a choice is another.
        calibration_wanted(): the page that shows how far the printer prints beside the place is wanted.
        designs_wanted(): the person wants to change the designs.
    """

    changed = Signal()
    calibration_wanted = Signal()
    designs_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._designs: list[CardDesign] = []
        self._build()
        self.read_designs()
        self._recall()
        self._connect()

    @property
    def design(self) -> CardDesign:
        """The design that is chosen."""
        return self._designs[max(0, self.design_box.currentIndex())]

    @property
    def sheet(self) -> Sheet:
        """The sheet that is chosen."""
        return SHEETS[self.sheet_box.currentData()]

    def settings(self) -> PrintSettings:
        """All choices."""
        return PrintSettings(
            design=self.design,
            sheet=self.sheet,
            duplex=(self.sides.currentData() or None) if self.design.back else None,
            offset=(self.right.value(), self.down.value()),
            draft=self.draft.isChecked(),
            crop_marks=self.crop_marks.isChecked(),
        )

    def read_designs(self) -> None:
        """Read the designs again; the one chosen stays chosen."""
        now = self.design_box.currentText() or self._desk.preferences.choices.get("cards design", "")
        self._designs = [stored.design for stored in stored_designs()] or [usual_design()]
        self.design_box.blockSignals(True)
        self.design_box.clear()
        self.design_box.addItems([design.name for design in self._designs])
        self.design_box.setCurrentIndex(max(0, self.design_box.findText(now)))
        self.design_box.blockSignals(False)
        self._show_what_applies()

    # Inside

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        self.design_box = self._choice(grid, _("&Design"), columns=1)
        self.designs_button = QToolButton()
        self.designs_button.setIcon(icons.icon("edit"))
        self.designs_button.setToolTip(_("Change the designs"))
        self.designs_button.setAccessibleName(_("Change the designs"))
        self.designs_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.designs_button.clicked.connect(self.designs_wanted)
        grid.addWidget(self.designs_button, grid.rowCount() - 1, 2)
        self.sheet_box = self._choice(grid, _("Shee&t"))
        for sheet in SHEETS.values():
            self.sheet_box.addItem(_(sheet.label), sheet.key)
        self.sides = self._choice(grid, _("&Sides"))
        self.sides.addItem(_("Front only"), "")
        for key, word in DUPLEX.items():
            self.sides.addItem(_(word), key)
        self._build_offset(grid)
        self.crop_marks = QCheckBox(_("Crop &marks"))
        self.draft = QCheckBox(_("D&raft"))
        self.draft.setToolTip(_("Outlines and words without colours and pictures, to save ink."))
        self.hint = QLabel(wordWrap=True)
        look(self.hint, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(grid)
        column.addWidget(self.crop_marks)
        column.addWidget(self.draft)
        column.addWidget(self.hint)

    def _choice(self, grid: QGridLayout, label: str, columns: int = 2) -> ComboBox:
        box, caption = ComboBox(), QLabel(label)
        box.setAccessibleName(label.replace("&", ""))
        caption.setBuddy(box)
        row = grid.rowCount()
        grid.addWidget(caption, row, 0)
        grid.addWidget(box, row, 1, 1, columns)
        return box

    def _build_offset(self, grid: QGridLayout) -> None:
        """How far everything is moved, and the page that tells how far it has to be."""
        self.right = self._millimetres("→ ", _("Move to the right, in millimetres"))
        self.down = self._millimetres("↓ ", _("Move down, in millimetres"))
        caption = QLabel(_("M&ove"))
        caption.setBuddy(self.right)
        self.calibration = QPushButton(_("Calibration &page…"))
        self.calibration.setToolTip(_("Shows with a ruler how far this printer prints beside the place."))
        self.calibration.clicked.connect(self.calibration_wanted)
        both = QHBoxLayout()
        both.setSpacing(GRID)
        both.addWidget(self.right, 1)
        both.addWidget(self.down, 1)
        row = grid.rowCount()
        grid.addWidget(caption, row, 0)
        grid.addLayout(both, row, 1, 1, 2)
        grid.addWidget(self.calibration, row + 1, 0, 1, 3, Qt.AlignmentFlag.AlignRight)

    def _millimetres(self, sign: str, name: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(decimals=1, singleStep=0.5)
        box.setRange(-_MOST_OFFSET, _MOST_OFFSET)
        box.setPrefix(sign)
        box.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMinimumWidth(self.fontMetrics().averageCharWidth() * 7)
        return box

    def _connect(self) -> None:
        for box in (self.design_box, self.sheet_box, self.sides):
            box.activated.connect(lambda _place: self._changed())
        for number in (self.right, self.down):
            number.valueChanged.connect(lambda _value: self._changed())
        for check in (self.crop_marks, self.draft):
            check.clicked.connect(lambda _on: self._changed())

    def _changed(self) -> None:
        self._show_what_applies()
        self._remember()
        self.changed.emit()

    def _show_what_applies(self) -> None:
        self.sides.setEnabled(self.design.back)
        self.crop_marks.setEnabled(self.sheet_box.currentData() is None or self.sheet.crop_marks)
        hints = []
        if not self.design.back:
            hints.append(_("This design has no back."))
        if self.sheet_box.currentData() is not None and not self.sheet.crop_marks:
            hints.append(_("This sheet needs no crop marks."))
        self.hint.setText(" ".join(hints))

    def _recall(self) -> None:
        kept = self._desk.preferences.choices
        usual = usual_sheet(self._desk.conventions.paper()).key
        self.sheet_box.setCurrentIndex(max(0, self.sheet_box.findData(kept.get("cards sheet", usual))))
        self.sides.setCurrentIndex(max(0, self.sides.findData(kept.get("cards sides", ""))))
        self.right.setValue(_number(kept.get("cards right", "")))
        self.down.setValue(_number(kept.get("cards down", "")))
        self.draft.setChecked(kept.get("cards draft") == "yes")
        self.crop_marks.setChecked(kept.get("cards crop marks") != "no")
        self._show_what_applies()

    def _remember(self) -> None:
        self._desk.preferences.choices |= {
            "cards design": self.design_box.currentText(),
            "cards sheet": self.sheet_box.currentData(),
            "cards sides": self.sides.currentData(),
            "cards right": str(self.right.value()),
            "cards down": str(self.down.value()),
            "cards draft": "yes" if self.draft.isChecked() else "no",
            "cards crop marks": "yes" if self.crop_marks.isChecked() else "no",
        }
        self._desk.preferences.save()


def _number(kept: str) -> float:
    """A number kept in the settings; a broken one is none."""
    try:
        return float(kept)
    except ValueError:
        return 0.0
