"""Icons by name, drawn from one font file in the colour of the palette.

The font is Material Design Icons (Apache 2.0), the file that the `qtawesome` package carries; importing
`qtawesome` itself would cost five times more than reading the font, so only its file is used, and only when
the first icon is painted. An icon follows a change of theme without being made again.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPixmap,
    QRawFont,
    QTransform,
)
from PySide6.QtWidgets import QApplication

#: Name on our side → sign in the font.
SIGNS = {
    "home": 0xF06A1, "members": 0xF000F, "treasury": 0xF0116, "benefits": 0xF02A1, "visits": 0xF0D20,
    "committees": 0xF0B58, "workshops": 0xF11D7, "letters": 0xF1786, "print": 0xF1786, "search": 0xF0349,
    "filter": 0xF0236, "add": 0xF0415, "more": 0xF01D8, "card": 0xF0DAB, "person": 0xF0013,
    "institution": 0xF0E80, "edit": 0xF0CB6, "email": 0xF01F0, "delete": 0xF09E7, "close": 0xF0156,
    "check": 0xF012C, "warning": 0xF05D6, "information": 0xF02FD, "back": 0xF004D, "undo": 0xF054C,
    "previous": 0xF0141, "next": 0xF0142, "down": 0xF0140, "up": 0xF0143, "width": 0xF084E, "zoom-in": 0xF06ED, "zoom-out": 0xF06EC,
    "fit": 0xF0EF6, "save": 0xF0818, "folder": 0xF0DCF, "image": 0xF0976, "add-image": 0xF087C,
    "paste": 0xF0A38, "calendar": 0xF00ED, "tag": 0xF04FC, "phone": 0xF0DF0, "history": 0xF02DA,
    "columns": 0xF1487, "import": 0xF02FA, "export": 0xF0207, "help": 0xF0625, "settings": 0xF08BB,
    "theme": 0xF050E, "language": 0xF05CA, "new-file": 0xF0EED, "file": 0xF0224, "shield": 0xF0CC8,
    "bell": 0xF009C, "clock": 0xF0150, "scan": 0xF0433, "refresh": 0xF0450, "list": 0xF0279,
    "colour": 0xF0E0C, "new-person": 0xF0801, "employer": 0xF151F, "library": 0xF0331,
    "grace": 0xF0B57, "lapsed": 0xF0B50, "star": 0xF04D2, "lock": 0xF0341, "camera": 0xF0D5D,
    "download": 0xF0B8F, "adjust": 0xF1542, "archive": 0xF120E, "done": 0xF05E1, "chart": 0xF0128, "duplicates": 0xF11FE,
    "listening": 0xF07C5, "talk": 0xF0822, "possible": 0xF0801, "assess": 0xF1739, "actions": 0xF0756,
}  # fmt: skip
_DRAWN_AT = 96.0


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """The icon of that name in a palette role's colour; disabled and selected states come from the palette.

    Raises:
        KeyError: there is no icon of that name in `SIGNS`.
    """
    return QIcon(_Engine(SIGNS[name], role))


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of size × size logical pixels, in one colour."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, name, QRectF(0, 0, size * ratio, size * ratio), colour)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle."""
    _paint(painter, SIGNS[name], rect, colour)


class _Engine(QIconEngine):
    """Draws one sign in the palette's colour of this moment, so that a theme change needs no new icon."""

    def __init__(self, sign: int, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._sign = sign
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        _paint(painter, self._sign, QRectF(rect), self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._sign, self._role)

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, self._role)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return palette.color(self._role)


def _paint(painter: QPainter, sign: int, rect: QRectF, colour: QColor) -> None:
    side = min(rect.width(), rect.height())
    scale = QTransform.fromTranslate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    scale.scale(side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(scale.map(_outline(sign)))
    painter.restore()


@cache
def _outline(sign: int) -> QPainterPath:
    """The sign's outline in a square of side 1."""
    font = _font()
    (glyph,) = font.glyphIndexesForString(chr(sign))
    path = font.pathForGlyph(glyph)
    # The font draws every sign on the same square, whose baseline stands an eighth above the bottom.
    transform = QTransform.fromScale(1 / _DRAWN_AT, 1 / _DRAWN_AT)
    transform.translate(0, _DRAWN_AT * 0.875)
    return transform.map(path)


@cache
def _font() -> QRawFont:
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise RuntimeError("the icon font is not installed: the package qtawesome is missing")
    (file,) = (Path(package.origin).parent / "fonts").glob("materialdesignicons6-webfont-*.ttf")
    return QRawFont(str(file), _DRAWN_AT)
