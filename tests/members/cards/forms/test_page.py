"""Printing cards: who, how, the preview, and entering only what came out right."""

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox

from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.forms.page import DESIGNS, PRINT, REGISTER
from assoc_desktop.members.cards.forms.print_view import PrintView
from assoc_desktop.members.cards.records import cards_to_print
from assoc_desktop.members.cards.rules import mark_printed, save_design
from assoc_desktop.members.consents import save_consent
from assoc_desktop.members.records import Card
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.members.cards.forms.conftest import show_page


def choose(box, value):
    place = box.findData(value)
    assert place >= 0, value
    box.setCurrentIndex(place)
    box.activated.emit(place)


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        words = page.get_textpage()
        texts.append(words.get_text_range())
        words.close()
        page.close()
    document.close()
    return texts


@pytest.fixture
def preview(page, qtbot):
    """Click on “Preview and print…” and wait for the pages."""

    def preview_():
        qtbot.mouseClick(page.print_view.print_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page._preview is not None, timeout=10_000)
        return page._preview

    return preview_


def test_everybody_without_a_card_is_proposed(page, members):
    view = page.print_view
    assert view.who.currentText() == "Everybody without a card"
    assert view.shown_ids() == members
    assert view.summary.text() == "3 cards on 1 sheet"


def test_the_preview_shows_the_longest_name(page, qtbot):
    picture = page.print_view.picture
    qtbot.waitUntil(lambda: bool(picture.images), timeout=10_000)
    assert [side.caption for side in picture.images] == ["Front side"]
    image = picture.images[0].image
    assert image.width() / image.height() == pytest.approx(85.6 / 53.98, rel=0.01)
    assert not picture.grab().isNull()


def test_searching_leaves_fewer_cards(page, members, qtbot):
    view = page.print_view
    qtbot.keyClicks(view.search, "ndiaye")
    qtbot.waitUntil(lambda: view.shown_ids() == [members[2]])
    assert view.summary.text() == "1 card on 1 sheet"
    qtbot.keyClicks(view.search, "xyz")
    qtbot.waitUntil(lambda: view.shown_ids() == [])
    assert not view.print_button.isEnabled()


def test_chosen_members_and_those_of_them_who_get_no_card(desk, members, save, season, qtbot):
    stranger = save(kind="person", family_name="Sow", given_name="Ali")
    page = show_page(desk, qtbot, [members[1], stranger], season)
    view = page.print_view
    assert view.who.currentText() == "Chosen in the list: 2"
    assert view.shown_ids() == [members[1]]
    assert view.note.text() == "1 of them is not enrolled for 2026 and gets no card."
    choose(view.who, "enrolled")
    assert sorted(view.shown_ids()) == sorted(members)
    assert view.note.isHidden()


def test_printed_cards_are_entered_only_when_they_came_out_right(page, preview, members, season, qtbot, desk):
    shown = preview()
    assert any("Marie-Claire" in text for text in text_of(shown.preview._content))
    assert shown.came_out.isHidden()
    shown.preview.printed.emit(1)
    assert not shown.came_out.isHidden()
    assert Card.select().count() == 0
    qtbot.mouseClick(shown.came_out.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._preview is None)
    assert Card.select().count() == 3
    assert cards_to_print(season.id, desk.today()) == []
    assert page.print_view.shown_ids() == []
    assert page.print_view.table._stack.currentWidget().title.text() == "No card to print"
    undo(last_undoable().id)
    assert Card.select().count() == 0


def test_all_but_the_spoiled_ones(page, preview, members, season, qtbot, desk):
    shown = preview()
    shown.preview.saved.emit(desk.path)
    qtbot.mouseClick(shown.came_out.some_button, Qt.MouseButton.LeftButton)
    table = shown.came_out.table
    assert not shown.preview.isVisible() and table.isVisible()
    assert not shown.came_out.enter_button.isEnabled()
    table.select_id(members[1])
    assert shown.came_out.enter_button.text() == "E&nter 2 good cards"
    qtbot.mouseClick(shown.came_out.enter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._preview is None)
    assert cards_to_print(season.id, desk.today()) == [members[1]]
    assert page.print_view.shown_ids() == [members[1]]


def test_none_came_out_right(page, preview, qtbot):
    shown = preview()
    shown.preview.printed.emit(1)
    qtbot.mouseClick(shown.came_out.none_button, Qt.MouseButton.LeftButton)
    assert page._preview is None
    assert Card.select().count() == 0


def test_leaving_after_printing_without_an_answer_asks(page, preview, answer, qtbot):
    shown = preview()
    shown.preview.printed.emit(1)
    answer("Cancel")
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page._preview is shown
    answer("Leave")
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page._preview is None
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    closed = []
    page.closed.connect(lambda: closed.append(True))
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert closed


def test_the_first_card_goes_where_the_sheet_was_clicked(page, preview, qtbot):
    view = page.print_view
    place = view.sheet_picture.place_rect(9).center().toPoint()
    qtbot.mouseClick(view.sheet_picture, Qt.MouseButton.LeftButton, pos=place)
    assert view.summary.text() == "3 cards on 2 sheets"
    texts = text_of(preview().preview._content)
    assert len(texts) == 2
    assert "Awa" in texts[0] and "Ali" not in texts[0] and "Ali" in texts[1]


def test_settings_are_remembered(page, desk, qtbot):
    panel = page.print_view.panel
    choose(panel.sheet_box, "avery-c32010")
    assert not panel.crop_marks.isEnabled()
    panel.right.setValue(-1.5)
    panel.draft.click()
    again = show_page(desk, qtbot).print_view.panel
    settings = again.settings()
    assert (settings.sheet.key, settings.offset, settings.draft) == ("avery-c32010", (-1.5, 0.0), True)
    desk.preferences.choices["cards down"] = "much"
    assert show_page(desk, qtbot).print_view.panel.down.value() == 0.0


def test_a_design_with_a_back_is_printed_on_both_sides(page, preview, qtbot):
    save_design(CardDesign(name="Two sides", back=True, back_text="Found it? Call us."), preferred=True)
    view = page.print_view
    view.read_again()
    panel = view.panel
    panel.design_box.setCurrentIndex(panel.design_box.findText("Two sides"))
    panel.design_box.activated.emit(0)
    assert panel.sides.isEnabled()
    choose(panel.sides, "long")
    texts = text_of(preview().preview._content)
    assert len(texts) == 2 and "Call us." in texts[1]


def test_the_calibration_page_can_be_left_without_a_question(page, qtbot):
    qtbot.mouseClick(page.print_view.panel.calibration, Qt.MouseButton.LeftButton)
    assert "Calibration page" in text_of(page._preview.preview._content)[0]
    assert page._preview.came_out is None
    page._preview.preview.printed.emit(1)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page._preview is None


def test_an_empty_association_says_what_to_do(desk, season, qtbot):
    view = show_page(desk, qtbot).print_view
    assert view.summary.text() == "0 cards on 0 sheets"
    assert not view.print_button.isEnabled()
    qtbot.waitUntil(lambda: bool(view.picture.images), timeout=10_000)


def test_views_by_keyboard(page, qtbot):
    for key, view in ((Qt.Key.Key_2, REGISTER), (Qt.Key.Key_3, DESIGNS), (Qt.Key.Key_1, PRINT)):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
        assert page._views.currentIndex() == view
        assert page._switch.checkedId() == view


def test_cards_are_printed_again_from_the_register(page, members, season, today, qtbot):
    mark_printed(season, members, on=today)
    page.show_view(REGISTER)
    table = page.register_view.table
    table.select_id(table.shown_ids()[0])
    qtbot.mouseClick(page.register_view.again, Qt.MouseButton.LeftButton)
    assert page._views.currentIndex() == PRINT
    assert page.print_view.shown_ids() == [members[0]]


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_all_views_fit_the_smallest_window_with_large_letters(desk, members, qtbot, qapp, theme):
    from assoc_desktop.widgets.theme import apply_theme

    apply_theme(qapp, theme, 150)
    try:
        page = show_page(desk, qtbot)
        for view in (PRINT, REGISTER, DESIGNS):
            page.show_view(view)
            assert page.minimumSizeHint().width() <= 1093
            assert page.minimumSizeHint().height() <= 550
    finally:
        apply_theme(qapp, "light")


def test_every_choice_has_a_name(page):
    page.show_view(DESIGNS)
    assert [box for box in page.findChildren(QComboBox) if not box.accessibleName()] == []


def test_a_removed_picture_of_the_design_is_told(page, qtbot, file):
    save_design(CardDesign(name="No picture", background="0" * 64), preferred=True)
    view = page.print_view
    view.panel.design_box.clear()
    view.read_again()
    assert "not in the file any more" in view.note.text()
    assert view.mapTo(page, QPoint(0, 0)).x() >= 0


def test_ctrl_p_prints_what_is_on_the_page_and_ctrl_f_searches(page, qtbot):
    qtbot.keyClick(page.print_view.panel.sheet_box, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.print_view.search.hasFocus)
    qtbot.keyClick(page.print_view.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._preview is not None, timeout=10_000)


def test_who_refuses_the_photo_is_told_where_cards_are_printed(desk, members, qtbot, today):
    save_consent(members[0], "photo", False, today, today=today)
    page = show_page(desk, qtbot)
    view = page.findChild(PrintView)
    assert view.refusals.text() == "1 of them refuses the photo: that card shows none."
    assert view.refusals.isVisible()
    view.search.setText("Étoundi")
    qtbot.waitUntil(lambda: not view.refusals.isVisible())
