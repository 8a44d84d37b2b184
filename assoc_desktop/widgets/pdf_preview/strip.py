"""Pages one below the other, drawn only when they are seen: 1,561 pages open at once."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets.pdf_preview.document import PDFIUM, Hit, PdfDocument
from assoc_desktop.widgets.theme import GRID

_PAGES_KEPT = 12
_THUMBS_KEPT = 120


class PageStrip(QAbstractScrollArea):
    """Pages in a column.

    Signals:
        page_changed(number): another page (from 0) is in sight.
        page_clicked(number): a page was clicked.
        zoom_wanted(steps): Ctrl and the wheel.

    Args:
        thumbnails: small pages of one width with their numbers, the one in sight framed.
    """

    page_changed = Signal(int)
    page_clicked = Signal(int)
    zoom_wanted = Signal(int)

    def __init__(self, *, thumbnails: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._document: PdfDocument | None = None
        self._zoom = 1.0
        self._tops: list[int] = [0]
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._hit: Hit | None = None
        self.page = 0
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Small pages") if thumbnails else _("Pages"))
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._draw_next)

    # What is shown

    def show_document(self, document: PdfDocument) -> None:
        """Show a document from its first page."""
        self._document = document
        self.page = 0
        self._hit = None
        self.set_zoom(1.0)
        self.verticalScrollBar().setValue(0)

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at a zoom; 1 is 72 pixels an inch. The page in sight stays."""
        page, within = self.page, self._place_in_page()
        self._zoom = zoom
        self._images.clear()
        self._lay_out()
        if self._document:
            top = self._tops[page] + round(within * self._height(page))
            self.verticalScrollBar().setValue(top)
        self.viewport().update()

    @property
    def zoom(self) -> float:
        """The zoom now."""
        return self._zoom

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) into sight."""
        if not self._document or not 0 <= page < len(self._document):
            return
        if self._thumbnails:
            self._bring_into_sight(page)
        else:
            self.verticalScrollBar().setValue(self._tops[page])
        self._set_page(page)
        self.viewport().update()

    def show_hit(self, hit: Hit | None) -> None:
        """Mark a found text and bring it into sight."""
        self._hit = hit
        if hit:
            y = self._tops[hit.page] + int(hit.rects[0].top() * self._scale(hit.page)) if hit.rects else 0
            self.verticalScrollBar().setValue(max(0, y - self.viewport().height() // 3))
            self._set_page(hit.page)
        self.viewport().update()

    def fit_zoom(self, *, whole_page: bool) -> float:
        """The zoom at which the page in sight fills the width, or is seen whole."""
        if not self._document:
            return 1.0
        size = self._document.sizes[self.page]
        across = (self.viewport().width() - 4 * GRID) / size.width()
        down = (self.viewport().height() - 3 * GRID) / size.height()
        return max(0.05, min(across, down) if whole_page else across)

    # Layout

    def _scale(self, page: int) -> float:
        if not self._thumbnails or not self._document:
            return self._zoom
        return (self.viewport().width() - 4 * GRID) / self._document.sizes[page].width()

    def _height(self, page: int) -> int:
        return round(self._document.sizes[page].height() * self._scale(page)) if self._document else 0

    def _lay_out(self) -> None:
        if not self._document:
            return
        caption = self.fontMetrics().height() if self._thumbnails else 0
        gap = 2 * GRID + caption
        heights = (self._height(page) + gap for page in range(len(self._document)))
        self._tops = list(accumulate(heights, initial=0))
        room = self.viewport().size()
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().setRange(0, max(0, self._tops[-1] - room.height()))
        widest = max((size.width() for size in self._document.sizes), default=0) * self._zoom
        excess = 0 if self._thumbnails else round(widest) + 4 * GRID - room.width()
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, max(0, excess))

    def _rect(self, page: int) -> QRect:
        """Where a page is drawn, in the viewport."""
        size = self._document.sizes[page] * self._scale(page) if self._document else QSize()
        width, height = round(size.width()), round(size.height())
        left = max(2 * GRID, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] + GRID - self.verticalScrollBar().value(), width, height)

    def _pages_in_sight(self) -> range:
        if not self._document or not len(self._document):
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, min(last, len(self._document)))

    def _place_in_page(self) -> float:
        height = self._height(self.page) if self._document else 0
        return (self.verticalScrollBar().value() - self._tops[self.page]) / height if height else 0.0

    def _bring_into_sight(self, page: int) -> None:
        bar = self.verticalScrollBar()
        if self._tops[page] < bar.value() or self._tops[page + 1] > bar.value() + self.viewport().height():
            bar.setValue(self._tops[page] - self.viewport().height() // 3)

    def _set_page(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    # Drawing

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Midlight))
        for page in self._pages_in_sight():
            self._paint_page(painter, page)
        self._timer.start()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        rect = self._rect(page)
        image = self._images.get(page)
        # Paper is white in every theme.
        painter.fillRect(rect, QColor("white"))
        if image:
            self._images.move_to_end(page)
            painter.drawImage(rect, image)
        framed = self._thumbnails and page == self.page
        role = QPalette.ColorRole.Accent if framed else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 3 if framed else 1))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self._thumbnails:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            caption = QRect(rect.left(), rect.bottom() + 2, rect.width(), self.fontMetrics().height())
            painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, str(page + 1))
        if self._hit and self._hit.page == page:
            self._paint_hit(painter, rect, self._scale(page))

    def _paint_hit(self, painter: QPainter, page: QRect, scale: float) -> None:
        colour = self.palette().color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(70)
        painter.setBrush(colour)
        for each in self._hit.rects if self._hit else ():
            place = QRectF(each.x() * scale, each.y() * scale, each.width() * scale, each.height() * scale)
            painter.drawRect(place.translated(page.topLeft()).adjusted(-2, -2, 2, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_next(self) -> None:
        """Draw one page that is in sight and not yet drawn; the next one comes after the waiting events."""
        missing = [page for page in self._pages_in_sight() if page not in self._images]
        if not missing or not self._document:
            return
        if not PDFIUM.acquire(blocking=False):  # a print in the background holds it for a moment
            self._timer.start(30)
            return
        try:
            ratio = self.devicePixelRatioF()
            self._images[missing[0]] = self._document.image(missing[0], self._scale(missing[0]) * ratio)
        finally:
            PDFIUM.release()
        while len(self._images) > (_THUMBS_KEPT if self._thumbnails else _PAGES_KEPT):
            self._images.popitem(last=False)
        self._timer.setInterval(0)
        self.viewport().update()

    # Events

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        if self._thumbnails:
            self._images.clear()
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()
        if not self._thumbnails and self._pages_in_sight():
            middle = self.verticalScrollBar().value() + self.viewport().height() // 3
            self._set_page(min(bisect_right(self._tops, middle) - 1, len(self._tops) - 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for page in self._pages_in_sight():
            if self._rect(page).contains(QPoint(self._rect(page).left(), event.position().toPoint().y())):
                self.page_clicked.emit(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.page + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.page - 1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(len(self._tops) - 2),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
        }
        move = moves.get(event.key())
        if move:
            move()
        else:
            super().keyPressEvent(event)
