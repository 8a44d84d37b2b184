"""Cards on screen: as large as the room allows, with rounded corners and a caption below each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.cards.forms.previewing import CardImage, Drawn
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH
from assoc_desktop.widgets.theme import GRID

#: Radius of an ID-1 card's corners, in millimetres (ISO/IEC 7810: 3.18 mm).
_CORNER = 3.18
_WIDEST = 460


class CardPicture(QWidget):
    """The live preview of one to three card sides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn = Drawn(sentence=_("The card is being drawn…"))
        self._cache: dict[tuple[int, int, int], QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Preview of the cards"))

    @property
    def images(self) -> tuple[CardImage, ...]:
        """The sides that are shown."""
        return self._drawn.images

    def show_drawn(self, drawn: Drawn) -> None:
        """Show other pictures, or the sentence that says why there are none."""
        self._drawn = drawn
        self._cache.clear()
        captions = ", ".join(side.caption for side in drawn.images)
        self.setAccessibleDescription(drawn.sentence or captions)
        self.update()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._cache.clear()

    def sizeHint(self) -> QSize:
        return QSize(340, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 130)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not self._drawn.images:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), place, self._drawn.sentence)
            return
        columns, width = self._best_grid(len(self._drawn.images))
        height = width * CARD_HEIGHT / CARD_WIDTH
        caption = self.fontMetrics().height() + GRID // 2
        for number, side in enumerate(self._drawn.images):
            row, column = divmod(number, columns)
            x = column * (width + GRID) + (self.width() - columns * (width + GRID) + GRID) / 2
            y = row * (height + caption + GRID)
            self._paint_side(painter, QRectF(x, y, width, height), side, caption)

    def _best_grid(self, count: int) -> tuple[int, float]:
        """How many columns show the cards largest, and how wide a card is then."""
        caption = self.fontMetrics().height() + GRID // 2
        found = []
        for columns in range(1, count + 1):
            rows = -(-count // columns)
            across = (self.width() - (columns - 1) * GRID) / columns
            down = (self.height() - rows * (caption + GRID)) / rows * CARD_WIDTH / CARD_HEIGHT
            found.append((max(60.0, min(across, down, _WIDEST)), -columns))
        width, columns = max(found)
        return -columns, width

    def _scaled(self, image: QImage, rect: QRectF) -> QImage:
        """The picture at the size at which it is seen: a painter alone would skip pixels and blur small words."""
        wanted = (rect.size() * self.devicePixelRatioF()).toSize()
        key = (image.cacheKey(), wanted.width(), wanted.height())
        if key not in self._cache:
            self._cache[key] = image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return self._cache[key]

    def _paint_side(self, painter: QPainter, rect: QRectF, side: CardImage, caption: int) -> None:
        radius = rect.width() * _CORNER / CARD_WIDTH
        outline = QPainterPath()
        outline.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.save()
        painter.setClipPath(outline)
        painter.drawImage(rect, self._scaled(side.image, rect))
        painter.restore()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1))
        painter.drawPath(outline)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        below = QRectF(rect.left(), rect.bottom() + 2, rect.width(), caption)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, side.caption)
