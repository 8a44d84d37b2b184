"""Names and facts find a place in their boxes, all of them, and nothing on anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assoc_desktop.members.cards.design import CODES, LAYOUTS, CardDesign
from assoc_desktop.members.cards.documents import common, facts, ground, names
from assoc_desktop.members.cards.documents.layouts import layout_of
from assoc_desktop.members.cards.documents.palette import palette_of
from assoc_desktop.pdf.colour import READABLE, WHITE, contrast, parse
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH
from assoc_desktop.pdf.text import Fitted, clean, shaped, width
from tests.hostile import HOSTILE

typed = st.sampled_from(HOSTILE) | st.text(max_size=80) | st.text("abcde ", max_size=120)


def widest(block: Fitted, *, bold: bool) -> float:
    return max((width(line, bold=bold) for line in block.lines), default=0.0) * block.size


def signs(block: Fitted) -> int:
    return sum(not sign.isspace() for line in block.lines for sign in line)


def count(text: str) -> int:
    return sum(not sign.isspace() for sign in shaped(clean(text)))


@given(st.lists(st.tuples(typed, typed), max_size=7), st.floats(60, 230), st.floats(20, 60))
def test_facts_are_whole_and_in_their_box(pairs: list[tuple[str, str]], w: float, h: float) -> None:
    cells = facts.lay_out(pairs, w, h)
    assert len(cells) == len(pairs)
    for cell, (label, value) in zip(cells, pairs, strict=True):
        assert (signs(cell.label), signs(cell.value)) == (count(label), count(value))
        assert cell.label_top >= -0.01
        assert cell.value_top >= cell.label_top + cell.label.height
        assert cell.value_top + cell.value.height <= h + 0.01
        assert cell.x + max(widest(cell.label, bold=False), widest(cell.value, bold=True)) <= w + 0.01


def test_the_last_value_stands_on_the_lower_edge() -> None:
    cells = facts.lay_out([("Number", "0412"), ("Season", "2026"), ("Valid until", "31/12/2026")], 90, 45)
    assert cells[-1].value_top + cells[-1].value.height == pytest.approx(45)
    assert cells[0].value_top == pytest.approx(cells[1].value_top)


@given(typed, st.lists(typed, max_size=4), st.floats(80, 230), st.floats(20, 45))
def test_names_are_whole_and_in_their_box(name: str, parts: list[str], w: float, h: float) -> None:
    block = names.lay_out(name, parts, w, h, (12.5, 9.0))
    assert signs(block.name) == count(name)
    assert [signs(part) for _top, part in block.parts] == [count(part) for part in parts]
    assert block.name.height <= h + 0.01
    lowest = block.name.height
    for top, part in block.parts:
        assert top >= lowest - 0.01
        assert top + part.height <= h + 0.01
        lowest = top + part.height
        assert widest(part, bold=False) <= w + 0.01


def test_parts_below_a_name_have_one_size() -> None:
    block = names.lay_out(
        "Aïssatou N'Diaye", ["Librarian", "National library of Cameroon"], 140, 40, (12.5, 9)
    )
    assert len({part.size for _top, part in block.parts}) == 1


@pytest.mark.parametrize("photo", [True, False])
@pytest.mark.parametrize("name", LAYOUTS)
def test_boxes_lie_on_the_card_and_apart(name: str, photo: bool) -> None:
    layout = layout_of(name, photo=photo)
    boxes = [layout.head, layout.name, layout.lower]
    for box in boxes:
        assert box.x >= 2
        assert box.y >= 2
        assert box.right <= CARD_WIDTH - 2
        assert box.bottom <= CARD_HEIGHT - 2
    assert layout.head.bottom < layout.name.y
    assert layout.name.bottom < layout.lower.y
    for box in boxes if layout.photo else []:
        beside = box.right <= layout.photo.x or layout.photo.right <= box.x
        assert beside or box.bottom <= layout.photo.y or layout.photo.bottom <= box.y


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_accent_gives_readable_text(accent: str) -> None:
    palette = palette_of(accent, draft=False)
    for ink, on in ((palette.on_paper, WHITE), (palette.on_accent, parse(accent))):
        for shade in (ink.text, ink.soft, ink.label):
            assert contrast(shade, on) >= READABLE - 1e-9
    for back, text in (palette.chip, palette.chip_on_accent):
        assert contrast(text, back) >= READABLE - 1e-9
    assert contrast(palette.on_paper.label, palette.tint) >= 3


@pytest.mark.parametrize("colour", ["black", "white", "red", "#7f7f7f"])
def test_backgrounds_are_veiled_until_text_can_be_read(colour: str) -> None:
    picture = Image.new("RGB", (20, 10), colour)
    picture.putpixel((3, 3), (0, 0, 0))
    palette = palette_of("#1F6F5C", draft=False)
    for back, ink in ((WHITE, palette.on_paper.soft), (palette.accent, palette.on_accent.soft)):
        veiled = ground._veil(picture, back, ink)
        for grey in veiled.convert("L").getextrema():
            assert contrast((grey / 255,) * 3, ink) >= READABLE - 0.2


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("photo", [True, False])
@pytest.mark.parametrize("name", LAYOUTS)
def test_code_and_facts_share_the_lower_box(name: str, photo: bool, code: str, signed: bool) -> None:
    layout = layout_of(name, photo=photo)
    design = CardDesign("x", layout=name, code=code, signature="a" * 64 if signed else "")
    room, place = common.facts_box(layout, design), common.code_box(layout, design)
    assert room.w >= 20
    assert room.h >= 6
    for box in filter(None, (room, place)):
        assert layout.lower.x <= box.x
        assert box.right <= layout.lower.right + 0.001
        assert layout.lower.y <= box.y
        assert box.bottom <= layout.lower.bottom + 0.001
    if place is not None:
        assert room.right <= place.x or place.right <= room.x or room.bottom <= place.y


def test_a_background_on_which_nothing_could_be_read_gives_way() -> None:
    picture = Image.effect_noise((60, 40), 255).convert("RGB")
    palette = palette_of("#757575", draft=False)
    veiled = ground._veil(picture, palette.accent, palette.on_accent.soft)
    assert veiled.getextrema() == ((0x75, 0x75),) * 3
