"""The look: Fusion with one palette per theme, one accent, three text sizes and an 8 px grid.

No screen names a colour. A widget asks for a *look* (`look(button, "main")`), a chip for a *tone*
(`tone_colours("good", palette)`), and everything else uses palette roles, so that dark and high contrast
follow by themselves. Roles with a meaning of our own: `Accent` is the one accent, `BrightText` is the colour
of an error, `PlaceholderText` is quiet text, `Mid` is a border.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from assoc_desktop.language import N_
from assoc_desktop.paths import RESOURCES

#: Theme → its name on screen (translate when shown).
THEMES = {
    "system": N_("Like the computer"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}
#: Text sizes offered, in per cent of the system's.
TEXT_SIZES = (100, 125, 150, 175)

#: The grid, in pixels. Gaps and margins are GRID or 2 × GRID; rows are at least ROW high.
GRID = 8
ROW = 32

#: Tone of a chip → hue in degrees; None is grey. Grace and balance warn, lapsed is bad, new is info.
TONES: dict[str, int | None] = {"good": 142, "warn": 38, "bad": 4, "info": 214, "neutral": None}

_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f3f4f4", _Role.WindowText: "#1b1f1e", _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f8f9f9", _Role.Text: "#1b1f1e", _Role.Button: "#ffffff",
    _Role.ButtonText: "#1b1f1e", _Role.BrightText: "#b3261e", _Role.Highlight: "#1f6f5c",
    _Role.HighlightedText: "#ffffff", _Role.PlaceholderText: "#5f6a67", _Role.Mid: "#d3d8d6",
    _Role.Midlight: "#e8ecea", _Role.Light: "#ffffff", _Role.Dark: "#a7b0ad", _Role.Shadow: "#8b9491",
    _Role.Link: "#1f6f5c", _Role.LinkVisited: "#4d5f8f", _Role.ToolTipBase: "#1b1f1e",
    _Role.ToolTipText: "#ffffff", _Role.Accent: "#1f6f5c",
}  # fmt: skip
_DARK = {
    _Role.Window: "#202425", _Role.WindowText: "#e8ecea", _Role.Base: "#15181a",
    _Role.AlternateBase: "#1b1f21", _Role.Text: "#e8ecea", _Role.Button: "#262b2c",
    _Role.ButtonText: "#e8ecea", _Role.BrightText: "#ff8a80", _Role.Highlight: "#2a7f6b",
    _Role.HighlightedText: "#ffffff", _Role.PlaceholderText: "#9aa6a2", _Role.Mid: "#3a4143",
    _Role.Midlight: "#2c3234", _Role.Light: "#343b3d", _Role.Dark: "#566063", _Role.Shadow: "#6b7678",
    _Role.Link: "#5cc4a8", _Role.LinkVisited: "#a3b4e8", _Role.ToolTipBase: "#e8ecea",
    _Role.ToolTipText: "#15181a", _Role.Accent: "#2a7f6b",
}  # fmt: skip
_CONTRAST = {
    _Role.Window: "#000000", _Role.WindowText: "#ffffff", _Role.Base: "#000000",
    _Role.AlternateBase: "#000000", _Role.Text: "#ffffff", _Role.Button: "#000000",
    _Role.ButtonText: "#ffffff", _Role.BrightText: "#ff9d94", _Role.Highlight: "#ffe14d",
    _Role.HighlightedText: "#000000", _Role.PlaceholderText: "#e0e0e0", _Role.Mid: "#ffffff",
    _Role.Midlight: "#333333", _Role.Light: "#ffffff", _Role.Dark: "#ffffff", _Role.Shadow: "#ffffff",
    _Role.Link: "#ffe14d", _Role.LinkVisited: "#ffe14d", _Role.ToolTipBase: "#000000",
    _Role.ToolTipText: "#ffffff", _Role.Accent: "#ffe14d",
}  # fmt: skip
_PALETTES = {"light": _LIGHT, "dark": _DARK, "contrast": _CONTRAST}

_system_points = 0.0


def apply_theme(app: QApplication, theme: str = "system", text_size: int = 100) -> None:
    """Give the whole application its style, palette, text size and style sheet.

    Args:
        app: the application.
        theme: a key of `THEMES`; `system` follows the computer's light or dark.
        text_size: per cent of the system's text size.
    """
    global _system_points
    _system_points = _system_points or max(app.font().pointSizeF(), 9.0)
    app.setStyle("Fusion")
    app.setPalette(palette_of(resolved(app, theme)))
    font = QFont(app.font())
    font.setPointSizeF(_system_points * text_size / 100)
    app.setFont(font)
    app.setStyleSheet(_style_sheet(font.pointSizeF(), resolved(app, theme)))


def application() -> QApplication:
    """The running application."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no application runs")
    return app


def resolved(app: QApplication, theme: str) -> str:
    """The palette a theme means now: `light`, `dark` or `contrast`."""
    if theme in _PALETTES:
        return theme
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def palette_of(name: str) -> QPalette:
    """The palette `light`, `dark` or `contrast`, with its disabled colours."""
    palette = QPalette()
    for role, colour in _PALETTES[name].items():
        palette.setColor(role, QColor(colour))
    quiet = _mixed(palette.color(_Role.Text), palette.color(_Role.Window), 0.45)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, quiet)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, palette.color(_Role.Midlight))
    return palette


def look(widget: QWidget, name: str) -> QWidget:
    """Give a widget one of the looks of the style sheet, and hand it back.

    Labels: `title`, `heading`, `quiet`, `small`, `error`. Buttons: `main` (the one main action),
    `plain` (no border), `danger`. Frames: `card` (a bordered pane), `banner`, `toast`.
    Lists: `choices` (rows that are ticked).
    """
    widget.setProperty("look", name)
    # A widget that was not shown yet is polished when it is.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
    return widget


def card_around(widget: QWidget) -> QFrame:
    """A bordered pane with one widget in it: a list, a scroll area."""
    card = QFrame()
    look(card, "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(widget)
    return card


def named_page() -> QWidget:
    """A see-through widget for the inside of a scroll area."""
    page = QWidget()
    page.setObjectName("page")
    return page


def row_height(widget: QWidget) -> int:
    """The height of a list row or a field: 32 px, more when the text is larger."""
    return max(ROW, widget.fontMetrics().height() + 2 * GRID)


def tone_colours(tone: str, palette: QPalette) -> tuple[QColor, QColor, QColor]:
    """Background, text and border colour of a chip, derived from the palette.

    High contrast draws every tone as a bordered word: the word tells, never the colour alone.
    """
    base, text = palette.color(_Role.Base), palette.color(_Role.Text)
    return _tone_colours(tone, base.rgb(), text.rgb(), palette.color(_Role.Mid).rgb())


@lru_cache(maxsize=64)
def _tone_colours(tone: str, base_rgb: int, text_rgb: int, mid_rgb: int) -> tuple[QColor, QColor, QColor]:
    base, text = QColor.fromRgb(base_rgb), QColor.fromRgb(text_rgb)
    if mid_rgb == text_rgb:
        return base, text, text
    hue = TONES.get(tone)
    if hue is None:
        back = _mixed(text, base, 0.14)
        return back, _mixed(text, base, 0.85), back
    if base.lightness() < 128:
        return QColor.fromHsl(hue, 150, 72), QColor("white"), QColor.fromHsl(hue, 150, 72)
    back = _mixed(QColor.fromHsl(hue, 200, 110), base, 0.16)
    return back, QColor.fromHsl(hue, 200, 62), back


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of one colour laid over another."""
    red, green, blue = (
        round(a * share + b * (1 - share))
        for a, b in (
            (one.red(), other.red()),
            (one.green(), other.green()),
            (one.blue(), other.blue()),
        )
    )
    return QColor(red, green, blue)


def _style_sheet(points: float, theme: str) -> str:
    sheet = _SHEET + (_CONTRAST_SHEET if theme == "contrast" else "")
    sheet = sheet.replace("@small", f"{points * 0.9:.2f}pt").replace("@title", f"{points * 1.5:.2f}pt")
    return sheet.replace("@icons", (RESOURCES / "icons").as_posix()).replace("@theme", theme)


# Palette roles only. What Fusion draws well by itself is left to Fusion.
_SHEET = """
QLabel[look="title"] { font-size: @title; font-weight: 600; }
QLabel[look="heading"] { font-weight: 600; }
QLabel[look="quiet"] { color: palette(placeholder-text); }
QLabel[look="small"] { color: palette(placeholder-text); font-size: @small; }
QLabel[look="error"] { color: palette(bright-text); }
QFrame[look="card"] { background: palette(base); border: 1px solid palette(mid); border-radius: 6px; }
QFrame[look="banner"] { background: palette(midlight); border: 1px solid palette(mid); border-radius: 6px; }
QFrame[look="toast"] { background: palette(tooltip-base); border-radius: 6px; border: none; }
QFrame[look="toast"] QLabel { color: palette(tooltip-text); }
QPushButton { background: palette(button); border: 1px solid palette(mid); border-radius: 5px;
  padding: 5px 14px; min-height: 1.35em; }
QPushButton:hover { background: palette(midlight); }
QPushButton:pressed { background: palette(mid); }
QPushButton:focus { border: 2px solid palette(accent); padding: 4px 13px; }
QPushButton:disabled { color: palette(placeholder-text); background: palette(window); }
QPushButton::menu-indicator { width: 0; }
QPushButton[look="main"] { background: palette(highlight); color: palette(highlighted-text);
  border: 1px solid palette(highlight); font-weight: 600; }
QPushButton[look="main"]:hover { border: 1px solid palette(text); }
QPushButton[look="main"]:focus { border: 2px solid palette(text); }
QPushButton[look="main"]:disabled { background: palette(midlight); color: palette(placeholder-text);
  border: 1px solid palette(mid); }
QPushButton[look="danger"] { color: palette(bright-text); border: 1px solid palette(bright-text); }
QPushButton[look="danger"]:disabled { color: palette(placeholder-text); border: 1px solid palette(mid); }
QPushButton[look="plain"], QToolButton { background: transparent; border: 1px solid transparent;
  border-radius: 5px; padding: 4px 8px; }
QPushButton[look="plain"]:hover, QToolButton:hover { background: palette(midlight); }
QPushButton[look="plain"]:focus, QToolButton:focus { border: 2px solid palette(accent); padding: 3px 7px; }
QToolButton:checked { background: palette(midlight); border: 1px solid palette(mid); }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QTextEdit { background: palette(base); border: 1px solid palette(mid);
  border-radius: 5px; padding: 5px 8px; selection-background-color: palette(highlight);
  selection-color: palette(highlighted-text); }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid palette(accent); padding: 4px 7px; }
QLineEdit:disabled { color: palette(placeholder-text); background: palette(window); }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid palette(bright-text); }
QComboBox, QAbstractSpinBox { background: palette(base); border: 1px solid palette(mid); border-radius: 5px;
  padding: 5px 8px; min-height: 1.35em; selection-background-color: palette(highlight); }
QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid palette(accent); padding: 4px 7px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow { image: url("@icons/down-@theme.png"); width: 12px; height: 12px; }
QAbstractSpinBox::up-arrow { image: url("@icons/up-@theme.png"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; subcontrol-origin: border; }
QComboBox QAbstractItemView { background: palette(base); border: 1px solid palette(mid); outline: none;
  selection-background-color: palette(highlight); selection-color: palette(highlighted-text); }
QComboBox QAbstractItemView::item { padding: 3px 8px; min-height: 1.5em; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget[look="choices"]::indicator { width: 14px; height: 14px; background: palette(base);
  border: 1px solid palette(shadow); border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QListWidget[look="choices"] { background: palette(base); border: 1px solid palette(mid); border-radius: 5px; }
QListWidget[look="choices"]::item { min-height: 20px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 1px solid palette(accent); }
QCheckBox::indicator:checked, QListWidget[look="choices"]::indicator:checked { background: palette(highlight); border: 1px solid palette(highlight);
  image: url("@icons/check-@theme.png"); }
QRadioButton::indicator:checked { background: palette(base); border: 5px solid palette(highlight);
  width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: palette(window); }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: palette(mid); border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: palette(dark); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView { background: palette(base); alternate-background-color: palette(alternate-base);
  border: none; gridline-color: transparent; selection-background-color: palette(highlight);
  selection-color: palette(highlighted-text); }
QHeaderView, QTableCornerButton::section { background: palette(window); border: none; }
QHeaderView::section { background: palette(window); color: palette(placeholder-text); font-weight: 600;
  border: none; border-bottom: 1px solid palette(mid); padding: 6px 8px; }
QHeaderView::section:hover { color: palette(text); }
QTabBar[look="parts"]::tab { background: transparent; border: none; border-bottom: 3px solid transparent;
  padding: 5px 4px 4px 4px; margin-right: 16px; color: palette(placeholder-text); }
QTabBar[look="parts"]::tab:selected { color: palette(text); border-bottom: 3px solid palette(accent); }
QTabBar[look="parts"]::tab:hover { color: palette(text); }
QTabBar[look="parts"]::tab:selected:focus { color: palette(link); }
QStatusBar { color: palette(placeholder-text); font-size: @small; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: palette(placeholder-text); font-size: @small; }
QSplitter::handle { background: transparent; }
QToolTip { background: palette(tooltip-base); color: palette(tooltip-text); border: none; padding: 6px; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#page { background: transparent; }
"""

# Black has no darker neighbour to outline a menu with.
_CONTRAST_SHEET = """
QFrame[look="toast"] { border: 1px solid palette(text); }
QMenu { border: 1px solid palette(text); }
QMenu::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""
