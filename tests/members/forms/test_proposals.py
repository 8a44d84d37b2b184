"""Proofs and limits: their page, their lists on a member's page, and the forms that say why, by real keys and clicks."""

import datetime
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.forms.membership_form import MembershipForm
from assoc_desktop.members.forms.proofs import ProofsPane
from assoc_desktop.members.forms.proposals import ProposalsPage
from assoc_desktop.members.memberships import CategoryData, enrol, memberships_of, save_category
from assoc_desktop.members.proofs import ProofData, proofs_of, save_proof
from assoc_desktop.members.records import Category, Member, Membership, Proof
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.widgets.theme import row_height
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    message_at,
    press,
    retype,
    texts_shown,
    type_text,
)

DAY = datetime.date
QUARTERS = "100,100,100,75,75,75,50,50,50,25,25,25"


def category(name):
    return Category.get(Category.name == name)


def change(name, **changes):
    stored = category(name)
    data = CategoryData(stored.name, stored.applies_to, stored.fee, position=stored.position)
    save_category(replace(data, **changes), category_id=stored.id)


@pytest.fixture
def students(save):
    """Aged 27, 20 and of unknown age, all in need of a student card."""
    change("Student", proof="Student card", max_age=26, moves_to_id=category("Individual").id)
    births = (DAY(1998, 12, 31), DAY(2005, 1, 2), None)
    ids = [save(family_name=f"S{n}", birth_date=birth) for n, birth in enumerate(births)]
    enrol(ids, Season.get(), category("Student"))
    return ids


@pytest.fixture
def page(desk, shown, students):
    return shown(ProposalsPage(desk))


def cells(pane, *keys):
    model = pane.table.model
    return [[model.row(place).texts[key] for key in keys] for place in range(model.rowCount())]


def select(pane, ids):
    view, model = pane.table.view, pane.table.model
    flags = QItemSelectionModel.SelectionFlag
    pane.table.clear_selection()
    for each in ids:
        view.selectionModel().select(model.index(model.ids.index(each), 0), flags.Select | flags.Rows)


def tabs(page):
    return [page.tabs.tabText(place) for place in range(page.tabs.count())]


def test_everything_is_counted_and_told(page):
    assert tabs(page) == ["Proofs (3)", "Limits (1)", "Not known (1)"]
    proofs, limits, unknown = page.panes.values()
    assert cells(proofs, "name", "proof", "state") == [[f"S{n}", "Student card", "Missing"] for n in range(3)]
    assert cells(limits, "name", "why", "moves_to") == [
        ["S0", "Aged 27: the category is for those up to 26.", "Individual"]
    ]
    assert cells(unknown, "name", "why", "moves_to") == [["S2", "The birth date is not known.", "—"]]


def test_several_proofs_are_written_at_once(page, students, today):
    pane = page.panes["proofs"]
    assert not button(pane, "Write down a proof…").isEnabled()
    assert pane.add() is None
    select(pane, students[:2])
    click(button(pane, "Write down a proof…"))
    form = dialog_over(page).page
    assert form.title.text() == "Proof of 2 members"
    click(form.save_button)
    assert message_at(form, "valid_until") == "Say until when it holds."
    type_text(form.fields["valid_until"].target(), "30/05/2026")
    click(form.save_button)
    assert [proof.valid_until for proof in Proof.select()] == [DAY(2026, 5, 30)] * 2
    assert cells(pane, "name", "state") == [
        ["S2", "Missing"],
        ["S0", "Runs out soon"],
        ["S1", "Runs out soon"],
    ]
    undo(last_undoable().id)
    assert not Proof.select().exists()


def test_what_runs_out_later_is_looked_for_farther_ahead(page, students, today):
    for member_id in students:
        save_proof(member_id, ProofData("Student card", today, DAY(2026, 7, 1)), today=today)
    page.show_again()
    assert tabs(page)[0] == "Proofs (0)"
    assert "No proof is missing" in texts_shown(page)
    page.ahead.setFocus()
    press(page.ahead, Qt.Key.Key_Down)
    assert tabs(page)[0] == "Proofs (3)"


def test_how_far_ahead_is_asked_with_the_proofs_only(page):
    assert page.ahead.isVisible() and "&Running out" in texts_shown(page)
    page.tabs.setCurrentIndex(1)
    assert page.panes["limits"].isVisible()
    assert not page.ahead.isVisible() and "&Running out" not in texts_shown(page)
    page.tabs.setCurrentIndex(0)
    assert page.ahead.isVisible()


def test_the_chosen_move_after_a_question_and_undo_brings_them_back(page, students):
    page.tabs.setCurrentIndex(1)
    pane = page.panes["limits"]
    pane.table.select_id(pane.table.shown_ids()[0])
    texts = answer("Cancel")
    click(button(pane, "Move the chosen"))
    assert texts[0] == "Move 1 member?"
    assert Membership.get(Membership.member == students[0]).category.name == "Student"
    answer("Move")
    click(button(pane, "Move the chosen"))
    assert Membership.get(Membership.member == students[0]).category.name == "Individual"
    assert tabs(page)[1] == "Limits (0)"
    assert "No limit is passed" in texts_shown(pane)
    undo(last_undoable().id)
    page.show_again()
    answer("Move")
    click(button(pane, "Move all…"))
    assert tabs(page)[1] == "Limits (0)"


def test_without_a_proposal_nothing_moves(page, students):
    change("Student", max_age=26)
    page.tabs.setCurrentIndex(1)
    page.show_again()
    pane = page.panes["limits"]
    pane.table.select_id(pane.table.shown_ids()[0])
    assert not button(pane, "Move the chosen").isEnabled()
    click(button(pane, "Move all…"))
    assert Membership.get(Membership.member == students[0]).category.name == "Student"


def test_members_are_opened_and_shown_in_the_list(page, students, desk, qtbot):
    wanted = []
    desk.wanted.connect(lambda _tab, choice: wanted.append(choice))
    pane = page.panes["proofs"]
    pane.table.select_id(students[1])
    press(pane.table.view, Qt.Key.Key_Return)
    page.tabs.setCurrentIndex(2)
    page.panes["unknown"].table.select_id(page.panes["unknown"].table.shown_ids()[0])
    click(button(page.panes["unknown"], "Open the member"))
    with qtbot.waitSignal(page.closed):
        click(button(page.panes["unknown"], "Show in the list"))
    page.tabs.setCurrentIndex(0)
    select(pane, students[:2])
    click(button(pane, "Show in the list"))
    assert wanted[:2] == [{"open": students[1]}, {"open": students[2]}]
    assert wanted[2] == {"ids": (students[2],), "told": "Birth date or day of joining not known"}
    assert set(wanted[3]["ids"]) == set(students[:2])
    page.panes["limits"].show_in_list()
    assert wanted[4] == {"ids": (students[0],), "told": "Limits passed"}


def test_another_season_and_no_season(page, desk, shown):
    add_season("2027", DAY(2027, 1, 1), DAY(2027, 12, 31))
    later = shown(ProposalsPage(desk, Season.get(Season.label == "2027"), "limits"))
    assert later.season.currentText() == "2027" and later.tabs.currentIndex() == 1
    assert tabs(later) == ["Proofs (0)", "Limits (0)", "Not known (0)"]
    later.take_keyboard()
    later.season.setFocus()
    press(later.season, Qt.Key.Key_Down)
    assert tabs(later)[1] == "Limits (1)"


def test_without_any_season_the_page_is_empty(desk, shown):
    Season.delete().execute()
    page = shown(ProposalsPage(desk))
    assert tabs(page) == ["Proofs (0)", "Limits (0)", "Not known (0)"]
    page.panes["limits"].move_all()


# On the page of a member


@pytest.fixture
def member_page(desk, shown, students):
    found = shown(MemberPage(desk, students[0]))
    words = [found.tabs.tabText(place) for place in range(found.tabs.count())]
    found.tabs.setCurrentIndex(words.index("Memberships"))
    return found


def test_memberships_and_proofs_fit_on_a_small_screen(member_page, students, shown, desk, save):
    """The lowest window has 614 lines, of which its own bars take 80."""
    newcomer = shown(MemberPage(desk, save(family_name="New")))
    newcomer.show_part("memberships")
    for page in (member_page, newcomer):
        page.resize(1093, 534)
        assert page.findChild(ProofsPane).isVisible()
        assert page.size().height() == 534


def test_memberships_are_seen_beside_many_proofs(member_page, students, today):
    for days in range(9):
        save_proof(
            students[0], ProofData("Student card", today, today + datetime.timedelta(days)), today=today
        )
    pane = member_page.pane("memberships")
    pane.show_again()
    member_page.resize(1093, 450)
    QApplication.processEvents()
    assert pane.table.height() >= pane.proofs.table.height() >= 3 * row_height(pane)


def test_a_member_s_proofs_are_added_changed_and_removed(member_page, students, today):
    pane = member_page.findChild(ProofsPane)
    assert any(text.startswith("No proof yet.") for text in texts_shown(pane))
    click(button(pane, "Add a proof…"))
    form = dialog_over(member_page).page
    assert form.values() == {"name": "Student card", "seen_on": today, "valid_until": None}
    retype(form.fields["seen_on"].target(), "15/05/2026")
    type_text(form.fields["valid_until"].target(), "30/09/2026")
    click(form.save_button)
    assert message_at(form, "seen_on") == "The day on which it was shown lies in the future."
    retype(form.fields["seen_on"].target(), "01/05/2026")
    click(form.save_button)
    assert cells(pane, "name", "until", "state") == [["Student card", "30/09/2026", "Valid"]]
    assert pane.change() is None
    pane.remove()
    pane.table.select_id(proofs_of(students[0])[0].id)
    click(button(pane, "Change the proof…"))
    form = dialog_over(member_page).page
    retype(form.fields["valid_until"].target(), "01/05/2026")
    click(form.save_button)
    assert cells(pane, "state") == [["Run out"]]
    answer("Cancel")
    click(button(pane, "Remove the proof"))
    assert cells(pane, "state") == [["Run out"]]
    answer("Remove")
    click(button(pane, "Remove the proof"))
    assert proofs_of(students[0]) == []
    undo(last_undoable().id)
    assert len(proofs_of(students[0])) == 1


def test_where_nothing_is_to_be_shown_there_is_no_list_of_proofs(desk, shown, save):
    page = shown(MemberPage(desk, save(family_name="A")))
    page.tabs.setCurrentIndex(1)
    assert not page.findChild(ProofsPane).isVisible()


# Why a membership is as it is


@pytest.fixture
def form(desk, shown):
    return lambda member_id, membership_id=None: shown(MembershipForm(desk, member_id, membership_id))


def test_who_joins_late_reads_why(form, save):
    change("Individual", pro_rata=QUARTERS)
    page = form(save(family_name="A"))
    assert page.values()["fee_due"] == 3750 and page.values()["starts_on"] == DAY(2026, 5, 14)
    assert "Joined in May 2026: 75% of FCFA5,000." in texts_shown(page)


def test_the_next_season_is_opened_with_the_membership(form, save):
    change("Individual", next_season_from=3)
    member = save(family_name="A")
    page = form(member)
    assert page.fields["season_id"].box.currentText() == "2027 (to be opened)"
    told = "Joined in May 2026: counts for 2027, whole fee. The season 2027 is opened with it."
    assert told in texts_shown(page)
    # Whoever wants the present season all the same gets it.
    page.fields["season_id"].box.setFocus()
    press(page.fields["season_id"].box, Qt.Key.Key_Down)
    assert page.values()["starts_on"] == DAY(2026, 1, 1) and page.values()["season_id"] == Season.get().id
    assert "By the rules of the category it would count for 2027." in texts_shown(page)
    press(page.fields["season_id"].box, Qt.Key.Key_Up)
    click(page.save_button)
    (membership,) = memberships_of(member)
    assert (membership.season.label, membership.ends_on) == ("2027", DAY(2027, 12, 31))


def test_twelve_months_are_renewed_from_the_day_after(form, save):
    save_category(CategoryData("Rolling", fee=100, rolling=True, position=-1))
    member = save(family_name="A", joined_on=DAY(2026, 3, 9))
    page = form(member)
    assert (page.values()["starts_on"], page.values()["ends_on"]) == (DAY(2026, 3, 9), DAY(2027, 3, 8))
    assert "Twelve months from joining on 09/03/2026; booked to 2026." in texts_shown(page)
    click(page.save_button)
    page = form(member)
    assert page.values()["starts_on"] == DAY(2027, 3, 9)
    assert page.fields["category_id"].box.currentText() == "Rolling"
    assert any(text.startswith("Twelve months that follow those before") for text in texts_shown(page))


def test_what_is_typed_stays_and_what_was_proposed_follows(form, save):
    change("Individual", pro_rata=QUARTERS)
    page = form(save(family_name="A"))
    retype(page.fields["starts_on"].target(), "01/06/2026")
    page.fields["category_id"].box.setFocus()
    press(page.fields["category_id"].box, Qt.Key.Key_Down)
    assert page.values()["starts_on"] == DAY(2026, 6, 1) and page.values()["fee_due"] == 5000
    again = form(save(family_name="B"))
    again.fields["category_id"].box.setFocus()
    press(again.fields["category_id"].box, Qt.Key.Key_Down)
    assert again.values()["starts_on"] == DAY(2026, 1, 1)


def test_another_category_of_a_stored_membership(form, students):
    change("Individual", pro_rata=QUARTERS)
    save_category(CategoryData("Rolling", fee=100, rolling=True))
    membership = Membership.get(Membership.member == students[0])
    membership.starts_on = DAY(2026, 10, 2)
    membership.save()
    page = form(students[0], membership.id)
    assert "Aged 27: the category is for those up to 26. Individual is proposed instead." in "\n".join(
        texts_shown(page)
    )
    assert "To be shown, and not written down yet as valid: Student card." in "\n".join(texts_shown(page))
    page.fields["category_id"].set_value(category("Individual").id)
    page._propose("category_id")
    assert (page.values()["fee_due"], page.values()["starts_on"]) == (1250, DAY(2026, 10, 2))
    page.fields["category_id"].set_value(category("Rolling").id)
    page._propose("category_id")
    assert page.values()["ends_on"] == DAY(2027, 10, 1)
    click(page.save_button)
    assert Membership.get_by_id(membership.id).category.name == "Rolling"


def test_the_category_is_the_last_one_or_where_it_moves(form, students):
    add_season("2027", DAY(2027, 1, 1), DAY(2027, 12, 31))
    chosen = [form(each).fields["category_id"].box.currentText() for each in students]
    assert chosen == ["Individual", "Student", "Student"]


def test_a_new_member_reads_why_and_what_to_show(desk, shown, students):
    change("Individual", next_season_from=3)
    page = shown(MemberPage(desk))
    assert any("counts for 2027" in text for text in texts_shown(page))
    page.fields["category_id"].box.setFocus()
    press(page.fields["category_id"].box, Qt.Key.Key_Down)
    retype(page.fields["birth_date"].target(), "01/01/1980")
    told = "\n".join(texts_shown(page))
    assert "Student card." in told and "Aged 46: the category is for those up to 26." in told
    press(page.fields["category_id"].box, Qt.Key.Key_Up)
    type_text(page.fields["family_name"].target(), "New")
    click(page.save_button)
    member = Member.get(Member.family_name == "New")
    assert memberships_of(member.id)[0].season.label == "2027"


def test_the_day_of_joining_that_is_typed_changes_what_is_owed(desk, shown, file):
    change("Individual", pro_rata=QUARTERS)
    page = shown(MemberPage(desk))
    assert any(text.startswith("FCFA3,750 due, from 14/05/2026") for text in texts_shown(page))
    retype(page.fields["joined_on"].target(), "01/11/2026")
    assert any(text.startswith("FCFA1,250 due, from 01/11/2026") for text in texts_shown(page))
    retype(page.fields["joined_on"].target(), "01/11/2019")
    assert any(text.startswith("FCFA5,000 due, from 01/01/2026") for text in texts_shown(page))


def test_without_any_season_nobody_can_be_enrolled(form, save):
    member = save(family_name="A")
    Season.delete().execute()
    page = form(member)
    click(page.save_button)
    assert message_at(page, "season_id") == "There is no season yet. Add one in the settings."
