"""Form pages: messages beside fields, nothing lost, and the question before leaving."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.widgets.drafts import Draft
from assoc_desktop.widgets.fields import CheckField, DateField, LineField, TextField
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import WideFormPage
from tests.screens import answer, button, click, message_at, press, retype, texts_shown, type_text


class Page(FormPage):
    """A page about one name."""

    def __init__(self, conventions, draft=None, refusal=None):
        super().__init__("A member", draft=draft)
        self.kept, self.refusal = [], refusal
        self.add_section("Identity", "Only the name is needed.")
        self.add_field("name", "&Name", LineField())
        self.add_field("born", "&Born on", DateField(conventions), "For the reductions of students.")
        self.add_field("notes", "N&otes", TextField())
        self.add_field("news", "", CheckField("Wants news"))
        self.start()

    def load(self):
        return {"name": "Aïssatou", "born": datetime.date(1990, 2, 1)}

    def check(self, values):
        return {} if values["name"] else {"name": "A person needs a name."}

    def save(self, values):
        if self.refusal:
            raise self.refusal
        self.kept.append(values)
        return 2**62


@pytest.fixture
def draft(tmp_path):
    return Draft(tmp_path, "member 1")


@pytest.fixture
def page(cameroon, shown, draft):
    return shown(Page(cameroon, draft))


def test_values_are_shown_in_the_countrys_habit_and_saved(page, qtbot):
    assert page.fields["born"].line.text() == "01/02/1990"
    retype(page.fields["name"].line, "  Ɔdɔ N'Diaye ")
    with qtbot.waitSignal(page.closed), qtbot.waitSignal(page.saved) as saved:
        click(page.save_button)
    assert saved.args == [2**62]
    born = datetime.date(1990, 2, 1)
    assert page.kept == [{"name": "Ɔdɔ N'Diaye", "born": born, "notes": "", "news": False}]


@pytest.mark.parametrize("name", ["name", "born"])
def test_enter_in_a_line_of_a_dialog_saves_it(cameroon, draft, shown, qtbot, name):
    page = Page(cameroon, draft)
    kept, window = [], shown(QWidget())
    show_form(page, window, kept.append)
    retype(page.fields[name].line, "3/4/1991")
    with qtbot.waitSignal(page.saved):
        press(page.fields[name].line, Qt.Key.Key_Return)
    assert kept == [2**62]
    assert page.kept[0][name] == ("3/4/1991" if name == "name" else datetime.date(1991, 4, 3))


def test_a_bad_entry_is_told_beside_its_field_and_nothing_is_saved(page):
    retype(page.fields["born"].line, "31/02/2020")
    retype(page.fields["name"].line, "")
    press(page.fields["name"].line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.kept == []
    assert message_at(page, "name") == "A person needs a name."
    assert "31/02/2020" in message_at(page, "born")
    assert page.focusWidget() is page.fields["name"].line
    assert page.fields["born"].line.property("wrong")
    type_text(page.fields["name"].line, "x")
    assert message_at(page, "name") == ""
    assert "31/02/2020" in message_at(page, "born")


def test_what_the_rule_refuses_is_shown(cameroon, shown):
    page = shown(Page(cameroon, refusal=Invalid({"name": "Taken.", "elsewhere": "Not here."})))
    click(page.save_button)
    assert message_at(page, "name") == "Taken."
    assert "Not here." in texts_shown(page)
    page.refusal = Refused("The disk is full.")
    click(page.save_button)
    assert "The disk is full." in texts_shown(page)
    page.refusal = None
    assert page.save_now()


@pytest.mark.parametrize(
    ("label", "leaves", "keeps"),
    [("Save", True, True), ("Discard", True, False), ("Stay on the page", False, False)],
)
def test_leaving_with_changes_asks(page, draft, label, leaves, keeps):
    left = []
    page.closed.connect(lambda: left.append(1))
    type_text(page.fields["notes"].text, "à rappeler")
    page._keep_draft()
    answer(label)
    click(page.cancel_button)
    assert bool(left) is leaves
    assert bool(page.kept) is keeps
    assert (draft.read() is None) is leaves


def test_leaving_without_changes_asks_nothing(page, qtbot):
    with qtbot.waitSignal(page.closed):
        press(page, Qt.Key.Key_Escape)


def test_saving_on_leaving_stops_at_a_bad_entry(page):
    retype(page.fields["born"].line, "yesterday")
    answer("Save")
    assert not page.may_leave()
    assert "yesterday" in message_at(page, "born")


def test_what_was_typed_before_a_crash_comes_back(page, draft, cameroon, shown, qtbot):
    retype(page.fields["name"].line, "Łucja")
    retype(page.fields["born"].line, "31/02")
    qtbot.waitUntil(lambda: draft.read() is not None, timeout=3000)
    again = shown(Page(cameroon, draft))
    click(button(again, "Bring it back"))
    assert again.typed() == page.typed()
    assert again.is_changed()
    assert again.fields["name"].target().hasFocus()


def test_a_draft_can_be_thrown_away(page, draft, cameroon, shown):
    retype(page.fields["name"].line, "Łucja")
    page._keep_draft()
    again = shown(Page(cameroon, draft))
    click(button(again, "Throw it away"))
    assert draft.read() is None
    assert again.values()["name"] == "Aïssatou"
    assert again.fields["name"].target().hasFocus()


def test_a_draft_that_says_nothing_new_is_not_offered(page, draft, cameroon, shown):
    draft.write(page.typed())
    again = shown(Page(cameroon, draft))
    assert again._banner.isHidden()


def test_saving_leaves_no_draft(page, draft):
    type_text(page.fields["notes"].text, "x")
    page._keep_draft()
    assert page.save_now()
    assert draft.read() is None
    assert not page.is_changed()


def test_fields_can_be_hidden_with_their_label(page):
    page.show_field("born", False)
    assert not page.fields["born"].isVisible()
    retype(page.fields["name"].line, "x")
    page.fields["born"].line.setText("31/02/2020")
    assert page.save_now()


def test_labels_lead_to_their_fields(page):
    press(page.fields["notes"].text, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert page.focusWidget() is page.fields["name"].line
    assert page.fields["born"].line.accessibleName() == "Born on"
    assert page.fields["born"].line.accessibleDescription() == "For the reductions of students."


def test_a_message_makes_room_for_itself_in_two_columns(shown, qtbot):
    form = WideFormPage("A person")
    for side, names in ((0, "ab"), (1, "cdef")):
        form.add_section(f"Side {side}", side=side)
        for name in names:
            form.add_field(name, name.upper(), LineField())
    shown(form, 1093)
    usual, below = form.fields["a"].height(), form.fields["b"].y()

    form.show_problems({"a": "A person has a name."})

    qtbot.waitUntil(lambda: form.fields["b"].y() > below)
    assert form.fields["a"].height() == usual


def test_a_message_at_the_edge_is_brought_into_view_with_its_field(shown, qtbot):
    form = FormPage("A person")
    form.add_section("Everything")
    for number in range(30):
        form.add_field(f"f{number}", f"Field {number}", LineField())
    shown(form)
    last, view = form.fields["f9"], form._scroll.viewport()
    form._scroll.verticalScrollBar().setValue(last.y() + last.height() - view.height() + 4)

    form.show_problems({"f9": "This is wrong."})

    message = form._messages["f9"]
    qtbot.waitUntil(lambda: message.mapTo(view, message.rect().bottomLeft()).y() <= view.height())
