"""Themes can be read, follow the computer, and keep their promises on size."""

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from assoc_desktop.widgets import icons, theme
from assoc_desktop.widgets.chips import Chip


def luminance(colour):
    """Relative luminance, WCAG 2.2."""

    def linear(share):
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


_Role = QPalette.ColorRole


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (_Role.WindowText, _Role.Window),
        (_Role.Text, _Role.Base),
        (_Role.Text, _Role.AlternateBase),
        (_Role.ButtonText, _Role.Button),
        (_Role.HighlightedText, _Role.Highlight),
        (_Role.PlaceholderText, _Role.Window),
        (_Role.PlaceholderText, _Role.Base),
        (_Role.BrightText, _Role.Window),
        (_Role.BrightText, _Role.Base),
        (_Role.Link, _Role.Base),
        (_Role.ToolTipText, _Role.ToolTipBase),
    ],
)
def test_texts_can_be_read(name, text, ground):
    """WCAG 2.2 AA asks 4.5 for texts of usual size; high contrast asks 7."""
    palette = theme.palette_of(name)
    assert contrast(palette.color(text), palette.color(ground)) >= (7 if name == "contrast" else 4.5)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("tone", [*theme.TONES, "unknown"])
def test_chips_can_be_read(name, tone):
    back, front, _border = theme.tone_colours(tone, theme.palette_of(name))
    assert contrast(back, front) >= 4.5


@pytest.fixture
def again(qapp):
    yield
    theme.apply_theme(qapp, "light")


def test_text_size_and_theme_take_effect_at_once(qapp, again, shown):
    label = shown(QLabel("Text"))
    theme.apply_theme(qapp, "dark", 100)
    usual = label.fontMetrics().height()
    assert qapp.palette().base().color().lightness() < 128
    theme.apply_theme(qapp, "light", 150)
    assert label.fontMetrics().height() == pytest.approx(1.5 * usual, abs=2)
    assert theme.row_height(label) >= theme.ROW
    assert qapp.palette().base().color().lightness() >= 128


@pytest.mark.parametrize("name", ["", "main", "danger", "plain"])
@pytest.mark.parametrize("kind", ["light", "dark", "contrast"])
def test_a_button_that_does_nothing_now_looks_so(qapp, again, shown, name, kind):
    theme.apply_theme(qapp, kind, 100)
    button = QPushButton("Erase")
    theme.look(button, name)
    shown(button)
    ready = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != ready


def test_a_box_to_tick_fits_its_row(qapp, again, shown):
    theme.apply_theme(qapp, "light", 100)
    rows = QListWidget()
    theme.look(rows, "choices")
    rows.addItem("Name")
    shown(rows)
    assert rows.sizeHintForRow(0) >= 16, "14 pixels and a line on both sides"


def test_the_style_sheet_names_no_colour():
    sheet = theme._style_sheet(10, "light")
    assert "#" not in sheet.replace("QWidget#page", "")
    assert "rgb" not in sheet


def test_icons_follow_the_theme(qapp, again, shown):
    button = shown(QPushButton(icons.icon("add"), ""))

    def darkest(icon):
        image = icon.pixmap(24, 24).toImage()
        seen = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        return next(colour for colour in seen if colour.alpha() == 255)

    theme.apply_theme(qapp, "light")
    light = darkest(button.icon())
    theme.apply_theme(qapp, "dark")
    assert light.lightness() < 100 < darkest(button.icon()).lightness()


@pytest.mark.parametrize("name", sorted(icons.SIGNS))
def test_every_icon_is_in_the_font_and_in_its_square(name):
    outline = icons._outline(icons.SIGNS[name])
    bounds = outline.boundingRect()
    assert 0.05 < bounds.width() <= 1.001
    assert bounds.left() >= -0.01
    assert bounds.top() >= -0.01
    assert bounds.bottom() <= 1.01
    image = icons.pixmap(name, 32, QColor("black")).toImage().convertToFormat(QImage.Format.Format_Alpha8)
    assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_a_chip_tells_its_reason(shown):
    chip = shown(Chip("Current", "good"))
    chip.show_state("Lapsed", "bad", "The membership 2024 ended.")
    assert chip.toolTip() == chip.accessibleDescription() == "The membership 2024 ended."
    assert chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance("Lapsed")
