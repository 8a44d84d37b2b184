"""A short message over the window that goes away by itself, with one button such as Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.theme import GRID, look

#: How long a message stays; it stays longer while the mouse or the keyboard is on it.
SHOWN_MS = 8000


class Toast(QFrame):
    """The one message of a window. Ask for it with `show_toast`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        look(self, "toast")
        self.text = QLabel(wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.clicked.connect(self._pressed)
        close = QPushButton(icons.icon("close", QPalette.ColorRole.ToolTipText), "")
        close.setAccessibleName(_("Close this message"))
        close.setToolTip(_("Close this message"))
        close.clicked.connect(self.hide)
        look(close, "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2, GRID, 2)
        row.setSpacing(GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(close)
        self._do: Callable[[], object] = lambda: None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._time_is_up)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a message, in place of the one before."""
        self.text.setText(text)
        self.button.setVisible(action is not None)
        if action:
            self.button.setText(action[0])
            self._do = action[1]
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.parentWidget()
        longest = window.width() - 4 * GRID
        words = self.text.fontMetrics().horizontalAdvance(self.text.text()) + 4 * GRID
        others = sum(
            each.sizeHint().width() for each in self.findChildren(QPushButton) if not each.isHidden()
        )
        self.setFixedWidth(min(longest, words + others + 6 * GRID))
        self.setFixedHeight(
            self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        )
        # Over the status bar and the edge below what is shown: on a small screen, buttons stand right above it.
        self.move(QPoint(2 * GRID, window.height() - self.height()))

    def _pressed(self) -> None:
        self.hide()
        self._do()

    def _time_is_up(self) -> None:
        # A toast's own `focusWidget` names the button that had the keyboard last, long after it went on.
        if self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self._timer.start()
            return
        self.hide()


def show_toast(widget: QWidget, text: str, action: tuple[str, Callable[[], object]] | None = None) -> Toast:
    """Show a message over a widget's window.

    Args:
        widget: any widget of the window.
        text: what was done.
        action: label and function of a button, such as Undo.
    """
    window = widget.window()
    toast = window.findChild(Toast, "toast", Qt.FindChildOption.FindDirectChildrenOnly) or Toast(window)
    toast.say(text, action)
    return toast
