"""Fast QR codes are, module for module, the ones segno makes, and readers read them."""

from __future__ import annotations

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assoc_desktop.pdf import qr


def by_segno(message: bytes, version: int | None = None) -> list[list[int]]:
    made = segno.make(
        message, version=version, error="m", mask=qr.MASK, mode="byte", boost_error=False, micro=False
    )
    return [[int(module) for module in row] for row in made.matrix]


def unpacked(made: qr.Symbols, message: bytes) -> list[list[int]]:
    packed = made.modules(message)
    row_bytes = len(packed) // made.size
    rows = [packed[start : start + row_bytes] for start in range(0, len(packed), row_bytes)]
    return [[row[x // 8] >> (7 - x % 8) & 1 for x in range(made.size)] for row in rows]


def painted(size: int, path: str) -> list[list[int]]:
    """The modules that the rectangles of a path cover, each once."""
    rows = [[0] * size for _ in range(size)]
    for rectangle in path.split("re")[:-1]:
        x, y, w, h = map(int, rectangle.split())
        assert h == 1
        for step in range(w):
            assert rows[size - 1 - y][x + step] == 0
            rows[size - 1 - y][x + step] = 1
    return rows


@pytest.mark.parametrize("length", [14, 42, 62])
@settings(max_examples=40)
@given(data=st.data())
def test_the_same_as_segno(length: int, data: st.DataObject) -> None:
    message = data.draw(st.binary(min_size=length, max_size=length))
    made = qr.symbols(length)
    assert unpacked(made, message) == by_segno(message, made.version)
    assert painted(made.size, made.path(message)) == by_segno(message, made.version)


@given(st.text(st.characters(codec="ascii"), max_size=62))
@settings(max_examples=40)
def test_a_reader_reads_it(text: str) -> None:
    size, path = qr.path(text)
    image = Image.new("L", (size + 8, size + 8), 255)
    for y, row in enumerate(painted(size, path)):
        for x, module in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if module else 255)
    (found,) = zxingcpp.read_barcodes(
        image.resize((image.width * 4, image.height * 4)), zxingcpp.BarcodeFormat.QRCode
    )
    assert found.bytes.rstrip(b" ") == text.encode().rstrip(b" ")


def test_messages_of_about_one_length_share_a_symbol() -> None:
    assert [qr.room_for(length) for length in (0, 14, 15, 42, 213, 214)] == [14, 14, 26, 42, 213, 0]


def test_a_very_long_message_takes_the_slow_way() -> None:
    text = "X" * 400
    size, path = qr.path(text)
    assert painted(size, path) == by_segno(text.encode())


def test_what_no_symbol_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr.path("X" * 3000)


def test_only_lengths_that_fill_a_symbol() -> None:
    with pytest.raises(ValueError, match="padded"):
        qr.Symbols(41)
