"""What may be said of the association, and its seasons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.association import rules
from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import (
    Identity,
    add_season,
    change_season,
    check_identity,
    check_season,
    found,
    identity_of,
    is_email,
    open_season,
    save_identity,
    season_of,
)
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import history_of, last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

GOOD = Identity(name="Example association", country="CM")


# Identity


def test_a_good_identity():
    assert check_identity(GOOD) == {}
    full = replace(
        GOOD,
        language="en",
        currency="XOF",
        email=" a.b@example.org ",
        number_pattern="YYYY-####",
        season_start_month=7,
    )
    assert check_identity(full) == {}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " \t", "The association needs a name."),
        ("country", "cm", "“cm” is not a country code. Examples: CM, SN, FR."),
        ("country", "ZZ", "“ZZ” is not a country code. Examples: CM, SN, FR."),
        ("country", "", "“” is not a country code. Examples: CM, SN, FR."),
        ("language", "de", "“de” is not a language of this program."),
        ("currency", "ABC", "“ABC” is not the code of a currency. Examples: XAF, XOF, EUR."),
        ("email", "nobody", "“nobody” is not an e-mail address."),
        ("number_pattern", "", "The pattern needs one row of up to nine # signs for the number, as in #### or YYYY-####."),
        ("number_pattern", "##-##", "The pattern needs one row of up to nine # signs for the number, as in #### or YYYY-####."),
        ("number_pattern", "#" * 10, "The pattern needs one row of up to nine # signs for the number, as in #### or YYYY-####."),
        ("season_start_day", 32, "The season must start on a day that every year has."),
        ("season_start_month", 13, "The season must start on a day that every year has."),
    ],
)  # fmt: skip
def test_each_problem_has_its_sentence(field, value, sentence):
    (told,) = check_identity(replace(GOOD, **{field: value})).values()
    assert told == sentence


def test_29_february_starts_no_season():
    assert "season_start_month" in check_identity(replace(GOOD, season_start_month=2, season_start_day=29))
    assert check_identity(replace(GOOD, season_start_month=2, season_start_day=28)) == {}


def test_all_problems_are_told_at_once():
    problems = check_identity(Identity(name="", country="", language="", number_pattern=""))
    assert list(problems) == ["name", "country", "language", "number_pattern"]


@pytest.mark.parametrize(
    "address", ["a@b.org", "a.b+c@d-e.example.org", "été@exemple.fr", "a@" + "b" * 240 + ".org"]
)
def test_addresses(address):
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b",
        "@b.org",
        "a@.org",
        "a b@c.org",
        "a@b..org",
        "a@b.org.",
        "a@b.org\n",
        "<a@b.org>",
        "a@" + "b" * 260 + ".org",
    ],
)
def test_what_is_no_address(address):
    assert not is_email(address)


@pytest.mark.usefixtures("file")
class TestKept:
    """What is written into the file."""

    def test_the_currency_is_that_of_the_country_unless_one_is_named(self):
        association = the_association()
        assert (association.currency, association.country) == ("XAF", "CM")
        association.delete_instance()
        assert found(replace(GOOD, currency="EUR")).currency == "EUR"

    def test_texts_are_trimmed(self):
        save_identity(replace(GOOD, name="  Other \n", town=" Yaoundé ", address=" 1\n2 "), logo=None)
        association = the_association()
        assert (association.name, association.town, association.address) == ("Other", "Yaoundé", "1\n2")

    def test_halves_of_signs_from_a_command_line_are_replaced(self):
        save_identity(replace(GOOD, name="caf\udce9"), logo=None)
        assert the_association().name == "caf\ufffd"

    def test_a_logo_and_a_signature(self):
        logo, signature = (attachment.add(content, "image/png") for content in (b"logo", b"signature"))
        save_identity(GOOD, logo=logo, signature=signature)
        assert attachment.read(the_association().logo_id) == b"logo"
        assert the_association().signature_id == signature
        save_identity(GOOD, logo=None)
        assert the_association().logo_id is None

    def test_what_is_read_can_be_saved_again_and_changes_nothing(self):
        save_identity(replace(GOOD, town="Yaoundé", number_pattern="YYYY-####"), logo=None)
        before = recent_operations()
        save_identity(identity_of(the_association()), logo=None)
        assert recent_operations() == before

    def test_a_change_is_told_and_undone(self):
        save_identity(replace(GOOD, town="Douala"), logo=None)
        association = the_association()
        assert history_of(association.id)[0].values == {"town": ("", "Douala")}
        undo(last_undoable().id)
        assert the_association().town == ""

    def test_the_key_of_the_cards_is_long_never_told_and_never_changed(self):
        association = the_association()
        key = association.card_key
        assert len(bytes.fromhex(key)) == 32
        save_identity(replace(GOOD, town="Douala"), logo=None)
        assert the_association().card_key == key
        assert not any("card_key" in change.values for change in history_of(association.id))

    def test_nothing_invalid_is_kept(self):
        with pytest.raises(Invalid) as refusal:
            save_identity(replace(GOOD, name=""), logo=None)
        assert refusal.value.problems == {"name": "The association needs a name."}
        with pytest.raises(Invalid):
            found(replace(GOOD, name=""))
        assert the_association().name == "Example association"

    def test_another_currency_before_any_amount(self):
        save_identity(replace(GOOD, currency="EUR"), logo=None)
        assert the_association().currency == "EUR"

    def test_another_currency_once_amounts_are_written(self):
        save_category(CategoryData(name="Individual", fee=5000))
        with pytest.raises(Invalid) as refusal:
            save_identity(replace(GOOD, currency="EUR"), logo=None)
        assert refusal.value.problems == {
            "currency": "Amounts are already written in XAF; the currency cannot be changed to EUR."
        }
        assert the_association().currency == "XAF"
        # A country without a currency named takes its own: as many decimals, the figures stay.
        save_identity(replace(GOOD, country="SN"), logo=None)
        assert the_association().currency == "XOF"

    def test_how_it_writes(self):
        conventions = the_association().conventions
        assert (conventions.language, conventions.country, conventions.currency) == ("fr", "CM", "XAF")
        assert the_association().conventions_in("en").language == "en"


# Seasons

starts = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda day: (day.month, day.day))
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(days, starts)
def test_the_season_of_a_day(day, start):
    label, starts_on, ends_on = season_of(day, *start)
    assert starts_on <= day <= ends_on
    assert (starts_on.month, starts_on.day) == start
    assert (ends_on - starts_on).days + 1 in (365, 366)
    assert label == (str(day.year) if start == (1, 1) else f"{starts_on.year}-{starts_on.year + 1}")
    # Seasons follow each other without a gap.
    assert season_of(ends_on + timedelta(days=1), *start)[1] == ends_on + timedelta(days=1)
    assert season_of(ends_on, *start)[1] == starts_on


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        (date(2026, 5, 14), (1, 1), ("2026", date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 6, 30), (7, 1), ("2025-2026", date(2025, 7, 1), date(2026, 6, 30))),
        (date(2026, 7, 1), (7, 1), ("2026-2027", date(2026, 7, 1), date(2027, 6, 30))),
        (date(2024, 2, 29), (1, 1), ("2024", date(2024, 1, 1), date(2024, 12, 31))),
        (date(2024, 2, 29), (3, 1), ("2023-2024", date(2023, 3, 1), date(2024, 2, 29))),
        (date(2025, 2, 28), (2, 28), ("2025-2026", date(2025, 2, 28), date(2026, 2, 27))),
    ],
)
def test_seasons_by_the_calendar_and_others(day, start, expected):
    assert season_of(day, *start) == expected


@pytest.mark.usefixtures("file")
class TestSeasons:
    """Adding and opening seasons."""

    def test_a_season_is_opened_once(self):
        before = recent_operations()
        assert open_season(date(2026, 12, 31)).label == "2026"
        assert recent_operations() == before
        assert open_season(date(2027, 1, 1)).label == "2027"
        assert str(recent_operations(1)[0]) == "Add the season 2027"
        assert Season.select().count() == 2

    def test_a_season_is_changed_while_nobody_is_enrolled(self):
        season = add_season("2031", date(2031, 1, 1), date(2031, 12, 31))
        change_season(season.id, " 2031-2032 ", date(2031, 7, 1), date(2032, 6, 30), memberships=0)
        found = Season.get_by_id(season.id)
        assert (found.label, found.starts_on, found.ends_on) == (
            "2031-2032",
            date(2031, 7, 1),
            date(2032, 6, 30),
        )
        assert str(recent_operations(1)[0]) == "Change the season 2031"

    def test_a_season_with_members_or_on_the_days_of_another_is_not_changed(self):
        season, other = (add_season(str(y), date(y, 1, 1), date(y, 12, 31)) for y in (2031, 2032))
        with pytest.raises(Refused, match="Members are enrolled for 2031"):
            change_season(season.id, "x", date(2031, 1, 1), date(2031, 12, 31), memberships=1)
        with pytest.raises(Invalid, match="overlap the season 2032"):
            change_season(season.id, "2031", date(2031, 1, 1), other.ends_on, memberships=0)
        assert Season.get_by_id(season.id).label == "2031"

    def test_a_season_opened_after_the_months_were_changed(self):
        save_identity(replace(GOOD, season_start_month=7), logo=None)
        with pytest.raises(Invalid, match=r"These dates overlap the season 2026\."):
            open_season(date(2027, 5, 14))
        # A shorter season by hand leads over.
        add_season("2027 (half)", date(2027, 1, 1), date(2027, 6, 30))
        assert open_season(date(2027, 5, 14)).label == "2027 (half)"
        assert open_season(date(2027, 8, 1)).label == "2027-2028"

    @pytest.mark.parametrize(
        ("label", "starts_on", "ends_on", "problems"),
        [
            (" ", date(2027, 1, 1), date(2027, 12, 31), {"label": "The season needs a name, such as 2026."}),
            (" 2026 ", date(2027, 1, 1), date(2027, 12, 31), {"label": "There is a season named 2026 already."}),
            ("x", date(2027, 1, 1), date(2027, 1, 1), {"ends_on": "The season must end after it starts."}),
            ("x", date(2027, 1, 2), date(2027, 1, 1), {"ends_on": "The season must end after it starts."}),
            ("x", date(2026, 12, 31), date(2027, 12, 30), {"starts_on": "These dates overlap the season 2026."}),
            ("x", date(2025, 1, 1), date(2026, 1, 1), {"starts_on": "These dates overlap the season 2026."}),
            ("x", date(2025, 1, 1), date(2028, 1, 1), {"starts_on": "These dates overlap the season 2026."}),
            ("x", date(2026, 3, 1), date(2026, 4, 1), {"starts_on": "These dates overlap the season 2026."}),
            ("x", date(2027, 1, 1), date(2027, 12, 31), {}),
            ("x", date(2025, 1, 1), date(2025, 12, 31), {}),
            ("", date(2026, 3, 1), date(2026, 2, 1), {
                "label": "The season needs a name, such as 2026.", "ends_on": "The season must end after it starts.",
            }),
        ],
    )  # fmt: skip
    def test_what_is_checked(self, label, starts_on, ends_on, problems):
        assert check_season(label, starts_on, ends_on) == problems
        if problems:
            with pytest.raises(Invalid) as refusal:
                add_season(label, starts_on, ends_on)
            assert refusal.value.problems == problems
            assert Season.select().count() == 1
        else:
            assert add_season(label, starts_on, ends_on).label == label

    def test_a_season_s_name_is_trimmed(self):
        assert str(add_season(" 2027 ", date(2027, 1, 1), date(2027, 12, 31))) == "2027"


def test_one_day():
    assert timedelta(days=1) == rules.ONE_DAY
