"""The picture of a leaflet while its words are chosen: its sides side by side, drawn in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.pdf_preview import PdfDocument
from assoc_desktop.widgets.theme import GRID

_PATIENCE_MS = 250
#: Pixels of the height of a picture, and how many sides are shown.
_HEIGHT, _MOST_SIDES = 1200, 2


@dataclass(frozen=True)
class Drawn:
    """The sides as pictures and how many there are; or the sentence that says why there are none."""

    images: tuple[QImage, ...] = ()
    sides: int = 0
    sentence: str = ""


class Drawer(QObject):
    """Draws a moment after the last change, one drawing at a time; only the latest is told.

    Signals:
        drawn(Drawn): the new picture.
    """

    drawn = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Callable[[], bytes] | None = None
        self._running = False
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._start)

    def draw(self, work: Callable[[], bytes]) -> None:
        """Draw soon; what was asked before and is not drawn yet is forgotten."""
        self._work = work
        self._timer.start()

    def _start(self) -> None:
        if self._work is None or self._running:
            return
        work, self._work, self._running = self._work, None, True
        run_quietly(lambda: _pictures(work), self._tell, self).ended.connect(self._go_on)

    def _tell(self, drawn: Drawn) -> None:
        if self._work is None:
            self.drawn.emit(drawn)

    def _go_on(self) -> None:
        self._running = False
        self._start()


def _pictures(work: Callable[[], bytes]) -> Drawn:
    try:
        content = work()
    except Refused as refusal:
        return Drawn(sentence=str(refusal))
    document = PdfDocument(content)
    try:
        shown = document.sizes[:_MOST_SIDES]
        images = tuple(document.image(at, _HEIGHT / size.height()) for at, size in enumerate(shown))
        return Drawn(images, len(document))
    finally:
        document.close()


class LeafletPicture(QWidget):
    """Shows the sides of a leaflet as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawn = Drawn()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    def show_drawn(self, drawn: Drawn) -> None:
        """Show other pictures, or a sentence."""
        self.drawn = drawn
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        if not self.drawn.images:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(words), self.drawn.sentence)
            return
        images = self.drawn.images
        across = sum(image.width() / image.height() for image in images)
        height = min(room.height(), (room.width() - GRID * (len(images) - 1)) / across)
        x = room.center().x() - (height * across + GRID * (len(images) - 1)) / 2
        for image in images:
            width = height * image.width() / image.height()
            place = QRectF(x, room.center().y() - height / 2, width, height)
            painter.fillRect(place.translated(2, 2), QColor(0, 0, 0, 60))
            painter.drawImage(place, image)
            x += width + GRID
