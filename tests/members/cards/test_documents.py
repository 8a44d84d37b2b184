"""Cards on paper: size, text, fonts, codes and pictures, read back from the PDF by other libraries."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.members.cards.codes import CardClaim, read
from assoc_desktop.members.cards.design import CODE128, CODES, FIELDS, LAYOUTS, NO_CODE, QR, CardDesign
from assoc_desktop.members.cards.documents import (
    SignatureLine,
    card_preview_faces,
    front,
    signature_sheet,
    write_cards,
)
from assoc_desktop.pdf import pen
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.sheets import (
    A4_PLAIN,
    CARD_HEIGHT,
    CARD_WIDTH,
    LETTER_PLAIN,
    SHEETS,
    SINGLE_CARD,
    Sheet,
)
from assoc_desktop.pdf.text import clean, shaped
from assoc_desktop.refusals import Cancelled, Refused
from tests.hostile import HOSTILE
from tests.members.cards.faces import ISSUER, KEY, face, picture
from tests.pdf import reading

ALL_FIELDS = CardDesign("x", fields=tuple(FIELDS))
BACK = CardDesign(
    "x", back=True, back_text="Please return\nto the office.", signature="a" * 64, signatory="President"
)
layouts = pytest.mark.parametrize("layout", LAYOUTS)


def draw(faces, design: CardDesign = ALL_FIELDS, sheet: Sheet = SINGLE_CARD, **more) -> bytes:
    file = io.BytesIO()
    write_cards(file, faces, design, sheet, association=more.pop("association", ISSUER), **more)
    return file.getvalue()


def codes_on(pdf: bytes, page: int = 0, dots_per_inch: int = 300) -> set[str]:
    image = reading.rendered(pdf, page, dots_per_inch)
    return {found.text.strip() for found in zxingcpp.read_barcodes(image)}


@layouts
def test_everything_chosen_is_on_the_card(layout: str) -> None:
    one = face(
        profession="Librarian",
        institution="National library",
        town="Douala",
        joined="2019",
        extra=(("Team", "Coast"),),
    )
    design = replace(ALL_FIELDS, layout=layout, custom_text="Valid everywhere", title="Reader card")
    words = " ".join(reading.words(draw([one], design)).split())
    for expected in (
        "Aïssatou N'Diaye", "Librarian", "National library · Douala", "Individual", "0412", "2026", "31/12/2026",
        "2019", "Team", "Coast", "Valid everywhere", "READER CARD", "Association of Examples", "Member since",
    ):  # fmt: skip
        assert expected in words


def test_nothing_else_is_on_the_card() -> None:
    one = face(profession="Librarian", institution="National library", town="Douala", joined="2019")
    words = reading.words(draw([one], CardDesign("x", fields=(), logo=False, photo=False)))
    for hidden in ("Librarian", "National", "Douala", "Individual", "0412", "2026", "2019"):
        assert hidden not in words


def test_a_town_in_the_institutions_name_is_not_said_twice() -> None:
    one = face(institution="Library of Douala", town="Douala")
    assert reading.words(draw([one])).count("Douala") == 1
    assert "Douala" in reading.words(draw([face(town="Douala")]))


@layouts
@pytest.mark.parametrize("photo", [True, False])
def test_qr_codes_are_read_by_another_library(layout: str, photo: bool) -> None:
    faces = [face(f"{number:04}", f"Name {number}") for number in range(3)]
    pdf = draw(faces, CardDesign("x", layout=layout, photo=photo), A4_PLAIN)
    claims = {read(text, KEY).number for text in codes_on(pdf)}
    assert claims == {"0000", "0001", "0002"}


@layouts
def test_bar_codes_are_read_by_another_library(layout: str) -> None:
    pdf = draw([face("ACB-0412")], CardDesign("x", layout=layout, code=CODE128))
    assert codes_on(pdf) == {"ACB-0412"}


def test_cards_without_a_code() -> None:
    assert codes_on(draw([face()], CardDesign("x", code=NO_CODE))) == set()
    assert codes_on(draw([face(code="")])) == set()
    assert codes_on(draw([face("", code="")], CardDesign("x", code=CODE128))) == set()


def test_what_a_code_cannot_hold_is_said() -> None:
    with pytest.raises(Refused, match="bar code cannot hold the member number “Ŋ1”"):
        draw([face("Ŋ1")], CardDesign("x", code=CODE128))
    with pytest.raises(Refused, match="too long for a QR code"):
        draw([face(code="X" * 3000)])


def test_a_very_long_number_still_has_a_code() -> None:
    one = face("N" * 300)
    assert codes_on(
        draw([one]),
    ) == {one.code}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_sheets_have_their_paper_and_cards_their_size(sheet: Sheet) -> None:
    faces = [face(f"{number:04}") for number in range(sheet.cards + 1)]
    read_back = reading.reader(draw(faces, CardDesign("x", layout="colour"), sheet))
    assert len(read_back.pages) == 2
    width, height = read_back.pages[0].mediabox[2:]
    assert (float(width), float(height)) == pytest.approx(
        (sheet.page_width * MM, sheet.page_height * MM), abs=0.01
    )
    forms = [each.get_object() for each in read_back.pages[0]["/Resources"]["/XObject"].values()]
    left, bottom, right, top = next(
        map(float, form["/BBox"]) for form in forms if len(form["/Resources"].get("/XObject", {})) == 1
    )
    assert right - left == pytest.approx((CARD_WIDTH + 2 * sheet.bleed) * MM, abs=0.01)
    assert top - bottom == pytest.approx((CARD_HEIGHT + 2 * sheet.bleed) * MM, abs=0.01)
    assert all(reading.fonts(draw(faces, sheet=sheet)).values())


def coloured(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of what is not white or grey, in millimetres."""
    image = reading.rendered(pdf, page, 254)
    saturation = image.convert("HSV").getchannel("S").point(lambda value: 255 if value > 60 else 0)
    return tuple(edge / 10 for edge in saturation.getbbox())


def test_a_card_is_exactly_as_large_as_it_must_be() -> None:
    pdf = draw([face()], CardDesign("x", layout="colour", logo=False), A4_PLAIN, start_at=4)
    left, upper, right, lower = coloured(pdf)
    assert right - left == pytest.approx(CARD_WIDTH, abs=0.15)
    assert lower - upper == pytest.approx(CARD_HEIGHT, abs=0.15)
    assert (left, upper) == pytest.approx((19.4 + 85.6, 13.55 + 53.98), abs=0.15)


def test_the_offset_moves_everything_to_the_right_and_down() -> None:
    design = CardDesign("x", layout="colour", logo=False)
    before = coloured(draw([face()], design, A4_PLAIN))
    after = coloured(draw([face()], design, A4_PLAIN, offset_mm=(2.0, 1.0)))
    assert after[0] - before[0] == pytest.approx(2, abs=0.15)
    assert after[1] - before[1] == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("duplex", ["long", "short"])
def test_backs_come_to_lie_behind_their_fronts(duplex: str) -> None:
    pdf = draw([face()], replace(BACK, layout="colour"), A4_PLAIN, duplex=duplex, start_at=3)
    assert len(reading.reader(pdf).pages) == 2
    left, upper, right, _lower = coloured(pdf, 0)
    back_left, back_upper, back_right, back_lower = coloured(pdf, 1)
    if duplex == "long":
        assert (210 - back_right, back_upper) == pytest.approx((left, upper), abs=0.2)
    else:
        assert (back_left, 297 - back_lower) == pytest.approx((left, upper), abs=0.2)
    assert back_right - back_left == pytest.approx(right - left, abs=0.2)
    words = reading.words(pdf, 1)
    for expected in (
        "Please return",
        "to the office.",
        "President",
        "Box 1, Yaoundé",
        "Association of Examples",
    ):
        assert expected in words


def test_backs_are_printed_only_when_both_ask_for_them() -> None:
    assert len(reading.reader(draw([face()], BACK)).pages) == 1
    assert len(reading.reader(draw([face()], CardDesign("x"), duplex="long")).pages) == 1


def test_a_bare_back() -> None:
    bare = replace(BACK, back_text="", signature="", signatory="")
    pdf = draw([face()], bare, duplex="long", association=replace(ISSUER, contact=()))
    assert "Association of Examples" in reading.words(pdf, 1)


def test_a_signature_without_a_name_and_a_name_without_a_signature() -> None:
    unnamed = draw([face(), face("0413")], replace(BACK, signatory=""), duplex="long")
    assert reading.images(unnamed) == 2
    unsigned = draw([face()], replace(BACK, signature=""), duplex="long")
    assert "President" in reading.words(unsigned, 1)
    assert reading.images(unsigned) == 1


def test_a_draft_of_every_layout() -> None:
    for layout in LAYOUTS:
        pdf = draw([face()], CardDesign("x", layout=layout), draft=True)
        assert reading.images(pdf) == 0
        assert codes_on(pdf) == {face().code}


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "_REMEMBERED", 2)
    monkeypatch.setattr(pen, "_REMEMBERED", 2)
    words = reading.words(
        draw([face(f"{number}", season=f"{number}") for number in range(8)], sheet=A4_PLAIN)
    )
    assert all(f"{number}" in words for number in range(8))


def test_a_long_back_is_whole() -> None:
    text = "A rule of the association that nobody reads. " * 20
    words = reading.words(draw([face()], replace(BACK, back_text=text), duplex="long"), 1)
    assert reading.signs(words) >= reading.signs(text)


def test_a_draft_has_all_text_and_no_pictures() -> None:
    one = face(photo=picture())
    design = replace(BACK, background="a" * 64)
    final, draft = (draw([one], design, duplex="long", draft=draft) for draft in (False, True))
    assert reading.images(final) == 4
    assert reading.images(draft) == 0
    assert reading.signs(reading.words(final)) == reading.signs(reading.words(draft))
    image = reading.rendered(draft).convert("L")
    assert sum(image.histogram()[:128]) < 0.12 * image.width * image.height


def test_pictures_are_stored_once_for_all_cards() -> None:
    faces = [
        face(f"{number:04}", photo=picture(colour="red" if number % 2 else "blue")) for number in range(30)
    ]
    assert reading.images(draw(faces, sheet=A4_PLAIN)) == 3


@layouts
@pytest.mark.parametrize("kind", ["person", "institution"])
@pytest.mark.parametrize("size", [(400, 100), (70, 90), (60, 300)])
def test_photos_of_any_shape(layout: str, kind: str, size: tuple[int, int]) -> None:
    pdf = draw([face(photo=picture(*size, colour="red"), kind=kind)], CardDesign("x", layout=layout))
    assert reading.images(pdf) == (1 if layout == "plain" else 2)


def test_a_damaged_photo_is_named() -> None:
    with pytest.raises(Refused, match=r"The photo of Aïssatou N'Diaye \(0412\) cannot be read"):
        draw([face(photo=b"\xff\xd8 no photo")])


@layouts
def test_backgrounds_and_front_signatures(layout: str) -> None:
    design = CardDesign("x", layout=layout, background="a" * 64, signature="b" * 64)
    pdf = draw([face(), face(colour="#000000")], design)
    assert reading.images(pdf) >= 3
    assert codes_on(pdf) == {face().code}


@layouts
@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_whole_in_every_field(layout: str, typed: str) -> None:
    one = face(
        name=typed, profession=typed, institution=typed, joined=typed, category=typed, extra=((typed, typed),)
    )
    design = replace(ALL_FIELDS, layout=layout, custom_text=typed)
    found = reading.signs(reading.words(draw([one], design)))
    for sign, count in reading.signs(shaped(clean(typed))).items():
        assert found[sign] >= 6 * count


typed_texts = st.sampled_from(HOSTILE) | st.text(max_size=90)


@settings(max_examples=60)
@given(
    st.sampled_from(list(LAYOUTS)),
    st.sampled_from(list(CODES)),
    st.booleans(),
    typed_texts,
    typed_texts,
    typed_texts,
)
def test_nothing_overlaps(layout: str, code: str, signed: bool, name: str, work: str, value: str) -> None:
    design = replace(ALL_FIELDS, layout=layout, code=code, signature="a" * 64 if signed else "")
    one = face(name=name, profession=work, institution=work, extra=((value[:40], value), ("Two", "2")))
    document = pypdfium2.PdfDocument(draw([one], design))
    page = document[0].get_textpage()
    boxes = [page.get_rect(number) for number in range(page.count_rects())]
    page.close()
    document.close()
    inner = []
    for left, bottom, right, top in boxes:
        assert left > -0.5
        assert right < CARD_WIDTH * MM + 0.5
        assert bottom > -0.5
        assert top < CARD_HEIGHT * MM + 0.5
        # Accents and descenders of two lines may come near each other; what is read may not.
        inner.append((left + 0.2, bottom + 0.3 * (top - bottom), right - 0.2, top - 0.3 * (top - bottom)))
    for number, one_box in enumerate(inner):
        for other in inner[number + 1 :]:
            apart = (
                one_box[2] <= other[0]
                or other[2] <= one_box[0]
                or one_box[3] <= other[1]
                or other[3] <= one_box[1]
            )
            assert apart, (one_box, other)


def test_cards_speak_the_language_of_their_members() -> None:
    words = reading.words(draw([face(), face(language="fr")], CardDesign("x")))
    assert "MEMBERSHIP CARD" in words
    assert "CARTE DE MEMBRE" in words


def test_notes_in_the_margin() -> None:
    faces = [face(f"{number:04}") for number in range(11)]
    words = " ".join(reading.words(draw(faces, sheet=LETTER_PLAIN), 1).split())
    assert "Letter paper, printed at 100 %" in words
    assert "Page 2 of 2" in words
    assert "Page" not in reading.words(draw(faces[:1]))


def test_crop_marks_only_where_there_is_something_to_cut() -> None:
    def marks(sheet: Sheet, **more) -> bool:
        image = reading.rendered(draw([face()], sheet=sheet, **more), dots_per_inch=254).convert("L")
        x, _y = sheet.corner(0)
        strip = image.crop((round(x * 10) - 3, 0, round(x * 10) + 4, round((sheet.top - 1.0) * 10)))
        return strip.getextrema()[0] < 160

    assert marks(A4_PLAIN)
    assert not marks(A4_PLAIN, crop_marks=False)
    assert not marks(SHEETS["avery-c32010"])


def test_start_and_emptiness_are_refused_in_words() -> None:
    with pytest.raises(Refused, match="10 places for cards: start at 1 to 10"):
        draw([face()], sheet=A4_PLAIN, start_at=11)
    with pytest.raises(Refused, match="1 place for a card"):
        draw([face()], start_at=2)
    with pytest.raises(Refused, match="no cards to print"):
        draw([])


def test_progress_is_told_after_each_sheet_and_can_stop_the_work() -> None:
    told: list[int] = []
    faces = (face(f"{number:04}") for number in range(25))
    file = io.BytesIO()
    printed = write_cards(file, faces, CardDesign("x"), A4_PLAIN, association=ISSUER, progress=told.append)
    assert (printed.cards, printed.pages, told) == (25, 3, [10, 20, 25])

    def stop(_cards: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        draw([face()], progress=stop)


def test_cards_of_numbers_of_one_width_share_their_facts_but_not_their_numbers() -> None:
    faces = [face(f"{number:04}") for number in (1, 22, 333)] + [face("A 1"), face("W" * 40), face("")]
    pdf = draw(faces, CardDesign("x", code=NO_CODE))
    pages = [reading.words(pdf, number) for number in range(6)]
    for number, expected in enumerate(("0001", "0022", "0333", "A 1", "W" * 10)):
        assert expected in pages[number]
        assert sum(expected in page for page in pages) == 1
    assert "Number" not in pages[5]


def test_the_preview_shows_the_longest_name_and_the_widest_photo() -> None:
    short = face(name="Li", photo=picture(300, 100))
    long = face(name="Bibliothèque municipale de Saint-Germain-en-Laye", photo=picture(10, 90))
    usual = face()
    assert card_preview_faces([usual, short, long]) == [long, short]
    assert card_preview_faces([long, short, short, usual]) == [long, short]
    assert card_preview_faces([usual]) == [usual]
    assert card_preview_faces([face(photo=b"no picture")]) == [face(photo=b"no picture")]
    assert card_preview_faces([]) == []


def test_the_sheet_of_signatures() -> None:
    lines = [SignatureLine("0412", "Aïssatou N'Diaye", "Individual", "0412-2026-1", "31/01/2026")]
    lines += [SignatureLine(f"{n:04}", f"Name {n}", "Student", f"{n:04}-2026-1") for n in range(40)]
    pdf = signature_sheet(lines, association="Examples", season="2026", language="en")
    words = " ".join(reading.words(pdf).split())
    assert "0412-2026-1" in words
    assert "Examples, season 2026: 41 cards" in words
    assert "Name 39" in words
    assert len(reading.reader(pdf).pages) == 2
    french = signature_sheet(lines, association="Examples", season="2026", language="fr", paper="Letter")
    assert "Numéro" in reading.words(french)
    with pytest.raises(Refused, match="no cards to hand over"):
        signature_sheet([], association="Examples", season="2026", language="en")


def test_a_code_says_what_the_card_says() -> None:
    (text,) = codes_on(draw([face()]))
    assert read(text, KEY) == CardClaim("0412", "2026", datetime.date(2026, 12, 31))
    assert ALL_FIELDS.code == QR


@pytest.mark.parametrize(
    ("name", "letters"),
    [("01 - Bibliothèque de Belley", "BB"), ("Médiathèque", "M"), ("1998 2001", "12")],
)
def test_a_missing_photo_shows_initials_of_words_not_of_figures(name: str, letters: str) -> None:
    pdf = draw([face(name=name, kind="institution")], CardDesign("x"))
    assert letters in reading.words(pdf).split()
