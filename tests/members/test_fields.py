"""What each field of a member may hold, and the form in which it is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.fields import check_plain, is_isil, normalised
from assoc_desktop.members.records import INSTITUTION, PERSON, Member

TODAY = date(2026, 5, 14)
CAMEROON = Conventions("en", "CM", "XAF")
AWA = MemberData(family_name="N'Diaye", given_name="Awa")
LIBRARY = MemberData(kind=INSTITUTION, name="Example library")
DIRECTOR = ContactData(family_name="Example", role="director")


def check(data, **changes):
    return check_plain(replace(data, **changes), TODAY, CAMEROON)


def test_good_members():
    assert check(AWA) == check(LIBRARY) == {}
    full = {
        "birth_date": date(1980, 2, 29), "prospect_since": date(2020, 1, 1), "joined_on": date(2020, 1, 1),
        "resigned_on": date(2020, 1, 1), "struck_off_on": TODAY, "struck_off_reason": "Why", "deceased_on": TODAY,
        "country": "SN", "languages": "fr,en,ful", "phones": ["699 12 34 56", "+33612345678"],
        "emails": [" awa@example.org "],
    }  # fmt: skip
    assert check(AWA, **full) == {}
    assert check(AWA, resigned_on=date(2027, 1, 1)) == {}  # whoever resigns may say so beforehand
    assert (
        check(
            LIBRARY,
            isil="CM-0412",
            library_kind="academic",
            contacts=[DIRECTOR, ContactData(given_name="Bô")],
        )
        == {}
    )


PROBLEMS = [
    (AWA, {"family_name": " ", "given_name": ""}, "family_name", "A person needs a name."),
    (LIBRARY, {"name": "\t"}, "name", "An institution needs a name."),
    (AWA, {"kind": "dog"}, "kind", "A member is a person or an institution."),
    (LIBRARY, {"library_kind": "bookshop"}, "library_kind", "“bookshop” is not a kind of library."),
    (AWA, {"birth_date": TODAY + timedelta(1)}, "birth_date", "The birth date lies in the future."),
    (AWA, {"birth_date": date(1903, 12, 31)}, "birth_date", "The birth date lies more than 122 years back."),
    (AWA, {"deceased_on": TODAY + timedelta(1)}, "deceased_on", "The day of death lies in the future."),
    (AWA, {"struck_off_on": TODAY}, "struck_off_reason", "Say why the member was struck off: the reason is kept."),
    (AWA, {"struck_off_on": TODAY, "struck_off_reason": " "}, "struck_off_reason", "Say why the member was struck off: the reason is kept."),
    (AWA, {"joined_on": TODAY, "resigned_on": TODAY - timedelta(1)}, "resigned_on", "This day lies before the member joined."),
    (AWA, {"joined_on": TODAY, "struck_off_on": TODAY - timedelta(1), "struck_off_reason": "x"}, "struck_off_on", "This day lies before the member joined."),
    (AWA, {"joined_on": TODAY, "deceased_on": TODAY - timedelta(1)}, "deceased_on", "This day lies before the member joined."),
    (AWA, {"birth_date": TODAY, "deceased_on": TODAY - timedelta(1)}, "deceased_on", "The member died before being born."),
    (AWA, {"prospect_since": TODAY, "joined_on": TODAY - timedelta(1)}, "prospect_since", "A member is a prospect before joining, not after."),
    (AWA, {"birth_date": TODAY, "joined_on": TODAY - timedelta(1)}, "joined_on", "The member joined before being born."),
    (LIBRARY, {"isil": "0412"}, "isil", "“0412” is not an ISIL. It looks like FR-751131015: a prefix, a hyphen, up to 11 signs."),
    (AWA, {"country": "Cameroun"}, "country", "“Cameroun” is not a country."),
    (AWA, {"country": "ZZ"}, "country", "“ZZ” is not a country."),
    (AWA, {"languages": "French"}, "languages", "“French” is not a list of language codes such as fr,en."),
    (AWA, {"languages": "fr, en"}, "languages", "“fr, en” is not a list of language codes such as fr,en."),
    (AWA, {"phones": ["699123456", "12"]}, "phones", "“12” is not a phone number. Write it as you dial it, or with + and the country's code."),
    (AWA, {"emails": ["awa"]}, "emails", "“awa” is not an e-mail address."),
    (LIBRARY, {"contacts": [replace(DIRECTOR, phone="12")]}, "contacts", "“12” is not a phone number. Write it as you dial it, or with + and the country's code."),
    (LIBRARY, {"contacts": [replace(DIRECTOR, email="x")]}, "contacts", "“x” is not an e-mail address."),
    (LIBRARY, {"contacts": [ContactData(title="Mr", role="director")]}, "contacts", "A contact person needs a name."),
    (LIBRARY, {"contacts": [replace(DIRECTOR, role="king")]}, "contacts", "“king” is not a role of a contact person."),
    (LIBRARY, {"contacts": [replace(DIRECTOR, main=True)] * 2}, "contacts", "Only one contact person can be the main one."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "changes", "field", "sentence"),
    PROBLEMS,
    ids=[f"{one[2]} {n}" for n, one in enumerate(PROBLEMS)],
)
def test_each_problem_has_its_sentence(data, changes, field, sentence):
    assert check(data, **changes) == {field: sentence}


def test_the_first_problem_of_a_list_is_told():
    assert check(AWA, phones=["12", "34"])["phones"].startswith("“12”")
    assert check(AWA, emails=["x", "y"])["emails"].startswith("“x”")
    contacts = [replace(DIRECTOR, phone="12", email="x", role="king", main=True), ContactData(main=True)]
    assert check(LIBRARY, contacts=contacts)["contacts"].startswith("“12”")


def test_the_oldest_birth_date():
    assert check(AWA, birth_date=date(1904, 1, 1)) == {}
    assert check(AWA, birth_date=TODAY) == {}


def test_a_birth_date_in_the_future_is_blamed_alone():
    """An import keeps what is blamed in the notes: the day of joining is right."""
    told = check(AWA, birth_date=date(2040, 1, 1), joined_on=date(2024, 3, 1), deceased_on=date(2025, 1, 1))
    assert list(told) == ["birth_date"]
    late = check(AWA, birth_date=date(2025, 1, 1), joined_on=date(2024, 3, 1))
    assert late == {"joined_on": "The member joined before being born."}


def test_whoever_comes_back_joins_after_having_left():
    """The day of leaving was there before; only the day of joining is new."""
    left = Member(resigned_on=date(2020, 1, 1), struck_off_on=date(2019, 1, 1), deceased_on=date(2018, 1, 1))
    back = replace(
        AWA, joined_on=date(2025, 1, 1), resigned_on=date(2020, 1, 1), struck_off_on=date(2019, 1, 1),
        struck_off_reason="Why",
    )  # fmt: skip
    assert check_plain(back, TODAY, CAMEROON, stored=left) == {}
    assert set(check_plain(back, TODAY, CAMEROON)) == {"resigned_on", "struck_off_on"}
    slip = replace(back, resigned_on=date(2020, 1, 2))
    assert set(check_plain(slip, TODAY, CAMEROON, stored=left)) == {"resigned_on"}
    dead = replace(back, deceased_on=date(2018, 1, 1))
    assert set(check_plain(dead, TODAY, CAMEROON, stored=left)) == {"deceased_on"}


@pytest.mark.parametrize("text", ["FR-751131015", "DE-12", "OCLC-DLC", "CM-a/b:c-d", "x-1", "FR-12345678901"])
def test_isils(text):
    assert is_isil(text)


@pytest.mark.parametrize(
    "text", ["", "FR751131015", "FR-", "-12", "ABCDE-1", "FR-123456789012", "FR-é", "FR-1 2", "FR-1\n"]
)
def test_what_is_no_isil(text):
    assert not is_isil(text)


# The form in which it is kept


def test_a_person_is_trimmed_and_keeps_nothing_of_an_institution():
    data = MemberData(
        family_name="  N'Diaye\n", given_name=" Awa ", name="left", library_kind="public", isil="CM-1",
        registration_number="1", contacts=[DIRECTOR], employer_id=7, birth_date=TODAY,
        phones=[" 699 12 34 56 ", "", "+237699123456", "00237 699123456"], emails=[" a@b.org", "a@b.org ", " "],
        tags=[" board ", "", "board", "Board"], notes=" a\n\nb ", custom={1: " x ", 2: ""},
    )  # fmt: skip
    assert normalised(data, CAMEROON) == MemberData(
        family_name="N'Diaye", given_name="Awa", employer_id=7, birth_date=TODAY, phones=["+237699123456"],
        emails=["a@b.org"], tags=["board", "Board"], notes="a\n\nb", custom={1: "x", 2: ""},
    )  # fmt: skip


def test_an_institution_keeps_nothing_of_a_person():
    contacts = [ContactData(" Mr ", " Example ", " Jo ", "staff", " 699123456 ", " j@example.org ")]
    data = replace(
        LIBRARY, title="Mr", family_name="left", given_name="left", profession="left", birth_date=TODAY,
        employer_id=7, contacts=contacts,
    )  # fmt: skip
    kept = normalised(data, CAMEROON)
    assert kept == replace(
        LIBRARY,
        contacts=[ContactData("Mr", "Example", "Jo", "staff", "+237699123456", "j@example.org", main=True)],
    )


def test_the_main_contact_is_the_first_unless_another_is():
    second = replace(DIRECTOR, main=True)
    assert [
        one.main for one in normalised(replace(LIBRARY, contacts=[DIRECTOR, second]), CAMEROON).contacts
    ] == [False, True]
    assert [one.main for one in normalised(replace(LIBRARY, contacts=[DIRECTOR] * 2), CAMEROON).contacts] == [
        True,
        False,
    ]


def test_the_data_given_stay_as_they_are():
    contact = replace(DIRECTOR)
    data = replace(LIBRARY, contacts=[contact], phones=["699 12 34 56"])
    normalised(data, CAMEROON)
    assert data.phones == ["699 12 34 56"] and not contact.main


texts = st.text(max_size=20)
any_data = st.builds(
    MemberData, kind=st.sampled_from([PERSON, INSTITUTION]), family_name=texts, given_name=texts, name=texts,
    town=texts, notes=texts, emails=st.lists(texts, max_size=3), tags=st.lists(texts, max_size=3),
    contacts=st.lists(st.builds(ContactData, family_name=texts, main=st.booleans()), max_size=3),
    phones=st.lists(st.sampled_from(["", "699123456", "+33 6 12 34 56 78", " 699 12 34 56"]), max_size=3),
)  # fmt: skip


@given(any_data)
def test_normalising_twice_changes_nothing(data):
    kept = normalised(data, CAMEROON)
    assert normalised(kept, CAMEROON) == kept


@given(any_data)
def test_any_text_can_be_judged_and_stored(data):
    problems = check_plain(data, TODAY, CAMEROON)
    assert all(sentence for sentence in problems.values())
    kept = normalised(data, CAMEROON)
    for value in (kept.family_name, kept.town, kept.notes, *kept.tags, *kept.emails):
        value.encode()
