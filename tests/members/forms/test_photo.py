"""The photo on the page of a member: chosen, pasted, dropped, refused, taken away."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage import attachment
from tests.screens import answer, button, click


@pytest.fixture
def member(save):
    return save(family_name="Example")


@pytest.fixture
def page(desk, shown, member):
    return shown(MemberPage(desk, member))


def kept(member):
    return Image.open(io.BytesIO(attachment.read(read_member(member).photo_id)))


def camera_photo(path, size=(3000, 4000)):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: the picture lies on its side
    exif[0x010F] = "Camera of a person"
    Image.new("RGB", size, "navy").save(path, "JPEG", exif=exif)
    return path


def test_a_photo_from_a_file_is_made_small_upright_and_clean(page, member, tmp_path):
    page.fields["photo"].take_file(camera_photo(tmp_path / "photo.jpg", (1600, 1200)))
    assert page.is_changed()
    click(page.save_button)
    assert (kept(member).format, kept(member).size) == ("JPEG", (600, 800))
    assert b"Camera" not in attachment.read(read_member(member).photo_id)


def test_a_photo_is_pasted(page, member):
    picture = QImage(90, 120, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(picture)
    click(button(page.fields["photo"], "Paste"))
    click(page.save_button)
    assert kept(member).size == (90, 120)


def test_a_photo_is_dropped(page, member, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(camera_photo(tmp_path / "photo.jpg", (200, 100))))])
    frame = page.fields["photo"].frame
    nothing = Qt.KeyboardModifier.NoModifier
    hand = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    QApplication.sendEvent(frame, QDragEnterEvent(QPoint(9, 9), *hand))
    QApplication.sendEvent(frame, QDropEvent(QPointF(9, 9), *hand))
    click(page.save_button)
    assert kept(member).size == (100, 200)


def test_what_is_no_picture_is_refused_and_the_photo_stays(page, member, tmp_path):
    page.fields["photo"].take_file(camera_photo(tmp_path / "photo.jpg", (40, 40)))
    (tmp_path / "broken.jpg").write_bytes((tmp_path / "photo.jpg").read_bytes()[:200])
    before = page.fields["photo"].value()
    texts = answer("Close")
    page.fields["photo"].take_file(tmp_path / "broken.jpg")
    assert texts[1].startswith("This file is not a picture that can be read.")
    assert page.fields["photo"].value() == before


def test_without_a_picture_on_the_clipboard_pasting_says_so(page):
    QGuiApplication.clipboard().setText("no picture")
    texts = answer("Close")
    click(button(page.fields["photo"], "Paste"))
    assert texts[1].startswith("There is no picture on the clipboard.")


def test_a_photo_is_taken_away(page, member, tmp_path, desk, shown):
    page.fields["photo"].take_file(camera_photo(tmp_path / "photo.jpg", (40, 40)))
    click(page.save_button)
    again = shown(MemberPage(desk, member))
    assert not again.is_changed()
    click(button(again.fields["photo"], "Remove"))
    click(again.save_button)
    assert read_member(member).photo_id is None
