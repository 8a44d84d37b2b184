"""What speaks for two members being the same, what against, and what tells nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.language import speaking
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.comparing import LEAST, Reason, compare
from assoc_desktop.members.duplicates.known import gathered, known_of
from assoc_desktop.members.duplicates.telling import (
    _PLAIN,
    reason_in_words,
    reasons_in_words,
    strength_in_words,
)

BORN = datetime.date(1990, 5, 14)
AWA = MemberData(
    family_name="Diop", given_name="Awa", birth_date=BORN, town="Dakar", emails=["awa@example.org"],
    phones=["+221771234567"], address="12 rue Félix Faure", number="0412",
)  # fmt: skip
LIBRARY = MemberData(
    kind="institution", name="Bibliothèque municipale de Fouras", town="Fouras", postcode="17450",
    address="1 place de l'Hôtel de Ville", isil="FR-174500001", emails=["mairie@fouras.example"],
)  # fmt: skip
CONVENTIONS = Conventions("en", "SN", "XOF")


def _pair(one, other, *rest):
    members = [known_of(data) for data in (one, other, *rest)]
    for number, member in enumerate(members, start=1):
        member.id = number
    return compare(members[0], members[1], gathered(members))


def _codes(one, other, *rest):
    pair = _pair(one, other, *rest)
    return [reason.code for reason in pair.reasons] if pair else None


def _bare(data, **changes):
    return replace(data, birth_date=None, emails=[], phones=[], address="", number="", **changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"family_name": "DIÔP"}, "same_name"),
        ({"family_name": "Awa", "given_name": "Diop"}, "swapped"),
        ({"family_name": "Diop Awa", "given_name": ""}, "same_words"),
        ({"family_name": "Dioop"}, "typo"),
        ({"given_name": "Ada"}, "typo"),
        ({"given_name": "A."}, "initial"),
        ({"family_name": "Awa", "given_name": "Doip"}, "typo"),
        ({"given_name": "Awa Marie"}, "shorter"),
        ({"family_name": "Diop Sow"}, "shorter"),
        ({"family_name": "Sow"}, "other_family"),
    ],
)
def test_names_of_one_person(changes, code):
    pair = _pair(AWA, replace(AWA, **changes))
    assert pair.reasons[0].code == code
    assert pair.strength == "sure"


@pytest.mark.parametrize(
    "changes",
    [
        {"given_name": "Binta"},
        {"given_name": "Ada", "birth_date": None},
        {"given_name": "B."},
        {"family_name": "Ndiaye", "given_name": "Fatou"},
        {"given_name": ""},
        {"kind": "institution", "name": "Awa Diop"},
    ],
)
def test_two_people_of_one_home(changes):
    """A household shares its telephone, e-mail and address."""
    assert _pair(AWA, replace(AWA, **changes)) is None


def test_somebody_who_took_another_name_is_known_by_given_name_birth_and_mail():
    married = replace(AWA, family_name="Sow")
    assert _codes(AWA, married)[:2] == ["other_family", "same_birth"]
    assert _pair(AWA, replace(married, emails=[], phones=[])) is None


def test_a_parent_and_a_child_of_one_name_are_two():
    child = replace(AWA, birth_date=datetime.date(2015, 8, 3))
    pair = _pair(AWA, child)
    assert "other_birth" in [reason.code for reason in pair.reasons]
    assert pair.score < LEAST


@pytest.mark.parametrize("slip", [datetime.date(1990, 5, 24), datetime.date(1990, 1, 1)])
def test_a_slip_in_a_birth_date_says_little(slip):
    pair = _pair(AWA, replace(AWA, birth_date=slip, emails=[], phones=[]))
    assert "birth_slip" in [reason.code for reason in pair.reasons]
    assert pair.score >= LEAST


def test_day_and_month_may_have_changed_places():
    one = replace(AWA, birth_date=datetime.date(1990, 3, 4))
    assert "birth_slip" in _codes(one, replace(one, birth_date=datetime.date(1990, 4, 3)))


def test_one_name_alone_is_worth_a_look_unless_many_have_it_or_the_towns_differ():
    one = _bare(AWA)
    assert _pair(one, one).strength == "possible"
    assert _pair(one, replace(one, town="Gao")).score < LEAST
    assert _pair(one, one, *[one] * 6).score < LEAST


def test_what_many_share_says_less():
    one, other = (replace(data, emails=["ecole@example.org"]) for data in (_bare(AWA), _bare(AWA)))
    stranger = replace(_bare(AWA), family_name="Sow", given_name="Ali", emails=["ecole@example.org"])
    assert "same_email" in _codes(one, other)
    assert "shared_email" in _codes(one, other, stranger)
    assert _pair(one, other).score > _pair(one, other, stranger).score


def test_a_number_written_otherwise():
    one = replace(_bare(AWA), number="0412")
    assert "same_number" in _codes(one, replace(one, number="N° 412"))
    assert "same_number" not in _codes(one, replace(one, number="413"))
    assert "same_number" not in _codes(replace(one, number="1"), replace(one, number="01"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "same_name"),
        ({"name": "BIBLIOTHEQUE DE FOURAS"}, "same_words"),
        ({"name": "Médiathèque"}, "same_words"),
        ({"name": "Bibliothèque, médiathèque municipale"}, "same_words"),
        ({"name": "Biblotheque de Fouras"}, "typo"),
        ({"name": "Bibliothequem unicipale de Fouras"}, "typo"),
        ({"name": "Bibliothèque Pierre Loti"}, "shorter"),
    ],
)
def test_names_of_one_library(changes, code):
    pair = _pair(LIBRARY, replace(LIBRARY, **changes))
    assert pair.reasons[0].code == code
    assert pair.strength == "sure"


@pytest.mark.parametrize(
    "changes",
    [
        {"town": "Rochefort", "postcode": "17300"},
        {"postcode": "97100"},
        {"name": "Maison des associations"},
        {"name": "Bibliothèque 2"},
    ],
)
def test_two_libraries_are_two_even_with_the_mail_of_one_town_hall(changes):
    assert _pair(replace(LIBRARY, isil=""), replace(LIBRARY, isil="", **changes)) is None


def test_names_of_signs_alone_tell_nothing():
    assert (
        _pair(replace(AWA, family_name="?", given_name=""), replace(AWA, family_name="!", given_name=""))
        is None
    )


def test_two_branches_that_have_a_letter_each_are_two():
    one = replace(LIBRARY, isil="", name="Bibliothèque, annexe B")
    assert _pair(one, replace(one, name="Bibliothèque, annexe C")) is None


def test_two_branches_of_one_name_stand_at_two_addresses():
    one = replace(LIBRARY, isil="", emails=[])
    assert _pair(one, replace(one, address="")).strength == "possible"
    assert _pair(one, replace(one, address="3 rue du Port")).score < LEAST
    assert "same_address" in _codes(one, replace(one, address="1 pl de l'Hôtel de Ville, Vieux bourg"))
    assert "other_address" in _codes(one, replace(one, address="2 place de l'Hôtel de Ville"))


def test_codes_speak_for_themselves():
    moved = replace(LIBRARY, name="Maison du livre", town="Rochefort", postcode="17300", emails=[])
    assert _pair(LIBRARY, moved).reasons[0].code == "same_isil"
    assert _pair(LIBRARY, moved).score >= LEAST
    assert _pair(LIBRARY, replace(LIBRARY, isil="FR-174500002")).score < LEAST
    one, other = (replace(LIBRARY, isil="", registration_number=number) for number in ("RC 12", "rc-12"))
    assert "same_registration" in _codes(one, other)
    assert _pair(one, replace(other, registration_number="RC 13")).score < LEAST


@given(st.data())
def test_the_order_of_two_does_not_matter(data):
    known = st.sampled_from(
        ["Awa", "Awaa", "Diop", "Diopp", "A.", "Marie", "Bibliothèque", "Fouras", "?", ""]
    )
    words = st.one_of(known, st.text(max_size=6))
    dates = st.sampled_from([None, BORN, datetime.date(1990, 5, 15), datetime.date(1970, 1, 1)])

    def one():
        return MemberData(
            kind=data.draw(st.sampled_from(["person", "institution"])),
            family_name=data.draw(words),
            given_name=data.draw(words),
            name=f"{data.draw(words)} {data.draw(words)}",
            town=data.draw(words),
            birth_date=data.draw(dates),
            emails=data.draw(st.lists(st.sampled_from(["a@b.org", "c@d.org"]), max_size=2)),
        )

    left, right = one(), one()
    there, back = _pair(left, right), _pair(right, left)
    assert (there is None) == (back is None)
    if there is not None:
        assert there.score == back.score
        assert {reason.code for reason in there.reasons} == {reason.code for reason in back.reasons}


def test_reasons_are_told_in_words():
    pair = _pair(AWA, replace(AWA, family_name="Dioop", number="412"))
    assert strength_in_words(pair) == "Very likely, 99"
    assert reasons_in_words(pair, CONVENTIONS) == [
        "Names differ by 1 letter",
        "Born the same day",
        "Same e-mail awa@example.org",
        "Same phone 77 123 45 67",
        "Numbers 0412 and 412 have the same digits",
        "Same address",
    ]
    other = _pair(AWA, replace(AWA, birth_date=datetime.date(2015, 8, 3)))
    assert "Birth dates differ: 14/05/1990 and 03/08/2015" in reasons_in_words(other, CONVENTIONS)


def test_every_reason_has_words_in_every_language():
    for language, code in product(("en", "fr"), [*_PLAIN, "typo"]):
        value = {"typo": "2", "birth_slip": "1990-05-14", "other_birth": "1990-05-14"}.get(code, "")
        with speaking(language):
            told = reason_in_words(Reason(code, value, value if code != "typo" else ""), CONVENTIONS)
        assert told and "{" not in told
