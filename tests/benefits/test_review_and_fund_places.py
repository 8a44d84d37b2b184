"""The places of reviews and of the solidarity fund, walked with keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.benefits.catalogue import benefits
from assoc_desktop.benefits.fund.criteria import criteria
from assoc_desktop.benefits.fund.forms.request_forms import DecisionForm
from assoc_desktop.benefits.fund.listing import read_funds, read_requests
from assoc_desktop.benefits.fund.requests import RequestData, save_request
from assoc_desktop.benefits.records import Benefit, SolidarityRequest
from assoc_desktop.benefits.reviews.rounds import items_of, open_round, rounds, state_of
from assoc_desktop.benefits.tab import BenefitsTab
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.members.records import Membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.undoing import undo
from assoc_desktop.surveys.answering import save_response
from assoc_desktop.surveys.building import close_survey, questions_of
from assoc_desktop.treasury.accounts import archive_account, first_account
from assoc_desktop.treasury.desk import Payment, take_payment
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.widgets.pdf_preview import PdfPreview
from tests.benefits.conftest import TODAY, Club
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    make_desk,
    message_at,
    press,
    retype,
    show_page,
    texts_shown,
    type_text,
)

ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space


@pytest.fixture
def tab(tmp_path, qtbot):
    """The tab on a `Club` with a member who owes 5,000, and 9,000 in the fund, under `tab.club`."""
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        club = Club()
        club.cleo = club.member("Cleo", save_category(CategoryData("Paying", fee=5000)))
        fund, cash = first_account("fund").id, first_account("cash").id
        post(Draft("income", TODAY, (Line(cash, 9000), Line(fund, -9000))), today=TODAY)
        desk = make_desk(file, tmp_path, TODAY)
        desk.undo_wanted.connect(lambda each: (undo(each), desk.changed.emit()))
        page = BenefitsTab(desk)
        page.club = club
        desk.asked = []
        desk.wanted.connect(lambda *asked: desk.asked.append(asked))
        show_page(qtbot, page)
        yield page
        page.go()


def go(tab, place):
    tab.show_choice({"place": place})
    return tab.place()


def save(dialog):
    press(dialog.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_a_request_from_the_first_word_to_the_letter(tab, qtbot):
    place = go(tab, "fund")
    assert "Who cannot pay the dues?" in texts_shown(place)
    dialog = place.edit_criteria()
    save(dialog)
    assert len(criteria()) == 5
    click(button(place, "New request…"))
    dialog = dialog_over(place)
    member = dialog.page.fields["member_id"].target()
    type_text(member, "Cleo")
    type_text(dialog.page.fields["words"].target(), "I lost my work.")
    retype(dialog.page.fields["asked"].target(), "3000")
    press(dialog.page.fields["met"].target(), SPACE)
    save(dialog)
    (asked,) = read_requests()
    assert place.sums.text().startswith("1 request · granted") and "9,000" in place.sums.text()
    place.table.select_id(asked)
    place.show_now()
    qtbot.waitUntil(lambda: "I lost my work." in texts_shown(place))
    click(button(place, "Decide…"))
    dialog = dialog_over(place)
    retype(dialog.page.fields["granted"].target(), "9000")
    save(dialog)
    assert "is left to pay" in message_at(dialog.page, "granted")
    retype(dialog.page.fields["granted"].target(), "3000")
    save(dialog)
    place.table.select_id(asked)
    place.show_now()
    assert read_requests()[asked].state == "granted" and "6,000" in place.sums.text()
    click(button(place, "Letter…"))
    assert tab.findChildren(PdfPreview)
    place.do("member")
    assert tab.desk.asked[-1] == ("members", {"member": tab.club.cleo})
    texts = answer("Take it back")
    place.do("back")
    assert texts[0] == "Take the grant back?" and read_requests()[asked].state == "back"


def test_a_refusal_and_what_is_removed(tab, qtbot):
    from tests.benefits.test_fund import ask

    asked = ask(tab.club)
    place = go(tab, "fund")
    tab.desk.changed.emit()
    place.read_again()
    place.show_choice({"state": "open", "request": asked})
    place.do("decide")
    dialog = dialog_over(place)
    press(dialog.page.fields["answer"].target(), DOWN)
    assert not dialog.page.fields["granted"].isVisible()
    save(dialog)
    assert message_at(dialog.page, "reason")
    type_text(dialog.page.fields["reason"].target(), "Helped last year")
    save(dialog)
    assert SolidarityRequest.get().granted == 0
    place.show_choice({"request": asked})
    place.show_now()
    assert button(place, "Decide anew…")
    place.print_now()
    qtbot.waitUntil(lambda: bool(tab.findChildren(PdfPreview)))


def test_a_review_from_the_question_to_the_decision(tab, qtbot):
    place = go(tab, "reviews")
    assert "What should the dues buy?" in texts_shown(place)
    place.add()
    page = next(each for each in tab.findChildren(object) if type(each).__name__ == "RoundPage")
    type_text(page.fields["ideas"].target(), "A choir")
    click(page.save_button)
    (review,) = rounds()
    assert [len(items_of(review.id)), state_of(review)] == [len(benefits()) + 4, "preparing"]
    place = tab.place()
    answer("Open the survey")
    click(place.next_button)
    assert state_of(rounds()[0]) == "asking"
    assert tab.desk.asked[-1] == ("listening", {"place": "surveys", "survey": review.survey_id})
    asked = {each.asks: each.code for each in questions_of(review.survey)}
    training = f"benefit:{tab.club.training.id}"
    save_response(rounds()[0].survey, {asked[training]: 5}, today=TODAY)
    place.read_again()
    row = items_of(review.id)[0]
    place.table.select_id(row.id)
    place.show_now()
    qtbot.waitUntil(lambda: any("5.0" in text for text in texts_shown(place)))
    press(place.table.view, ENTER)
    dialog = dialog_over(place)
    press(dialog.page.fields["decision"].target(), DOWN), press(dialog.page.fields["decision"].target(), DOWN)
    type_text(dialog.page.fields["reason"].target(), "Too dear")
    save(dialog)
    place.table.select_id(row.id)
    place.show_now()
    click(button(place, "Archive it"))
    assert Benefit.get_by_id(tab.club.training.id).archived
    texts = answer("Close")
    close_survey(review.survey, TODAY)
    place.read_again()
    click(place.next_button)
    assert "not decided yet" in " ".join(texts)


def test_an_idea_that_is_taken_up_opens_a_benefit_of_its_name(tab, qtbot):
    from tests.benefits.test_reviews import begin

    review = begin(tab.club)
    open_round(review.id, today=TODAY)
    place = go(tab, "reviews")
    place.read_again()
    place.show_choice({"review": review.id})
    idea = items_of(review.id)[-1]
    place.table.select_id(idea.id)
    place.show_now()
    place.do("decide")
    dialog = dialog_over(place)
    type_text(dialog.page.fields["reason"].target(), "Wanted")
    save(dialog)
    place.table.select_id(idea.id)
    place.show_now()
    click(button(place, "Add it to the catalogue…"))
    page = next(each for each in tab.findChildren(object) if type(each).__name__ == "BenefitPage")
    assert page.fields["name"].value() == "A choir"
    click(page.save_button)
    assert Benefit.select().where(Benefit.name == "A choir").exists()
    place.print_now()
    qtbot.waitUntil(lambda: bool(tab.findChildren(PdfPreview)))


def test_a_request_begun_from_the_member(tab):
    place = go(tab, "fund")
    tab.show_choice({"place": "fund", "ask": tab.club.cleo})
    dialog = dialog_over(place)
    assert dialog.page.fields["member_id"].value() == tab.club.cleo
    save(dialog)
    (asked,) = read_requests()
    tab.show_choice({"place": "fund", "ask": tab.club.cleo})
    assert place.current() == asked and SolidarityRequest.select().count() == 1


def test_a_decision_proposes_only_what_can_be_paid(tab, qtbot):
    club, fund = tab.club, first_account("fund").id
    asked = RequestData(club.cleo, club.season.id, asked_on=TODAY, asked=3000)
    request = save_request(asked, today=TODAY).id
    proposed = DecisionForm(tab.desk, request).load()
    assert (proposed["granted"], proposed["account_id"]) == (3000, fund)
    take_payment(Payment(5000, TODAY, "cash", club.cleo), today=TODAY)
    with operation("The fee is less than what was paid"):
        Membership.update(fee_due=4000).where(Membership.member == club.cleo).execute()
    archive_account(fund)
    form = DecisionForm(tab.desk, request)
    qtbot.addWidget(form)
    proposed = form.load()
    assert (proposed["granted"], proposed["account_id"]) == (None, None)
    assert form.fields["account_id"].box.count() == 0
    assert [each.left for each in read_funds()] == [9000]
