"""Vouchers on screen: added from a file, looked at, saved, taken off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QScrollArea, QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.vouchers import Scan, add_voucher, read_scan, read_voucher, remove_voucher
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.pdf_preview.printing import write_file
from assoc_desktop.widgets.toast import show_toast


def choose_scan(desk: Desk, parent: QWidget, entry_id: int) -> None:
    """Let the person choose a scan for an entry."""
    kinds = _("Scans and photos (*.pdf *.jpg *.jpeg *.png)")
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name, _kind = QFileDialog.getOpenFileName(parent, _("Choose the voucher"), folder, kinds)
    if name:
        keep_scan(desk, parent, entry_id, Path(name))


def keep_scan(desk: Desk, parent: QWidget, entry_id: int, path: Path) -> None:
    """Read a scan, make it small, and keep it with an entry."""

    def done(scan: Scan) -> None:
        try:
            add_voucher(entry_id, scan)
        except Refused as refusal:
            show_refusal(parent, str(refusal))
            return
        desk.tell_change(parent, _("The voucher {name} is kept in the file.").format(name=scan.name))

    run_in_background(
        lambda _progress: read_scan(path),
        title=_("Reading the voucher…"),
        done=done,
        parent=parent,
        can_cancel=False,
    )


def voucher_page(desk: Desk, voucher_id: int) -> Page:
    """The page on which a voucher is looked at."""
    scan = read_voucher(voucher_id)
    page: Page
    if scan.is_pdf:
        page = PreviewPage(scan.name, scan.content, scan.name, folder=desk.path.parent)
    else:
        page = PicturePage(desk, scan)
    remove = QPushButton(icons.icon("delete"), _("Take it off…"))
    remove.clicked.connect(lambda: _remove(desk, page, voucher_id))
    page.heading.addWidget(remove)
    return page


def _remove(desk: Desk, page: Page, voucher_id: int) -> None:
    sentence = _("It was the wrong paper. The entry stays as it is; Undo brings the voucher back.")
    if confirm(page, _("Take this voucher off its entry?"), sentence, _("Take it off"), danger=True):
        remove_voucher(voucher_id)
        parent = page.window()
        page.closed.emit()
        desk.tell_change(parent, _("The voucher was taken off."))


class PicturePage(Page):
    """The photo of a paper, as large as the page is wide."""

    def __init__(self, desk: Desk, scan: Scan, parent: QWidget | None = None) -> None:
        super().__init__(scan.name, parent)
        self._desk, self._scan = desk, scan
        self._picture = QPixmap()
        self._picture.loadFromData(scan.content)
        self._label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._label.setAccessibleName(scan.name)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(self._label)
        self.body.addWidget(self._scroll, 1)
        save = QPushButton(icons.icon("save"), _("&Save as…"))
        save.clicked.connect(self._save)
        self.heading.addWidget(save)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(200, self._scroll.width() - 24)
        if self._picture.width() > width:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._label.setPixmap(self._picture.scaledToWidth(width, smooth))
        else:
            self._label.setPixmap(self._picture)

    def _save(self) -> None:
        proposed = self._desk.path.with_name(self._scan.name).with_suffix(".jpg")
        kinds = _("Pictures (*.jpg)")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the voucher"), str(proposed), kinds)
        if name:
            try:
                write_file(Path(name), self._scan.content)
            except Refused as refusal:
                show_refusal(self, str(refusal))
                return
            show_toast(self, _("{name} was saved.").format(name=Path(name).name))
