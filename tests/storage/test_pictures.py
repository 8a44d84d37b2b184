"""Pictures are made small, upright and clean; what is broken or dangerous is refused in a sentence."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assoc_desktop.refusals import Refused
from assoc_desktop.storage.pictures import LARGEST_FILE, logo_of, photo_of


def picture_bytes(size=(1600, 1200), kind="JPEG", mode="RGB", colour=(200, 30, 30), **options):
    content = io.BytesIO()
    Image.new(mode, size, colour).save(content, kind, **options)
    return content.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


def test_a_photo_becomes_a_small_jpeg():
    photo = opened(photo_of(picture_bytes()))
    assert (photo.format, photo.size, photo.mode) == ("JPEG", (800, 600), "RGB")


def test_a_small_photo_is_not_blown_up():
    assert opened(photo_of(picture_bytes((90, 120)))).size == (90, 120)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_usual_format_is_read(kind):
    assert opened(photo_of(picture_bytes((40, 30), kind))).format == "JPEG"


@pytest.mark.parametrize(("mode", "colour"), [("L", 90), ("CMYK", (9, 9, 9, 9)), ("1", 1), ("LA", (9, 9))])
def test_every_usual_kind_of_colour_is_read(mode, colour):
    kind = "PNG" if mode in ("1", "LA") else "JPEG"
    assert opened(photo_of(picture_bytes((20, 20), kind, mode, colour))).mode == "RGB"


def test_the_camera_s_turn_is_applied_and_everything_else_it_wrote_is_dropped():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera with an owner"
    exif.get_ifd(0x8825)[1] = "N"  # the place
    turned = photo_of(picture_bytes((400, 200), exif=exif, comment=b"hidden words"))
    assert opened(turned).size == (200, 400)
    assert not opened(turned).getexif()
    assert b"Camera" not in turned
    assert b"hidden words" not in turned
    assert b"hidden words" not in logo_of(picture_bytes(comment=b"hidden words"))


def test_a_see_through_photo_stands_on_white():
    photo = opened(photo_of(picture_bytes((10, 10), "PNG", "RGBA", (0, 0, 0, 0))))
    assert photo.getpixel((5, 5)) == (255, 255, 255)


def test_a_logo_keeps_its_see_through_places():
    logo = opened(logo_of(picture_bytes((2400, 600), "PNG", "RGBA", (9, 9, 9, 0))))
    assert (logo.format, logo.size, logo.mode) == ("PNG", (1200, 300), "RGBA")


def test_a_logo_without_any_stays_plain():
    assert opened(logo_of(picture_bytes((20, 20)))).mode == "RGB"


def bomb(width, height):
    """A PNG that says it is huge and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(8000, 8000), (60000, 60000)])
def test_a_bomb_is_refused_before_it_is_decoded(size):
    with pytest.raises(Refused, match="too many picture elements"):
        photo_of(bomb(*size))


def test_a_huge_file_is_refused_unread():
    with pytest.raises(Refused, match="too large"):
        photo_of(b"\0" * (LARGEST_FILE + 1))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        picture_bytes()[:300],
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"<svg/>",
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Refused, match="not a picture that can be read"):
        photo_of(content)


@settings(max_examples=60)
@given(data=st.data(), kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"]))
def test_broken_bytes_give_a_picture_or_a_sentence(data, kind):
    content = bytearray(picture_bytes((24, 24), kind))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    for make in (photo_of, logo_of):
        try:
            assert max(opened(make(bytes(content))).size) <= 1200
        except Refused as refusal:
            assert str(refusal).endswith(".")
