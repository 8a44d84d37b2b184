"""Cards are checked by whatever a scanner or a person types."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from assoc_desktop.members.cards.forms.check_dialog import CheckCardDialog
from assoc_desktop.members.cards.rules import faces_for, mark_lost, mark_printed, usual_design
from assoc_desktop.members.records import Member


@pytest.fixture
def dialog(desk, members, qtbot):
    window = CheckCardDialog(desk)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def codes(members, season):
    """The signed texts on the members' cards."""
    return [face.code for face in faces_for(season, members, usual_design())]


def scan(dialog, text):
    """Type as a scanner does: one key after the other, then Enter."""
    for sign in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(dialog.field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(
            dialog.field, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        )


def test_a_good_card(dialog, codes, season, members, today):
    mark_printed(season, members, on=today)
    scan(dialog, codes[0])
    assert dialog.check.verdict == "valid"
    assert dialog.verdict.word.text() == "Valid"
    assert dialog.name.text() == "Awa Bâ"
    assert dialog.status.text() == "New" and dialog.status.toolTip()
    assert dialog.photo.isVisible() and dialog.photo.accessibleName() == "No photo"
    assert dialog.field.text() == "" and dialog.field.hasFocus()


def test_one_card_after_the_other(dialog, codes):
    for code, name in zip(codes, ("Awa Bâ", "Marie-Claire Bernadette Étoundi", "Ali N'Diaye"), strict=True):
        scan(dialog, code)
        assert dialog.name.text() == name


def test_a_forged_card_shows_nobody(dialog, codes):
    scan(dialog, codes[0])
    scan(dialog, codes[0].replace("20261231", "20271231"))
    assert dialog.check.verdict == "forged"
    assert dialog.verdict.word.text() == "Not genuine"
    assert dialog.name.text() == "" and not dialog.photo.isVisible() and not dialog.status.isVisible()


def test_a_lost_card(dialog, codes, season, members, today):
    cards = mark_printed(season, members, on=today)
    mark_lost(cards[:1], on=today)
    scan(dialog, codes[0])
    assert dialog.verdict.word.text() == "Reported lost"
    assert "reported lost on" in dialog.verdict.sentence.text()


def test_an_expired_card(dialog, codes):
    dialog._desk._today = lambda: datetime.date(2027, 1, 1)
    scan(dialog, codes[0])
    assert dialog.verdict.word.text() == "Expired"


def test_a_number_typed_by_hand(dialog, members):
    scan(dialog, Member.get_by_id(members[1]).number)
    assert dialog.verdict.word.text() == "Found by number"
    assert "was not checked" in dialog.verdict.sentence.text()


@pytest.mark.parametrize("text", ["<b>x</b>", "ASSOC1 ", "عائشة", "%s {n}", "x" * 5000, "ASSOC1 A B C D"])
def test_hostile_texts_are_not_known_and_break_nothing(dialog, text):
    scan(dialog, text)
    assert dialog.check.verdict in ("unknown", "forged")
    assert dialog.field.text() == ""


def test_nothing_typed_checks_nothing(dialog):
    scan(dialog, "   ")
    assert dialog.check is None


def test_a_photo_is_shown(dialog, codes, members, desk):
    import io

    from PIL import Image

    from assoc_desktop.storage import attachment
    from assoc_desktop.storage.pictures import PHOTO_TYPE, photo_of

    content = io.BytesIO()
    Image.new("RGB", (300, 400), "teal").save(content, "PNG")
    sha256 = attachment.add(photo_of(content.getvalue()), PHOTO_TYPE)
    Member.update(photo_id=sha256).where(Member.id == members[0]).execute()
    scan(dialog, codes[0])
    assert dialog.photo.accessibleName() == "Photo"
    assert dialog.photo.pixmap().height() <= dialog.photo.height()


def test_the_page_opens_one_window_for_all_checks(page, qtbot):
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    first = page._check
    page.check_card()
    assert page._check is first and first.isVisible()


def test_a_name_without_end_does_not_widen_the_window(dialog, save, qtbot):
    member_id = save(kind="person", family_name="x" * 400, given_name="<b>y</b>")
    Member.update(number="N-1").where(Member.id == member_id).execute()
    scan(dialog, "N-1")
    assert "<b>y</b>" in dialog.name.text()
    assert dialog.minimumSizeHint().width() < 700
