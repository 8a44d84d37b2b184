"""Code 128: a reader reads what was written."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assoc_desktop.pdf import barcode

printable = st.text(
    st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), min_size=1, max_size=24
)


def picture(text: str) -> Image.Image:
    width, path = barcode.path(text)
    image = Image.new("L", (width + 2 * barcode.QUIET, 1), 255)
    for bar in path.split("re")[:-1]:
        x, _y, w, _h = map(int, bar.split())
        for step in range(w):
            image.putpixel((barcode.QUIET + x + step, 0), 0)
    return image.resize((image.width * 3, 60), Image.Resampling.NEAREST)


@given(printable | st.text("0123456789", min_size=1, max_size=20))
@settings(max_examples=60)
def test_a_reader_reads_it(text: str) -> None:
    (found,) = zxingcpp.read_barcodes(picture(text), zxingcpp.BarcodeFormat.Code128)
    assert found.bytes == text.encode()


def test_digits_take_half_the_room() -> None:
    assert len(barcode.values("12345678")) == 1 + 4 + 2
    assert len(barcode.values("1234567")) == 1 + 3 + 2 + 2
    assert len(barcode.values("AB")) == 1 + 2 + 2


@pytest.mark.parametrize("text", ["", "é", "a\n", "\x7f"])
def test_what_it_cannot_hold(text: str) -> None:
    assert not barcode.can_hold(text)
    with pytest.raises(ValueError, match="not a text for a bar code"):
        barcode.path(text)
