"""A picture: chosen from a file, pasted or dropped, and made safe by a function that the page hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.theme import GRID, look

#: The largest file that is read at all, in bytes.
LARGEST = 50_000_000


class ImageField(Field):
    """A picture or nothing. The value is the bytes that `reencode` gave, or None.

    Args:
        reencode: bytes of any picture → bytes of a small, clean one (no EXIF). Raises `Refused` in words.
        size: size of the picture on screen, in pixels.
        hint: what belongs here, shown in the empty frame.
    """

    def __init__(
        self,
        reencode: Callable[[bytes], bytes],
        size: QSize | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reencode = reencode
        self._bytes: bytes | None = None
        self.frame = _Frame(size or QSize(112, 140), hint)
        self.frame.on_bytes = self.take
        self.frame.on_file = self.take_file
        self._choose = self._button(_("Choose…"), "add-image", self.choose)
        self._paste = self._button(_("Paste"), "paste", self.paste)
        self._remove = self._button(_("Remove"), "delete", self.remove)
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID // 2)
        for button in (self._choose, self._paste, self._remove):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.frame)
        row.addLayout(buttons)
        row.addStretch(1)
        self.layout_.addLayout(row)
        self._show()

    def typed(self) -> bytes | None:
        return self._bytes

    def set_typed(self, typed: bytes | None) -> None:
        self._bytes = typed
        self._show()

    def target(self) -> QWidget:
        return self._choose

    def take(self, content: bytes) -> None:
        """Take a picture; one that cannot be used is refused in words and the old one stays."""
        try:
            self._bytes = self._reencode(content)
        except Refused as refusal:
            show_refusal(self, str(refusal), _("This picture cannot be used"))
            return
        self._show()
        self.changed.emit()

    def take_file(self, path: Path) -> None:
        """Take a picture from a file."""
        try:
            if path.stat().st_size > LARGEST:
                raise Refused(_("The file {name} is too large for a picture.").format(name=path.name))
            content = path.read_bytes()
        except OSError:
            show_refusal(self, _("The file {name} cannot be read.").format(name=path.name))
            return
        except Refused as refusal:
            show_refusal(self, str(refusal), _("This picture cannot be used"))
            return
        self.take(content)

    def choose(self) -> None:
        """Let the person choose a file."""
        kinds = _("Pictures (*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff)")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), folder, kinds)
        if name:
            self.take_file(Path(name))

    def paste(self) -> None:
        """Take the picture, or the picture's file, from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasImage():
            self.take(_png(QGuiApplication.clipboard().image()))
        elif data.hasUrls() and data.urls()[0].isLocalFile():
            self.take_file(Path(data.urls()[0].toLocalFile()))
        else:
            show_refusal(self, _("There is no picture on the clipboard. Copy one first, then paste it here."))

    def remove(self) -> None:
        """Have no picture."""
        self._bytes = None
        self._show()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def _button(self, label: str, sign: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(icons.icon(sign), label)
        look(button, "plain")
        button.clicked.connect(lambda: do())
        return button

    def _show(self) -> None:
        self.frame.show_bytes(self._bytes)
        self._remove.setEnabled(self._bytes is not None)


class _Frame(QLabel):
    """The picture in its frame; a picture or file may be dropped on it."""

    def __init__(self, size: QSize, hint: str) -> None:
        super().__init__()
        self.setFixedSize(size)
        self.setAcceptDrops(True)
        self.setAccessibleName(hint or _("Picture"))
        self.setToolTip(_("Drop a picture here"))
        self._picture = QImage()
        self.on_bytes: Callable[[bytes], None] = lambda _content: None
        self.on_file: Callable[[Path], None] = lambda _path: None

    def show_bytes(self, content: bytes | None) -> None:
        self._picture = QImage.fromData(content) if content else QImage()
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(frame, self.palette().brush(QPalette.ColorRole.Base))
        if self._picture.isNull():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1, Qt.PenStyle.DashLine))
            painter.drawRect(frame)
            side = min(self.width(), self.height()) * 0.35
            place = QRectF(0, 0, side, side)
            place.moveCenter(frame.center())
            icons.paint(painter, "image", place, self.palette().color(QPalette.ColorRole.PlaceholderText))
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(frame.center())
        painter.drawImage(place, self._picture)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(frame)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        event.acceptProposedAction()
        if data.hasUrls() and data.urls()[0].isLocalFile():
            self.on_file(Path(data.urls()[0].toLocalFile()))
        elif data.hasImage():
            self.on_bytes(_png(QImage(data.imageData())))


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
