"""Pictures on paper: read safely, stored once, no larger than paper needs."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assoc_desktop.pdf import images
from assoc_desktop.pdf.pages import Document
from assoc_desktop.refusals import Refused
from tests.pdf import reading


def stored(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def drawn(*steps) -> bytes:
    """A page on which each step places a picture at its own place."""
    file = io.BytesIO()
    document = Document(file, (300, 300), title="t", author="a", language="en")
    pictures = images.Images(document)
    for number, step in enumerate(steps):
        document.pen.image(step(pictures).name, 10 + 100 * number, 10, 80, 80)
    document.end_page()
    document.save()
    return file.getvalue()


RED = stored(Image.new("RGB", (40, 40), "red"))


def test_the_same_picture_is_stored_once() -> None:
    pdf = drawn(lambda it: it.photo(RED, 80, 80, cut=True), lambda it: it.photo(RED, 80, 80, cut=True))
    assert reading.images(pdf) == 1
    image = reading.rendered(pdf, dots_per_inch=72)
    assert image.getpixel((50, 250))[0] > 240
    assert image.getpixel((150, 250))[1] < 20


def test_two_stores_of_one_document_share() -> None:
    file = io.BytesIO()
    document = Document(file, (300, 300), title="t", author="a", language="en")
    names = {images.Images(document).graphic(RED, 50, 50).name for _store in range(2)}
    assert len(names) == 1


def test_a_logo_keeps_its_transparency() -> None:
    logo = Image.new("RGBA", (60, 60), (0, 0, 255, 0))
    logo.paste((0, 0, 255, 255), (0, 0, 30, 60))
    image = reading.rendered(drawn(lambda it: it.graphic(stored(logo), 80, 80)), dots_per_inch=72)
    assert image.getpixel((25, 250)) == (0, 0, 255)
    assert image.getpixel((75, 250)) == (255, 255, 255)


def test_a_photo_is_no_larger_than_300_dots_per_inch() -> None:
    large = Image.effect_noise((2000, 2000), 90).convert("RGB")
    assert len(drawn(lambda it: it.photo(stored(large), 72, 72, cut=True))) < 90_000


def test_small_pictures_are_not_blown_up() -> None:
    tiny = images.shrunk(Image.new("RGB", (10, 12)), 500, 500)
    assert tiny.size == (10, 12)


@pytest.mark.parametrize("size", [(90, 30), (30, 90), (50, 50), (1, 700)])
def test_covering_fills_a_shape_and_keeps_the_head(size: tuple[int, int]) -> None:
    cut = images.covering(Image.new("RGB", size), 0.75)
    assert cut.width / cut.height == pytest.approx(0.75, abs=0.75 / min(cut.size))


def test_a_tall_photo_loses_more_of_its_foot_than_of_its_head() -> None:
    tall = Image.new("RGB", (10, 100), "black")
    tall.paste((255, 255, 255), (0, 0, 10, 28))
    cut = images.covering(tall, 1.0)
    assert cut.getpixel((5, 0)) == (255, 255, 255)


def test_photos_are_turned_as_the_camera_says() -> None:
    sideways = Image.new("RGB", (80, 40), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    data = stored(sideways, "JPEG", exif=exif)
    assert images.open_image(data).size == (40, 80)
    assert images.aspect(data) == pytest.approx(0.5)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_can_be_laid_flat(mode: str) -> None:
    flat = images.flattened(Image.new(mode, (4, 4)))
    assert (flat.mode, flat.size) == ("RGB", (4, 4))


def test_transparent_places_show_the_ground() -> None:
    flat = images.flattened(Image.new("RGBA", (2, 2), (0, 0, 0, 0)), (1.0, 0.0, 0.0))
    assert flat.getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("data", [b"", b"not a picture", RED[:60], b"\x89PNG\r\n\x1a\n" + b"\x00" * 40])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        images.open_image(data)


def test_aspect_of_no_picture() -> None:
    assert images.aspect(b"nothing") == 0.0
    assert images.aspect(RED) == 1.0


def test_a_picture_of_absurd_size_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    with pytest.raises(Refused, match="40 × 40"):
        images.open_image(RED)
