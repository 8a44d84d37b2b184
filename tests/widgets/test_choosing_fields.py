"""Fields that find, choose and list: references, known words, phones, numbers and colours."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.widgets.elided import ElidedLabel
from assoc_desktop.widgets.fields import EmailsField, PhonesField
from assoc_desktop.widgets.fields.choice import ChoiceField, ComboBox
from assoc_desktop.widgets.fields.colour import COLOURS, ColourField
from assoc_desktop.widgets.fields.number import DecimalField
from assoc_desktop.widgets.fields.reference import ReferenceField, WordsField, among
from tests.screens import button, click, press, retype, type_text

SAY = Conventions("fr", "CM", "XAF")
COUNTRIES = {
    "CI": "Côte d’Ivoire",
    "CM": "Cameroun",
    "SN": "Sénégal",
    "GQ": "Guinée équatoriale",
    "GN": "Guinée",
}


@pytest.fixture
def country(shown):
    return shown(ReferenceField(among(COUNTRIES), COUNTRIES.__getitem__))


def offered(field):
    model = field.completer.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(("typed", "names"), [
    ("cote divoire", ["Côte d’Ivoire"]),
    ("guinee", ["Guinée", "Guinée équatoriale"]),
    ("EQUAT", ["Guinée équatoriale"]),
    ("nowhere", []),
    (" ", []),
])  # fmt: skip
def test_a_reference_is_looked_up_while_it_is_typed(country, typed, names):
    type_text(country.line, typed)
    assert offered(country) == names


def test_a_name_typed_whole_is_chosen_when_the_field_is_left(country):
    type_text(country.line, "senegal")
    press(country.line, Qt.Key.Key_Return)
    assert (country.value(), country.line.text(), country.problem()) == ("SN", "Sénégal", "")


def test_a_name_typed_over_a_chosen_one_is_another(country):
    country.set_value("CM")
    type_text(country.line, "x")
    assert country.value() is None
    assert country.problem() == "“xCameroun” is not in the list."


def test_what_stands_in_a_reference_can_be_put_back(country, shown):
    type_text(country.line, "nowhere")
    other = shown(ReferenceField(among(COUNTRIES), COUNTRIES.__getitem__))
    other.set_typed(country.typed())
    assert (other.value(), other.line.text()) == (None, "nowhere")
    country.set_value("GN")
    other.set_typed(country.typed())
    assert (other.value(), other.line.text()) == ("GN", "Guinée")


def test_choosing_from_the_list_tells_of_the_change_once_the_value_is_there(country, qtbot):
    type_text(country.line, "guin")
    values = []
    country.changed.connect(lambda: values.append(country.value()))
    popup = country.completer.popup()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert values == ["GQ"]
    assert country.line.text() == "Guinée équatoriale"


def test_known_words_are_kept_by_their_keys(shown):
    field = shown(WordsField({"fr": "français", "en": "anglais"}))
    type_text(field.line, "Anglais, francais, anglais")
    assert field.value() == ["en", "fr"]
    type_text(field.line, ", klingon")
    assert field.problem() == "“klingon” is not in the list."
    field.set_value(["fr", "sw"])
    assert field.line.text() == "français, sw"


def test_phones_are_listed_moved_and_removed(shown):
    field = shown(PhonesField(SAY))
    field.set_value(["+237699123456", "+221771234567"])
    assert field.typed() == ["6 99 12 34 56", "+221 77 123 45 67"]
    click(field._lines[1].sooner)
    assert field.value() == ["+221771234567", "+237699123456"]
    click(field._lines[0].remove)
    assert field.value() == ["+237699123456"]
    click(field._lines[0].remove)
    assert (field.value(), len(field._lines)) == ([], 1)


def test_an_empty_line_is_used_before_another_is_added(shown):
    field = shown(PhonesField(SAY))
    click(button(field, "Add a phone"))
    assert len(field._lines) == 1
    assert field.focusWidget() is field._lines[0].entry
    type_text(field._lines[0].entry, "699123456")
    click(button(field, "Add a phone"))
    assert len(field._lines) == 2


def test_the_line_that_is_wrong_is_the_one_that_is_marked(shown):
    field = shown(EmailsField())
    field.set_typed(["awa@example.org", "nobody"])
    assert field.problem() == "“nobody” is not an e-mail address."
    assert field.target() is field._lines[1].entry
    field.mark(True)
    assert [bool(line.entry.property("wrong")) for line in field._lines] == [False, True]
    field.mark(False)
    assert not field._lines[1].entry.property("wrong")
    assert field.value() == ["awa@example.org"]


def test_a_decimal_number_is_typed_as_the_country_writes_it(shown):
    field = shown(DecimalField(SAY))
    assert field.value() is None
    type_text(field.line, "1 234,5")
    value = field.value()
    field.set_value(value)
    assert field.line.text() == "1\u00a0234,5"
    assert field.value() == value
    retype(field.line, "many")
    assert field.problem().startswith("“many” is not a number.")
    assert field.value() is None


def test_a_colour_is_typed_picked_or_chosen_from_all(shown):
    field = shown(ColourField())
    type_text(field.line, "#a8322d")
    assert (field.value(), field.problem()) == ("#A8322D", "")
    retype(field.line, "red")
    assert field.problem() == "A colour is written like #1F6F5C."
    click(field.swatches[1])
    assert field.value() == COLOURS[1]
    click(field.more)
    from PySide6.QtWidgets import QColorDialog

    dialog = field.findChild(QColorDialog)
    dialog.setCurrentColor(QColor("#123456"))
    dialog.accept()
    assert field.value() == "#123456"


def test_a_heading_never_widens_its_window_and_never_reads_markup(shown):
    label = shown(ElidedLabel("<b>" + "x" * 10_000))
    label.resize(200, 30)
    assert label.minimumSizeHint().width() == 0
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.toolTip().startswith("<qt>&lt;b&gt;xxx")
    label.setText("two\nlines")
    assert (label.text(), label.toolTip()) == ("two lines", "")


def test_asking_for_the_value_does_not_disturb_who_is_typing(country):
    country.changed.connect(country.value)
    type_text(country.line, "guinee")
    assert (country.line.text(), country.value()) == ("guinee", "GN")
    type_text(country.line, " equatoriale")
    assert (country.line.text(), country.value()) == ("guinee equatoriale", "GQ")
    press(country.line, Qt.Key.Key_Return)
    assert country.line.text() == "Guinée équatoriale"


def test_a_choice_without_room_ends_in_an_ellipsis(shown):
    def picture(text):
        box.setItemText(0, text)
        return box.grab().toImage()

    words = "Everybody who has no card yet"
    box = ComboBox()
    box.addItem(words)
    shown(box, 160, 40)
    seen = picture(words)
    assert any(picture(words[:end].rstrip() + "…") == seen for end in range(4, len(words)))


@pytest.mark.parametrize("typed", ["telephone", "TÉLÉPHONE", "numero", "aison soc"])
def test_a_long_choice_is_searched_without_accents_and_capitals(shown, typed):
    field = shown(ChoiceField([("p", "Téléphone"), ("n", "Numéro"), ("r", "Raison sociale")], search=True))
    retype(field.box, typed)
    popup = field.box.completer().popup()
    assert popup.model().rowCount() == 1
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert field.value() == {"t": "p", "n": "n", "a": "r"}[typed[0].lower()]


def test_a_long_choice_is_understood_without_its_accents(shown):
    field = shown(ChoiceField([("p", "Téléphone"), ("n", "—")], search=True))
    retype(field.box, "telephone")
    assert (field.value(), field.problem()) == ("p", "")
    retype(field.box, "!")
    assert field.value() is None
    assert "!" in field.problem()


def test_what_is_typed_into_a_long_choice_replaces_its_word(shown):
    field = shown(ChoiceField([("t", "Town"), ("p", "Phone")], search=True))
    field.set_value("t")
    field.box.clearFocus()
    field.target().setFocus()
    assert field.box.lineEdit().selectedText() == "Town"


def test_the_list_of_a_narrow_box_shows_its_words_whole(shown):
    box = ComboBox()
    box.addItems(["One", "A saved filter with a rather long name"])
    box = shown(box)
    box.setFixedWidth(120)
    box.showPopup()
    assert box.view().viewport().width() >= box.view().sizeHintForColumn(0) > 120
    box.hidePopup()
    box.setFixedWidth(500)
    box.showPopup()
    assert box.view().width() >= 490
    box.hidePopup()


def test_a_box_that_is_offered_other_items_keeps_what_was_chosen(shown):
    box = shown(ComboBox())
    seasons = [(1, "2024"), (2, "2025"), (3, "2026")]
    box.offer(seasons, otherwise=3)
    assert box.currentText() == "2026", "nothing was chosen before"
    press(box, Qt.Key.Key_Up)
    box.offer([*seasons, (4, "2027")], otherwise=4)
    assert (box.currentText(), box.count()) == ("2025", 4)
    box.offer(seasons[2:], otherwise=1)
    assert box.currentText() == "2026", "the first, where neither is offered"
    assert box.choose(3) and not box.choose(1)
    box.offer([])
    assert (box.currentData(), box.count()) == (None, 0)


def test_nothing_is_an_item_like_any_other(shown):
    box = shown(ComboBox())
    box.offer([("", "Any reason"), (None, "No reason")])
    assert box.choose(None) and box.currentText() == "No reason"
    box.offer([("", "Any reason"), (None, "No reason"), ("price", "The price")], otherwise="price")
    assert box.currentText() == "No reason"
