"""The place for conversations: written down, searched, filtered and assessed with real keys."""

import openpyxl
from PySide6.QtCore import Qt

from assoc_desktop.actions.records import Action
from assoc_desktop.association.records import Season
from assoc_desktop.listening.conversations import ConversationData, save_conversation
from assoc_desktop.listening.records import Conversation
from tests.screens import (
    button,
    click,
    dialog_over,
    labels_that_read_markup,
    press,
    retype,
    texts_shown,
    type_text,
)


def choose(page, name, place):
    """Choose an item of a box by the keyboard."""
    box = page.fields[name].box
    box.setFocus()
    press(box, Qt.Key.Key_Home)
    for _time in range(place):
        press(box, Qt.Key.Key_Down)


def test_a_conversation_is_written_down_with_its_follow_up(desk, show_place, save, today, qtbot):
    member = save(family_name="Awa")
    tab = show_place(desk, "conversations")
    click(button(tab, "New conversation"))
    page = tab.top()
    assert page.fields["day"].value() == today
    type_text(page.fields["member_id"].target(), "awa")
    type_text(page.fields["by_whom"].target(), "Ben")
    type_text(page.fields["words"].target(), "Trop cher <b>pour moi</b>")
    choose(page, "satisfaction", 2)
    choose(page, "stated", 1)
    type_text(page.fields["action_text"].target(), "Ask the fund")
    press(page.fields["action_text"].target(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.top() is tab.bottom)
    kept = Conversation.get()
    assert (kept.member_id, kept.by_whom, kept.satisfaction, kept.stated) == (member, "Ben", 2, "cost")
    assert kept.season_id == Season.get().id
    assert Action.get().about_id == kept.id
    place = tab.place()
    qtbot.waitUntil(lambda: place.table.model.ids == [kept.id])
    place.table.select_id(kept.id)
    place.show_now()
    qtbot.waitUntil(lambda: "“Trop cher <b>pour moi</b>”" in texts_shown(place.details))
    assert labels_that_read_markup(place.details, "<b>") == []
    assert "Ask the fund" in texts_shown(place.details)


def test_the_assessor_sees_the_words_and_cannot_change_them(desk, show_place, save, today, qtbot):
    said = ConversationData(
        save(family_name="Awa"),
        "",
        "member",
        today,
        "Ben",
        "phone",
        "Too dear",
        None,
        Season.get().id,
        "cost",
    )
    kept = save_conversation(said, today=today).id
    tab = show_place(desk, "conversations")
    place = tab.place()
    tab.show_choice({"place": "conversations", "shown": "not_assessed", "conversation": kept})
    place.show_now()
    click(button(place.details, "Assess…"))
    dialog = dialog_over(tab)
    page = dialog.page
    assert page.said.text() == "Too dear"
    assert page.stated.text() == "Reason as stated: Cannot afford it"
    assert set(page.fields) == {"cause", "by", "on", "text"}
    choose(page, "cause", 2)
    type_text(page.fields["by"].target(), "Board")
    press(page.fields["by"].target(), Qt.Key.Key_Return)
    stored = Conversation.get()
    assert (stored.stated, stored.assessed, stored.assessed_on) == ("cost", "value", today)
    qtbot.waitUntil(lambda: place.table.model.ids == [])
    click(button(tab, "Show everything"))
    assert place.table.model.ids == [kept]


def test_one_is_noted_from_a_members_menu(opened_window, qtbot):
    from assoc_desktop.members.records import Member

    member = Member.select().where(Member.kind == "person").first()
    opened_window.show_tab("members", {"open": member.id})
    page = opened_window.tab().top()
    (note,) = [each for each in page.actions_menu.actions() if each.text() == "Note a conversation…"]
    note.trigger()
    form = opened_window.tab().top()
    assert form.fields["member_id"].value() == member.id
    retype(form.fields["words"].target(), "All is well")
    press(form.fields["words"].target(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: Conversation.select().where(Conversation.member == member).exists())
    opened_window.show_tab("members", {"open": member.id})
    page = opened_window.tab().top()
    page.show_part("timeline")
    assert "Conversation: Visit" in [entry.title for entry in page.timeline().entries]


def test_what_is_shown_is_saved_as_a_spreadsheet(desk, show_place, save, today, tmp_path, qtbot):
    for words in ("Dear", "Cheap"):
        save_conversation(ConversationData(None, words, "other", today, words=words), today=today)
    place = show_place(desk, "conversations").place()
    type_text(place.search_field, "cheap")
    qtbot.waitUntil(lambda: len(place.table.model.ids) == 1)
    path = tmp_path / "talks.xlsx"
    place.write_sheet(path)
    qtbot.waitUntil(path.exists, timeout=10_000)
    rows = list(openpyxl.load_workbook(path).active.values)
    assert [row[6] for row in rows[1:]] == ["Cheap"]
