"""The place for actions: added, done, dropped and taken up again by keys and buttons."""

import datetime

from PySide6.QtCore import Qt

from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import ActionData, save_action
from tests.screens import button, click, dialog_over, labels_that_read_markup, press, texts_shown, type_text

DAY = datetime.timedelta(days=1)


def test_an_action_is_added_and_done_by_keys(desk, show_place, today, qtbot):
    tab = show_place(desk, "actions")
    click(button(tab, "New action"))
    dialog = dialog_over(tab)
    type_text(dialog.page.fields["text"].target(), "Call Awa")
    type_text(dialog.page.fields["who"].target(), "Ben")
    press(dialog.page.fields["who"].target(), Qt.Key.Key_Return)
    action = Action.get()
    place = tab.place()
    qtbot.waitUntil(lambda: place.table.model.ids == [action.id])
    assert (action.text, action.who, action.due_on) == ("Call Awa", "Ben", None)
    place.table.select_id(action.id)
    press(place.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in tab.window().findChildren(type(dialog))))
    dialog = dialog_over(tab)
    type_text(dialog.page.fields["result"].target(), "She comes back")
    press(dialog.page.fields["result"].target(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place.table.model.ids == [])
    action = Action.get()
    assert (action.done_on, action.result) == (today, "She comes back")
    place.show_everything()
    place.table.select_id(action.id)
    place.show_now()
    click(button(place.details, "Take up again"))
    assert Action.get().done_on is None
    place.show_now()
    click(button(place.details, "Drop…"))
    dialog = dialog_over(tab)
    click(dialog.page.save_button)
    assert Action.get().dropped_on == today


def test_what_is_due_is_shown_and_found(desk, show_place, save, today):
    member = save(family_name="Awa")
    late = save_action(ActionData("<b>late</b>", "Ben", today - DAY, member)).id
    soon = save_action(ActionData("soon", "Ada", today + DAY)).id
    tab = show_place(desk, "actions")
    place = tab.place()
    assert place.table.model.ids == [late, soon]
    assert place.sums.text() == "2 actions · 1 due by today"
    tab.show_choice({"place": "actions", "shown": "due"})
    assert place.table.model.ids == [late]
    place.table.select_id(late)
    place.show_now()
    assert "<b>late</b>" in texts_shown(place.details)
    assert labels_that_read_markup(place.details, "<b>") == []
    place.show_everything()
    type_text(place.search_field, "ADA")
    press(place.search_field, Qt.Key.Key_Down)
    assert place.table.model.ids == [soon]


def test_it_leads_to_the_member_and_to_the_record_it_comes_from(desk, show_place, save, today):
    member = save(family_name="Awa")
    action = save_action(ActionData("Call", member_id=member), about=("conversation", 17)).id
    tab = show_place(desk, "actions")
    wanted = []
    desk.wanted.connect(lambda key, choice: wanted.append((key, choice)))
    place = tab.place()
    tab.show_choice({"place": "actions", "about": ("conversation", 17)})
    assert place.current() == action
    place.show_now()
    click(button(place.details, "Open the member"))
    click(button(place.details, "Where it comes from"))
    assert wanted == [
        ("members", {"open": member}),
        ("listening", {"place": "conversations", "conversation": 17}),
    ]
