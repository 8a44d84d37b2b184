"""Each field gives its value, shows what it is given, and tells a bad entry."""

import datetime
import io

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QTableView

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.pictures import photo_of
from assoc_desktop.widgets import fields
from tests.screens import answer, click, press, retype, type_text


@pytest.fixture
def changes():
    """Collects how often a field says that it changed."""
    return []


def watched(field, changes, shown):
    field.changed.connect(lambda: changes.append(1))
    return shown(field)


@pytest.mark.parametrize(
    ("typed", "value", "wrong"),
    [
        ("", None, False),
        ("1/2/26", datetime.date(2026, 2, 1), False),
        ("2026-02-01", datetime.date(2026, 2, 1), False),
        ("31/02/2020", None, True),
        ("next week", None, True),
    ],
)
def test_dates(cameroon, shown, changes, typed, value, wrong):
    field = watched(fields.DateField(cameroon), changes, shown)
    type_text(field.line, typed)
    assert field.value() == value
    assert bool(field.problem()) is wrong
    press(field.line, Qt.Key.Key_Return)
    assert field.line.text() == (typed if wrong else cameroon.date(value))
    assert len(changes) == len(typed)


def test_a_date_is_picked_from_the_month(cameroon, shown, changes):
    field = watched(fields.DateField(cameroon), changes, shown)
    field.set_value(datetime.date(2026, 5, 14))
    assert changes == []
    field._pick()
    days = field.findChild(QTableView)
    press(days, Qt.Key.Key_Right)
    press(days, Qt.Key.Key_Return)
    assert field.value() == datetime.date(2026, 5, 15)
    assert changes == [1]


@pytest.mark.parametrize(
    ("currency", "typed", "value", "shown_as"),
    [
        ("XAF", "15000", 15000, "15\u00a0000"),
        ("XAF", "", None, ""),
        ("EUR", "12,5", 1250, "12,50"),
        ("XAF", "12,5", None, "12,5"),
        ("XAF", "-5", None, "-5"),
    ],
)
def test_amounts(shown, currency, typed, value, shown_as):
    field = shown(fields.AmountField(Conventions("fr", "CM", currency)))
    type_text(field.line, typed)
    assert field.value() == value
    assert bool(field.problem()) is (value is None and typed != "")
    press(field.line, Qt.Key.Key_Return)
    assert field.line.text() == shown_as


@pytest.mark.parametrize(("typed", "value"), [("7", 7), ("", None), ("0", None), ("11", None), ("x", None)])
def test_numbers(shown, typed, value):
    field = shown(fields.NumberField(1, 10))
    type_text(field.line, typed)
    assert field.value() == value
    assert bool(field.problem()) is (value is None and typed != "")


def test_texts(shown, changes):
    line = watched(fields.LineField(known=["Yaoundé"]), changes, shown)
    type_text(line.line, "  Łódź ")
    text = shown(fields.TextField())
    type_text(text.text, "a")
    press(text.text, Qt.Key.Key_Return)
    type_text(text.text, "b")
    assert (line.value(), text.value()) == ("Łódź", "a\nb")
    text.set_value(None)
    assert text.value() == ""


def test_a_choice(shown, changes):
    field = watched(fields.ChoiceField([(None, "—"), ("n", "National"), ("p", "Public")]), changes, shown)
    assert field.value() is None
    field.set_value("p")
    assert changes == []
    field.box.setFocus()
    press(field.box, Qt.Key.Key_Up)
    assert (field.value(), changes) == ("n", [1])
    field.set_choices([(None, "—"), ("n", "National library")])
    assert field.value() == "n"
    field.set_choices([("a", "Academic")])
    assert field.value() == "a"


def test_a_choice_that_is_typed(shown):
    towns = [(None, "All"), ("Yaoundé", "Yaoundé"), ("Thiès", "Thiès")]
    field = shown(fields.ChoiceField(towns, search=True))
    retype(field.box.lineEdit(), "thiès")
    assert (field.value(), field.problem()) == ("Thiès", "")
    retype(field.box.lineEdit(), "Atlantis")
    assert field.value() is None
    assert "Atlantis" in field.problem()


def test_a_tick(shown, changes):
    yes = watched(fields.CheckField("Yes"), changes, shown)
    yes.set_value(True)
    assert (yes.value(), changes) == (True, [])
    press(yes.box, Qt.Key.Key_Space)
    assert (yes.value(), changes) == (False, [1])


def test_tags(shown):
    field = shown(fields.TagsField(["Choir", "Council"]))
    type_text(field.line, " choir, Élus ,elus,, Bureau  élargi")
    assert field.value() == ["choir", "Élus", "Bureau élargi"]
    field.set_value(["a", "b"])
    assert field.line.text() == "a, b"


def test_phones_are_kept_for_the_world_and_shown_as_dialled(cameroon, shown, changes):
    field = watched(fields.PhonesField(cameroon), changes, shown)
    field.set_value(["+237699123456", "+33144778899"])
    assert field.typed() == ["6 99 12 34 56", "+33 1 44 77 88 99"]
    click(field._add)
    type_text(field._lines[2].entry, "677 00 00 01")
    assert field.value() == ["+237699123456", "+33144778899", "+237677000001"]
    click(field._lines[0].remove)
    assert field.value()[0] == "+33144778899"
    retype(field._lines[0].entry, "call me")
    assert "call me" in field.problem()
    assert field.target() is field._lines[0].entry
    assert changes


def test_emails(shown):
    field = shown(fields.EmailsField())
    field.set_value(["a@example.org"])
    assert field.value() == ["a@example.org"]
    for bad in ("x", "@example.org", "a b@example.org", "a@host"):
        retype(field._lines[0].entry, bad)
        assert bad in field.problem()
    click(field._lines[0].remove)
    assert (field.value(), len(field._lines)) == ([], 1)


def picture(size=(2000, 1000)):
    content = io.BytesIO()
    Image.new("RGB", size, "navy").save(content, "PNG")
    return content.getvalue()


def test_a_picture_is_made_small_and_can_go(shown, changes, tmp_path):
    field = watched(fields.ImageField(photo_of), changes, shown)
    path = tmp_path / "photo.png"
    path.write_bytes(picture())
    field.take_file(path)
    kept = Image.open(io.BytesIO(field.value()))
    assert (kept.format, max(kept.size)) == ("JPEG", 800)
    click(field._remove)
    assert field.value() is None
    assert changes == [1, 1]


def test_a_picture_is_pasted(shown):
    field = shown(fields.ImageField(photo_of))
    QGuiApplication.clipboard().setImage(QImage.fromData(picture((40, 30))))
    press(field._paste, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert Image.open(io.BytesIO(field.value())).size == (40, 30)


def test_a_picture_is_dropped(shown, tmp_path):
    field = shown(fields.ImageField(photo_of))
    path = tmp_path / "photo.png"
    path.write_bytes(picture((50, 20)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    field.frame.dropEvent(drop)
    assert Image.open(io.BytesIO(field.value())).size == (50, 20)


def test_what_is_no_picture_is_refused_and_the_old_one_stays(shown, tmp_path):
    field = shown(fields.ImageField(photo_of))
    field.take(picture((10, 10)))
    before = field.value()
    told = answer("Close")
    field.take(b"%PDF-1.7")
    assert "not a picture" in told[1]
    told = answer("Close")
    field.take_file(tmp_path / "gone.png")
    assert "gone.png" in told[1]
    QGuiApplication.clipboard().setText("a text")
    told = answer("Close")
    field.paste()
    assert "no picture" in told[1]
    assert field.value() == before


def test_a_refusing_function_is_heard(shown):
    def refuse(_content):
        raise Refused("Too large.")

    field = shown(fields.ImageField(refuse))
    told = answer("Close")
    field.take(b"x")
    assert told[1] == "Too large."


def test_a_path(shown):
    field = shown(fields.PathField("Folder"))
    type_text(field.line, " /tmp ")
    assert field.value() == "/tmp"
    field.set_value(None)
    assert field.value() == ""
