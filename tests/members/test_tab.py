"""The Members tab with mouse and keyboard on the example association."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu

from assoc_desktop.members import listing
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.records import Member, Membership, Season
from assoc_desktop.members.tab.contents import Contents
from assoc_desktop.members.tab.facts import read_facts
from assoc_desktop.members.tab.filters import told
from assoc_desktop.storage.history import recent_operations
from assoc_desktop.storage.undoing import undo
from tests.screens import click, press, retype, texts_shown, type_text


@pytest.fixture
def desk(example_desk):
    return example_desk


@pytest.fixture
def tab(desk, show_tab):
    return show_tab(desk)


def names(tab):
    return [tab.list.table.model.row(place).texts["name"] for place in range(len(tab.list.table.model.ids))]


def menu_actions(tab):
    menu = [each for each in tab.findChildren(QMenu) if each.isVisible()][-1]
    return {action.text(): action for action in menu.actions()}


def test_everybody_is_there_in_order(tab):
    assert len(tab.list.table.model.ids) == 120
    ordered = [row[0] for row in Member.select(Member.sort_name).order_by(Member.sort_name).tuples()]
    shown = [Member.get_by_id(each).sort_name for each in tab.list.table.model.ids]
    assert shown == ordered
    assert tab.list._sums.text().startswith("120 members")


def test_search_as_you_type_minds_no_accent(tab):
    for typed in ("N'DIAYE", "ndiaye", "achu  ba"):
        retype(tab.list.search, typed)
        words = typed.lower().replace("'", "").split()
        assert names(tab)
        for member in tab.list.table.model.ids:
            text = Member.get_by_id(member).search_text
            assert all(word in text for word in words)
        everyone = Member.select().where(*(Member.search_text.contains(word) for word in words)).count()
        assert len(tab.list.table.model.ids) == everyone
    press(tab.list.search, Qt.Key.Key_Escape)
    assert len(tab.list.table.model.ids) == 120


def test_typing_letter_by_letter_gives_what_the_whole_word_gives(tab, today):
    retype(tab.list.search, "")
    for word in ("bello", "07", "be lo", "lo be", "6 70 00 00 92", "677 ba", "N'Dia"):
        tab.list.search.clear()
        type_text(tab.list.search, word)
        contents = Contents(today, Choice(season_id=tab.list.season().id), typed=word)
        contents.read()
        assert tab.list.table.shown_ids() == contents.shown()
        for _sign in word:
            press(tab.list.search, Qt.Key.Key_Backspace)
        assert len(tab.list.table.model.ids) == 120


def test_nothing_found_offers_everybody(tab):
    type_text(tab.list.search, "zzz")
    assert "No member found" in texts_shown(tab)
    click(tab.list.table._not_found.button)
    assert len(tab.list.table.model.ids) == 120
    assert tab.list.search.text() == ""


def test_keys_lead_from_the_search_into_the_list_and_back(tab):
    tab.search()
    assert tab.list.search.hasFocus()
    press(tab.list.search, Qt.Key.Key_Down)
    assert tab.list.table.view.hasFocus()
    assert tab.list.table.current_id() == tab.list.table.model.ids[0]
    type_text(tab.list.table.view, "é")
    assert tab.list.search.hasFocus()
    assert tab.list.search.text() == "é"


def test_filters(tab, today):
    tab.list._filters.open_below(tab.list.filter, tab.list.contents.choice)
    fields = tab.list._filters._fields
    fields["kind"].box.setFocus()
    press(fields["kind"].box, Qt.Key.Key_Down)
    press(fields["kind"].box, Qt.Key.Key_Down)
    assert len(tab.list.table.model.ids) == 20
    assert tab.list.told.text() == f"Season {tab.list.season()} · Institution"
    fields["town"].set_value("Yaoundé")
    fields["town"].changed.emit()
    towns = {Member.get_by_id(each).town for each in tab.list.table.model.ids}
    assert towns <= {"Yaoundé"}
    click(tab.list._filters._all)
    assert len(tab.list.table.model.ids) == 120


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(), "all members"),
        (Choice(status="belonging"), "All who belong today"),
        (Choice(status="grace", archived=True), "The archive · Grace period"),
        (Choice(without_card=True), "Card to print"),
        (Choice(not_enrolled=True, town="Łódź"), "Not enrolled yet · Łódź"),
    ],
)
def test_a_choice_in_words(desk, choice, words):
    assert told(choice) == words


def test_sorting_by_a_heading_keeps_the_choice(tab):
    tab.list.table.select_id(tab.list.table.model.ids[7])
    chosen = tab.list.table.selected_ids()
    for key in listing.ORDERS:
        if key in {column.key for column in tab.list.table.model.columns}:
            tab.list._sort(key, True)
            assert tab.list.table.selected_ids() == chosen
            assert len(tab.list.table.model.ids) == 120


def test_details_tell_what_is_known(tab, qtbot):
    wanted = Member.select().where(Member.kind == "institution").first()
    tab.list.table.select_id(wanted.id)
    qtbot.waitUntil(lambda: wanted.full_name in texts_shown(tab.list.details))
    shown = texts_shown(tab.list.details)
    assert any("Institution" in text for text in shown)
    assert any(wanted.town in text for text in shown)
    tab.list.table.view.selectAll()
    qtbot.waitUntil(lambda: "120 members chosen" in texts_shown(tab.list.details))


def test_a_card_is_offered_only_while_it_would_be_valid(desk, today):
    season = Season.get((Season.starts_on <= today) & (Season.ends_on >= today))
    choice = Choice(season_id=season.id, without_card=True, status="belonging")
    member_id = listing.matching_ids(choice, today=today)[0]
    assert read_facts(member_id, season, desk).next_action == "print_one"
    yesterday = today - datetime.timedelta(days=1)
    Membership.update(ends_on=yesterday, grace_until=today).where(
        Membership.member == member_id, Membership.season == season
    ).execute()
    found = read_facts(member_id, season, desk)
    assert found.next_action == "edit"
    assert "to print" not in [value for _label, value in found.lines]


def test_the_reason_of_a_status_is_its_tool_tip(tab):
    column = [each.key for each in tab.list.table.model.columns].index("status")
    tip = tab.list.table.model.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith(".")
    assert tab.list.table.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_enter_opens_the_page_and_saving_comes_back_to_the_list(tab, qtbot):
    member = tab.list.table.model.ids[3]
    tab.list.table.select_id(member)
    tab.list.table.view.setFocus()
    press(tab.list.table.view, Qt.Key.Key_Return)
    page = tab.top()
    assert page.title.text() == Member.get_by_id(member).full_name
    retype(page.fields["family_name"].line, "Zzyzx")
    assert page.save_now()
    page.closed.emit()
    assert tab.top() is tab.list
    assert tab.list.table.current_id() == member
    assert names(tab)[-1].startswith("Zzyzx")
    undo(recent_operations(1)[0].id)
    tab.desk.changed.emit()
    assert not any(name.startswith("Zzyzx") for name in names(tab))


def test_a_new_person_and_a_new_institution(tab):
    for words in ("A person", "An institution"):
        tab.add()
        menu_actions(tab)[words].trigger()
        assert tab.top() is not tab.list
        tab.close_pages()


def test_a_new_member_is_the_one_in_focus_when_the_list_is_back(tab):
    tab.add()
    menu_actions(tab)["A person"].trigger()
    page = tab.top()
    type_text(page.fields["family_name"].line, "Mmmm")
    click(page.save_button)
    assert tab.top() is tab.list
    assert Member.get_by_id(tab.list.table.current_id()).family_name == "Mmmm"


def test_the_menu_leads_everywhere(tab, qtbot):
    tab.list.table.select_id(tab.list.table.model.ids[0])
    asked = []
    tab.desk.settings_wanted.connect(asked.append)
    for words in ("Import a list…", "Card register…"):
        tab.open_menu()
        menu_actions(tab)[words].trigger()
        assert tab.top() is not tab.list
        tab.close_pages()
    for words in ("Categories…", "Your own fields…", "Tags…"):
        tab.open_menu()
        menu_actions(tab)[words].trigger()
    assert asked == ["categories", "fields", "tags"]


def test_enrolling_for_another_season(tab, desk):
    from assoc_desktop.association.rules import add_season
    from assoc_desktop.members.memberships import last_category

    season = tab.list.season()
    chosen = Member.select().where(Member.kind == "person").first().id
    following = add_season(
        "next",
        season.ends_on.replace(year=season.ends_on.year + 1, month=1, day=1),
        season.ends_on.replace(year=season.ends_on.year + 1),
    )
    tab.list.choose(Choice(season_id=following.id))
    tab.list.table.select_id(chosen)
    tab.enrol()
    page = tab.top()
    assert page.fields["season"].target().hasFocus()
    assert page.fields["category"].value() == last_category([chosen])
    page.fields["category"].set_value(None)
    assert not page.save_now()
    page.fields["category"].set_value("own")
    assert page.save_now()
    assert listing.matching_ids(Choice(season_id=following.id, enrolled_only=True), today=desk.today()) == [
        chosen
    ]
    assert not page.save_now()


def test_history_and_cards_open_their_pages(tab):
    tab.list.table.select_id(tab.list.table.model.ids[0])
    tab.show_history()
    tabs = tab.top().tabs
    assert tabs.tabText(tabs.currentIndex()) == "Timeline"
    assert {entry.kind for entry in tab.top().timeline().shown} == {"change"}
    tab.print_card()
    assert tab.top() is not tab.list
    assert tab.count() == 2


def test_what_changed_elsewhere_is_read_when_the_list_is_seen(tab, desk, today):
    tab.hide()
    Member.delete().where(Member.id == tab.list.table.model.ids[0])
    from assoc_desktop.members.rules import archive

    archive([tab.list.table.model.ids[0]], today)
    desk.changed.emit()
    assert len(tab.list.table.model.ids) == 120
    tab.show()
    assert len(tab.list.table.model.ids) == 119
    tab.show_choice({"archived": True})
    assert len(tab.list.table.model.ids) == 1
    tab.list.table.select_id(tab.list.table.model.ids[0])
    tab.bring_back()
    assert len(tab.list.table.model.ids) == 0


def test_a_choice_from_another_tab(tab):
    type_text(tab.list.search, "x")
    tab.show_choice({"status": "grace"})
    assert tab.list.search.text() == ""
    assert tab.list.contents.choice.status == "grace"
    member = tab.list.table.model.ids[0]
    tab.show_choice({"member": member})
    assert tab.list.table.current_id() == member


def test_own_fields_are_columns(tab):
    keys = [column.key for column in tab.list.table.model.columns]
    assert sum(key.startswith("custom.") for key in keys) == 4


def test_a_season_that_went_away_is_left(tab, qtbot):
    other = Season.create(label="x", starts_on="2030-01-01", ends_on="2030-12-31")
    tab.list.choose(Choice(season_id=other.id))
    other.delete_instance()
    tab.read_again()
    assert tab.list.season().label == "2026"


def test_every_label_takes_texts_as_they_are(tab, qtbot):
    member = Member.get_by_id(tab.list.table.model.ids[0])
    member.family_name = "<b>Bold</b>"
    member.save()
    tab.list.table.select_id(member.id)
    tab.read_again()
    qtbot.waitUntil(lambda: any("<b>" in text for text in texts_shown(tab.list.details)))
    marked = [label for label in tab.findChildren(QLabel) if "<b>" in label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in marked)
