"""A row of buttons that goes on in a second row where the window is too narrow for one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from assoc_desktop.widgets.theme import GRID


class FlowRow(QWidget):
    """Widgets from left to right, each as large as it wants to be; hidden ones take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        widget.setParent(self)
        self._widgets.append(widget)
        self.arrange()

    def arrange(self) -> None:
        """Give every widget its place again: some are shown, hidden, or larger now."""
        self.updateGeometry()
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    def sizeHint(self) -> QSize:
        widths = [_wanted(widget).width() + GRID // 2 for widget in self._shown()]
        return QSize(sum(widths), self.heightForWidth(sum(widths)))

    def minimumSizeHint(self) -> QSize:
        widest = max((_wanted(widget).width() for widget in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _widget, place in self._places(width)), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        x = y = height = 0
        places = []
        for widget in self._shown():
            size = _wanted(widget)
            if x and x + size.width() > width:
                x, y = 0, y + height + GRID // 2
                height = 0
            places.append((widget, QRect(x, y, size.width(), size.height())))
            x += size.width() + GRID // 2
            height = max(height, size.height())
        return places


def _wanted(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize())
