"""The register of cards, the faces that come from the file, and checking a card that somebody shows."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pytest
from PIL import Image

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import open_season
from assoc_desktop.language import language, speak
from assoc_desktop.members.cards.codes import CardClaim, sign
from assoc_desktop.members.cards.design import CODE128, CardDesign
from assoc_desktop.members.cards.records import cards_to_print, enrolled_ids
from assoc_desktop.members.cards.rules import (
    card_issuer,
    cards_to_sign_for,
    check_card,
    faces_for,
    hand_over,
    mark_lost,
    mark_printed,
    mark_spoiled,
)
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.listing import Choice, matching_ids
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.memberships import enrol as enrol_members
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Card, Member, Membership
from assoc_desktop.members.status import is_still_valid
from assoc_desktop.members.telling import told_history
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo

DESIGN = CardDesign("x")
END = datetime.date(2026, 12, 31)


def jpeg(colour: str = "navy") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (70, 90), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def season(file):
    return Season.get()


@pytest.fixture
def enrol(season):
    """Enrol members in a category by its place in the list of those to start from."""

    def enrol_(ids, place=0, season=season):
        category = categories()[place]
        enrol_members(ids, season, category)

    return enrol_


@pytest.fixture
def member(save, enrol, today):
    """An enrolled member with a number."""
    member_id = save(given_name="Aïssatou", family_name="N'Diaye", joined_on=today)
    enrol([member_id])
    return member_id


def code_of(member_id: int, season: Season, design: CardDesign = DESIGN) -> str:
    (face,) = faces_for(season, [member_id], design)
    return face.code


def test_a_face_has_all_that_the_file_knows(save, enrol, season, today) -> None:
    employer = save(kind=INSTITUTION, name="National library", joined_on=today)
    field = save_custom_field("Trained", "yes_no", applies_to=BOTH)
    photo = attachment.add(jpeg(), "image/jpeg")
    person = save(
        given_name="Kofi",
        family_name="Mensah",
        profession="Librarian",
        employer_id=employer,
        town="Kumasi",
        joined_on=datetime.date(2019, 3, 1),
        languages="en",
        photo_id=photo,
        custom={field.id: "1"},
    )
    enrol([person])
    enrol([employer], 3)
    design = CardDesign("x", fields=("number", "joined"), custom_fields=(field.id, 12345))
    face, library = faces_for(season, [person, employer], design)
    assert face.name == "Kofi Mensah"
    assert (face.profession, face.institution, face.town) == ("Librarian", "National library", "Kumasi")
    assert (face.joined, face.extra, face.photo) == ("2019", (("Trained", "yes"),), jpeg())
    assert (face.language, face.valid_until, face.kind) == ("en", "31/12/2026", PERSON)
    assert face.number == Member.get_by_id(person).number
    assert (library.name, library.kind, library.extra) == ("National library", INSTITUTION, ())
    assert library.language == the_association().language == "fr"


def test_faces_leave_the_language_alone(member, season) -> None:
    speak("en")
    for _face in faces_for(season, [member], DESIGN):
        assert language() == "en"


def test_no_photos_are_read_for_a_design_without(save, enrol, season, today) -> None:
    photo = attachment.add(jpeg(), "image/jpeg")
    person = save(given_name="A", family_name="B", joined_on=today, photo_id=photo)
    enrol([person])
    (face,) = faces_for(season, [person], CardDesign("x", layout="plain", code=CODE128))
    assert face.photo is None
    assert face.code == ""


def test_only_who_is_enrolled_has_a_face(save, member, season) -> None:
    stranger = save(given_name="A", family_name="B")
    assert enrolled_ids(season.id, [stranger, member, member]) == [member]
    assert len(list(faces_for(season, [stranger, member], DESIGN))) == 1
    with pytest.raises(Refused, match="None of these members is enrolled for 2026"):
        mark_printed(season, [stranger], on=END)


def test_cards_for_life_say_so(save, enrol, season, today) -> None:
    person = save(given_name="A", family_name="B", joined_on=today, languages="en")
    enrol([person], 6)
    (face,) = faces_for(season, [person], DESIGN)
    assert face.valid_until == "for life"
    assert check_card(face.code, today=today).sentence == "The card is genuine and valid for life."


def test_to_print_until_a_good_card_is_there(member, season, today) -> None:
    assert cards_to_print(season.id, today) == [member]
    (card_id,) = mark_printed(season, [member], on=today)
    assert cards_to_print(season.id, today) == []
    assert cards_to_print(season.id, today, again=True) == [member]
    mark_spoiled([card_id], on=today)
    assert cards_to_print(season.id, today) == [member]
    (second,) = mark_printed(season, [member], on=today)
    assert cards_to_print(season.id, today) == []
    mark_lost([second], on=today)
    assert cards_to_print(season.id, today) == [member]


def test_a_membership_that_ended_gets_no_card_while_its_season_runs(member, season, today) -> None:
    yesterday = today - datetime.timedelta(days=1)
    choice = Choice(season_id=season.id, without_card=True)
    Membership.update(ends_on=yesterday).where(Membership.member == member).execute()
    assert not is_still_valid(yesterday, season.ends_on, today)
    assert cards_to_print(season.id, today) == matching_ids(choice, today=today) == []
    Membership.update(ends_on=today).where(Membership.member == member).execute()
    assert is_still_valid(today, season.ends_on, today) and is_still_valid(None, season.ends_on, today)
    assert cards_to_print(season.id, today) == matching_ids(choice, today=today) == [member]
    # Who asks for the cards of a season that is over wants them as they were.
    later = season.ends_on + datetime.timedelta(days=1)
    assert cards_to_print(season.id, later) == [member]
    assert is_still_valid(today, season.ends_on, later)


def test_who_left_needs_no_card(save, enrol, season, today) -> None:
    gone = save(given_name="A", family_name="B", joined_on=today, resigned_on=today)
    enrol([gone])
    assert cards_to_print(season.id, today) == cards_to_print(season.id, today, again=True) == []


def test_serials_follow_from_number_season_and_copy(member, season, today) -> None:
    number = Member.get_by_id(member).number
    first, second = (mark_printed(season, [member], on=today)[0] for _copy in range(2))
    cards = [Card.get_by_id(first), Card.get_by_id(second)]
    assert [card.serial for card in cards] == [f"{number}-2026-1", f"{number}-2026-2"]
    assert [card.copy_number for card in cards] == [1, 2]
    assert cards[1].replaces_id == first
    assert cards[0].valid_until == END


def test_a_number_that_changed_hands_gives_no_serial_twice(save, member, enrol, season, today) -> None:
    number = Member.get_by_id(member).number
    mark_printed(season, [member], on=today)
    save(given_name="A", family_name="B", joined_on=today, number="other", member_id=member)
    heir = save(given_name="C", family_name="D", joined_on=today, number=number)
    enrol([heir])
    (card_id,) = mark_printed(season, [heir], on=today)
    assert Card.get_by_id(card_id).serial == f"{number}-2026-2"


def test_printing_is_one_operation_that_can_be_undone(member, season, today, conventions) -> None:
    mark_printed(season, [member], on=today)
    mark_printed(season, [member], on=today)
    told = " ".join(str(line) for line in told_history(member, conventions))
    assert "2026-2" in told
    undo(last_undoable().id)
    assert Card.select().count() == 1


def test_handing_over(member, save, enrol, season, today) -> None:
    other = save(kind=INSTITUTION, name="Archives", joined_on=today)
    enrol([other], 3)
    first, second = mark_printed(season, [member, other], on=today)
    waiting = cards_to_sign_for(season)
    assert [(line.card_id, line.name) for line in waiting] == [
        (second, "Archives"),
        (first, "Aïssatou N'Diaye"),
    ]
    assert waiting[0].category == categories()[3].name
    hand_over([first], on=today)
    assert Card.get_by_id(first).handed_over_on == today
    assert [line.card_id for line in cards_to_sign_for(season)] == [second]
    mark_lost([second], on=today)
    with pytest.raises(Refused, match="is spoiled or lost"):
        hand_over([second], on=today)


def test_of_several_copies_only_the_last_is_handed_over(member, season, today) -> None:
    mark_printed(season, [member], on=today)
    (second,) = mark_printed(season, [member], on=today)
    assert [line.card_id for line in cards_to_sign_for(season)] == [second]
    mark_spoiled([second], on=today)
    assert len(cards_to_sign_for(season)) == 1


def test_the_register_refuses_what_cannot_be(member, season, today) -> None:
    with pytest.raises(Refused, match="not in the register"):
        mark_lost([], on=today)
    with pytest.raises(Refused, match="not in the register"):
        mark_spoiled([42], on=today)
    (card_id,) = mark_printed(season, [member], on=today)
    with pytest.raises(Refused, match="printed after that day"):
        hand_over([card_id], on=today - datetime.timedelta(days=1))


def test_several_cards_at_once(member, save, enrol, season, today) -> None:
    other = save(given_name="A", family_name="B", joined_on=today)
    enrol([other])
    cards = mark_printed(season, [member, other], on=today)
    hand_over(cards, on=today)
    mark_lost(cards, on=today)
    mark_lost(cards, on=END)
    assert {card.lost_on for card in Card.select()} == {today}
    assert str(last_undoable()) == "2 cards lost"


def test_a_good_card(member, season, today) -> None:
    code = code_of(member, season)
    for _attempt in range(2):
        check = check_card(code, today=today)
        assert (check.verdict, check.good, check.name) == ("valid", True, "Aïssatou N'Diaye")
        assert check.sentence == "The card is genuine and valid until 31/12/2026."
        assert (check.season, check.valid_until, check.to_pay) == ("2026", END, 5000)
        assert check.status.code == "new"
        mark_printed(season, [member], on=today)
    assert check.serial.endswith("-2026-1")


def test_the_photo_is_shown(save, enrol, season, today) -> None:
    photo = attachment.add(jpeg(), "image/jpeg")
    person = save(given_name="A", family_name="B", joined_on=today, photo_id=photo)
    enrol([person])
    assert check_card(code_of(person, season), today=today).photo == jpeg()


def test_an_expired_card(member, season, today) -> None:
    check = check_card(code_of(member, season), today=datetime.date(2027, 1, 5))
    assert (check.verdict, check.good) == ("expired", False)
    assert check.sentence == "This card expired on 31/12/2026."


def test_lost_spoiled_and_replaced_cards(member, season, today) -> None:
    code = code_of(member, season)
    (first,) = mark_printed(season, [member], on=today)
    mark_lost([first], on=today)
    assert check_card(code, today=today).verdict == "lost"
    newer = code_of(member, season)
    (second,) = mark_printed(season, [member], on=today)
    assert check_card(newer, today=today).verdict == "valid"
    mark_spoiled([second], on=today)
    assert check_card(newer, today=today).verdict == "spoiled"


def test_the_number_of_a_card_finds_its_member(member, season, today) -> None:
    cards = mark_printed(season, [member], on=today)
    serial = Card.get_by_id(cards[0]).serial
    check = check_card(f" {serial} ", today=today)
    assert (check.verdict, check.good, check.member_id, check.serial) == ("number", True, member, serial)
    assert check.sentence.startswith("Found by number: the card itself was not checked.")
    mark_lost(cards, on=today)
    check = check_card(serial, today=today)
    assert (check.verdict, check.good, check.name) == ("lost", False, "Aïssatou N'Diaye")


def test_a_replaced_card(member, season, today) -> None:
    code = code_of(member, season)
    mark_printed(season, [member], on=today)
    (second,) = mark_printed(season, [member], on=today)
    check = check_card(code, today=today)
    assert check.verdict == "replaced"
    assert Card.get_by_id(second).serial in check.sentence
    mark_spoiled([second], on=today)
    assert check_card(code, today=today).verdict == "valid"


def test_a_member_who_left(save, member, season, today) -> None:
    code = code_of(member, season)
    save(given_name="A", family_name="B", joined_on=today, resigned_on=today, member_id=member,
         number=Member.get_by_id(member).number)  # fmt: skip
    check = check_card(code, today=today)
    assert check.verdict == "left"
    assert "Resigned on 14/05/2026." in check.sentence


def test_a_card_for_a_season_to_come(save, enrol, file, today) -> None:
    coming = open_season(datetime.date(2027, 1, 1))
    person = save(given_name="A", family_name="B", joined_on=today)
    enrol([person], season=coming)
    check = check_card(code_of(person, coming), today=today)
    assert check.verdict == "early"
    assert check.sentence == "This card is valid from 01/01/2027."


def test_a_genuine_card_of_a_membership_that_was_taken_back(save, season, today) -> None:
    person = save(given_name="A", family_name="B", joined_on=today)
    key = bytes.fromhex(the_association().card_key)
    code = sign(CardClaim(Member.get_by_id(person).number, "2026", END), key)
    check = check_card(code, today=today)
    assert (check.verdict, check.to_pay) == ("lapsed", None)


def test_a_genuine_card_of_nobody(file, today) -> None:
    key = bytes.fromhex(the_association().card_key)
    check = check_card(sign(CardClaim("9999", "2026", END), key), today=today)
    assert (check.verdict, check.good, check.number) == ("unknown", False, "9999")


def test_a_card_is_found_although_the_number_changed(save, member, season, today) -> None:
    code = code_of(member, season)
    mark_printed(season, [member], on=today)
    save(given_name="A", family_name="B", joined_on=today, number="new", member_id=member)
    assert check_card(code, today=today).member_id == member


def test_a_forged_card(member, season, today) -> None:
    number = Member.get_by_id(member).number
    check = check_card(sign(CardClaim(number, "2026", END), bytes(32)), today=today)
    assert (check.verdict, check.good, check.member_id) == ("forged", False, None)
    assert "not genuine" in check.sentence


def test_a_number_is_found_but_nothing_is_proven(member, today) -> None:
    number = Member.get_by_id(member).number
    check = check_card(f" {number}\n", today=today)
    assert (check.verdict, check.good, check.member_id) == ("number", True, member)
    assert "the card itself was not checked" in check.sentence
    assert check_card("nobody", today=today).verdict == "unknown"
    assert check_card("", today=today).verdict == "unknown"


def test_the_issuer_has_what_a_design_asks_for(file, today) -> None:
    picture = attachment.add(jpeg(), "image/jpeg")
    issuer = card_issuer(replace(DESIGN, background=picture, signature=picture))
    assert (issuer.name, issuer.background, issuer.signature) == ("Example association", jpeg(), jpeg())
    assert issuer.logo is None
    assert issuer.contact == ("CAMEROUN",)
    with pytest.raises(Refused, match="not in the file any more"):
        card_issuer(replace(DESIGN, background="0" * 64))
