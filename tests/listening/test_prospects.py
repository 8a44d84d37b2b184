"""Possible members: stages that never contradict a membership, letters that count only when they went out."""

import datetime
import io

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.listening.conversations import ConversationData
from assoc_desktop.listening.prospects.documents.invitation import invitations
from assoc_desktop.listening.prospects.listing import counts, prospect_ids, prospect_rows, steps_due
from assoc_desktop.listening.prospects.moving import (
    ProspectData,
    add_prospect,
    decline,
    forward,
    mark_invited,
    move,
    read_prospect,
    save_prospect,
)
from assoc_desktop.listening.records import Conversation, Prospect
from assoc_desktop.listening.timeline import prospect_steps
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.following import what_comes_along
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from tests.hostile import HOSTILE
from tests.screens import answer, button, click, dialog_over, press, texts_shown, type_text

DAY = datetime.timedelta(days=1)


@pytest.fixture
def add(file, conventions, today):
    """Add a possible member by family name."""

    def add_(name="Awa", data=ProspectData(), **fields):  # noqa: B008
        member = MemberData(family_name=name, given_name="A.", town="Yaoundé", **fields)
        return add_prospect(member, data, today=today, conventions=conventions)

    return add_


def stage(member_id):
    (row,) = prospect_rows([member_id])
    return row.stage


def test_one_is_added_with_the_next_step_in_one_operation(add, save, conventions, today):
    bringer = save(family_name="Ben")
    before = recent_operations(1)[0].id
    one = add(data=ProspectData("A visit", bringer, "Call", today))
    (row,) = prospect_rows([one])
    assert (row.name, row.stage, row.stage_on, row.brought_by) == ("A. Awa", "known", today, "Ben")
    assert (row.next_step, row.next_on, row.source) == ("Call", today, "A visit")
    assert steps_due(today) == 1
    assert steps_due(today - DAY) == 0
    assert [entry.title for entry in prospect_steps(one, conventions)] == ["Stage: Known", "Next step: Call"]
    assert recent_operations(2)[1].id == before
    undo(last_undoable().id)
    assert prospect_ids("") == []
    with pytest.raises(Refused, match="no longer in the list"):
        move(one, "invited", today=today)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (ProspectData("x" * 301), "source"),
        (ProspectData(next_step="x" * 301), "next_step"),
        (ProspectData(next_on=datetime.date(2026, 6, 1)), "next_step"),
    ],
)
def test_what_cannot_be_kept_is_told(add, today, data, field):
    with pytest.raises(Invalid) as told:
        add(data=data)
    assert list(told.value.problems) == [field]
    assert not Member.select().exists()
    one = add()
    with pytest.raises(Invalid):
        save_prospect(one, data, today=today)
    with pytest.raises(Invalid):
        save_prospect(one, ProspectData(brought_by_id=one), today=today)
    save_prospect(one, ProspectData("A fair"), today=today)
    assert read_prospect(one) == ProspectData("A fair")


def test_stages_go_forward_and_back(add, today):
    one = add()
    for wanted in ("invited", "applied"):
        forward(one, 1, today=today)
        assert stage(one) == wanted
    with pytest.raises(Refused, match="enrolled in the Members tab"):
        forward(one, 1, today=today)
    move(one, "known", today=today)
    with pytest.raises(Refused, match="first stage"):
        forward(one, -1, today=today)
    for wrong in ("joined", "declined", "x"):
        with pytest.raises(Refused):
            move(one, wrong, today=today)


def test_joined_follows_from_the_membership_and_goes_with_it(add, enrol, today):
    one = add()
    move(one, "applied", today=today)
    enrol(one, "2026")
    assert stage(one) == "joined"
    assert prospect_ids("open") == []
    assert prospect_ids("joined") == [one]
    for do in (lambda: move(one, "known", today=today), lambda: forward(one, 1, today=today)):
        with pytest.raises(Refused, match="has joined"):
            do()
    assert mark_invited([one], today=today) == 0
    undo(last_undoable().id)
    assert stage(one) == "applied"


def test_who_declines_says_why(add, seasons, today):
    one = add(data=ProspectData(next_step="Call", next_on=today))
    said = ConversationData(one, "", "possible", today, "Ben", "visit", "Too far", None, seasons["2026"].id)
    with pytest.raises(Invalid) as told:
        decline(one, said, today=today)
    assert list(told.value.problems) == ["stated"]
    assert stage(one) == "known"
    kept = ConversationData(**{**vars(said), "stated": "distance"})
    decline(one, kept, today=today)
    assert stage(one) == "declined"
    assert (Conversation.get().stated, Prospect.get().next_on) == ("distance", None)
    assert steps_due(today) == 0
    undo(last_undoable().id)
    assert not Conversation.select().exists()
    decline(one, kept, today=today)
    forward(one, 1, today=today)
    assert stage(one) == "known"


def test_the_list_has_what_is_due_first_and_those_marked_only_on_their_page(add, save, today):
    later = add("Later", ProspectData(next_step="x", next_on=today + DAY))
    due = add("Due", ProspectData(next_step="x", next_on=today))
    nothing = add("Anna")
    marked = save(family_name="Marked", prospect_since=today)
    gone = save(family_name="Member", prospect_since=today, joined_on=today)
    assert prospect_ids("open") == [due, later, nothing, marked]
    assert gone not in prospect_ids("")
    assert counts() == {"known": 4, "open": 4, "": 4}
    assert prospect_ids("open", "marked") == [marked]
    assert mark_invited([marked, due], today=today) == 2
    assert counts()["invited"] == 2
    move(due, "applied", today=today)
    assert mark_invited([due], today=today) == 0


def test_two_records_of_one_keep_what_was_known_last(add, conventions, today):
    first, second, third = add("Awa"), add("Awah"), add("Awaah")
    save_prospect(second, ProspectData(brought_by_id=first), today=today)
    move(second, "invited", today=today + DAY)
    told = what_comes_along(Member.get_by_id(first), Member.get_by_id(second), conventions)
    assert told == ["Both were possible members: what was known last stays."]
    told = what_comes_along(Member.get_by_id(second), Member.get_by_id(first), conventions)
    assert told[0] == "1 possible member whom they brought follows."
    merge(first, second, read_member(first), today=today, conventions=conventions)
    assert Prospect.get(Prospect.member == first).brought_by_id is None
    assert (Prospect.select().count(), stage(first)) == (2, "invited")
    merge(first, third, read_member(first), today=today, conventions=conventions)
    assert (Prospect.get().member_id, stage(first)) == (first, "invited")


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_letter_speaks_their_language_benefits_before_dues(add, today, code):
    from assoc_desktop.benefits.records import Benefit

    Benefit.create(name="Congress at half price", kind="event_price", description="Every year.")
    one = add(languages=code, address="BP 12")
    text = PdfReader(io.BytesIO(invitations([one], today=today))).pages[0].extract_text()
    assert text.index("Congress at half price") < text.index("5")
    words = {
        "en": ("Dear A. Awa", "What it costs in 2026", "I would like to join."),
        "fr": ("Ce que coûte", "Je souhaite adhérer"),
    }[code]
    assert all(each in text for each in words)
    with pytest.raises(Refused):
        invitations([], today=today)


def test_an_institution_is_promised_only_what_its_categories_give(add, conventions, today):
    person, institution = (
        save_category(CategoryData(f"For a {kind}", fee=5_000, applies_to=kind))
        for kind in ("person", "institution")
    )
    for name, audience, category in (
        ("Study day", "all", person),
        ("Visit of a cataloguer", "remote", institution),
        ("Reading room", "students", person),
    ):
        save_benefit(BenefitData(name, audience=audience), categories={category.id: None})
    library = MemberData(kind="institution", name="Library", town="Yaoundé")
    ids = [add(), add_prospect(library, ProspectData(), today=today, conventions=conventions)]
    letters = invitations(ids, today=today)
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(letters)).pages)
    assert "Study day" in first and "Reading room" in first and "Visit of a cataloguer" not in first
    assert "Visit of a cataloguer" in second and "Study day" not in second and "Reading room" not in second


def test_a_letter_with_many_benefits_keeps_to_one_page(add, today):
    from assoc_desktop.benefits.records import Benefit

    for number in range(8):
        Benefit.create(
            name=f"Benefit {number}",
            kind="loan",
            description="A line that says what it is." * 2,
            partner="A shop",
        )
    (page,) = PdfReader(io.BytesIO(invitations([add(address="BP 12")], today=today))).pages
    text = page.extract_text()
    assert "Benefit 7" in text and "Réponse" in text


def test_hostile_names_get_their_letter(add, today):
    ids = []
    for text in HOSTILE:
        try:
            ids.append(add(text[:90].replace("\n", " ").strip() or "x", ProspectData(text[:200])))
        except Invalid:
            continue
    assert len(PdfReader(io.BytesIO(invitations(ids, today=today))).pages) >= len(ids) > 10


def test_one_is_added_moved_and_invited_by_keys(desk, show_place, seasons, today, qtbot):
    tab = show_place(desk, "prospects")
    place = tab.place()
    click(button(tab, "New possible member"))
    page = dialog_over(tab).page
    assert page.fields["name"].isHidden()
    type_text(page.fields["family_name"].target(), "Awa")
    type_text(page.fields["next_step"].target(), "Call")
    type_text(page.fields["next_on"].target(), "14/05/2026")
    press(page.fields["next_on"].target(), Qt.Key.Key_Return)
    one = Member.get().id
    assert (Prospect.get().next_on, Member.get().prospect_since) == (today, today)
    qtbot.waitUntil(lambda: place.table.model.ids == [one])
    assert place.sums.text() == "1 possible member · 1 next step due"
    click(place.letters_button)
    qtbot.waitUntil(lambda: tab.top() is not tab.bottom, timeout=10_000)
    assert stage(one) == "known"
    told = answer("Mark as invited")
    click(button(tab.top(), "They went out…"))
    qtbot.waitUntil(lambda: tab.top() is tab.bottom)
    assert "Did these letters go out?" in told
    assert stage(one) == "invited"
    place.table.select_id(one)
    press(place.table.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: stage(one) == "applied")
    place.show_now()
    qtbot.waitUntil(lambda: any("Enrol them on their page" in text for text in texts_shown(place.details)))
    click(button(place.details, "Declined…"))
    page = dialog_over(tab).page
    page.fields["stated"].box.setFocus()
    press(page.fields["stated"].box, Qt.Key.Key_Down)
    click(page.save_button)
    assert Conversation.get().stated == "cost"
    assert stage(one) == "declined"


@pytest.mark.parametrize(
    ("label", "added", "left"),
    [("Add all the same", 1, True), ("Back to the page", 0, False), ("Open the one in the list", 0, True)],
)
def test_who_is_in_the_list_already_is_asked_about(desk, show_place, save, qtbot, label, added, left):
    one = save(family_name="Diop", given_name="Awa", town="Garoua")
    wanted = []
    desk.wanted.connect(lambda tab, choice: wanted.append((tab, choice)))
    tab = show_place(desk, "prospects")
    dialog = tab.place().add() or dialog_over(tab)
    type_text(dialog.page.fields["family_name"].target(), "Diop")
    type_text(dialog.page.fields["given_name"].target(), "Awa")
    told = answer(label)
    click(dialog.page.save_button)
    assert told[0] == "Awa Diop seems to be in the list already"
    assert told[1].startswith("Awa Diop, Garoua: Same name\n")
    assert Prospect.select().count() == added
    assert (("members", {"open": one}) in wanted) == (label == "Open the one in the list")
    qtbot.waitUntil(lambda: not left or not dialog.isVisible())
    assert dialog.isVisible() is not left
