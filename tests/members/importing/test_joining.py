"""An import enrols by the rules of the category: who joined when owes what, for which season."""

from dataclasses import replace
from datetime import date

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.memberships import (
    CategoryData,
    proposed_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.storage.history import Operation
from assoc_desktop.storage.undoing import undo

QUARTERS = "100,100,100,75,75,75,50,50,50,25,25,25"
HEAD = "Numéro;Nom;Prénom;Date d'adhésion\n"


@pytest.fixture
def rules(file):
    """Give the category Individual other rules."""

    def change(**changes):
        stored = Category.get(Category.name == "Individual")
        data = CategoryData(stored.name, stored.applies_to, 10_000)
        return save_category(replace(data, **changes), category_id=stored.id, fees={Season.get().id: 10_000})

    return change


def written():
    rows = Membership.select(Membership, Member, Season).join(Member).switch(Membership).join(Season)
    return {row.member.number: (row.season.label, row.starts_on, row.ends_on, row.fee_due) for row in rows}


def test_who_joined_during_the_season_owes_a_share(rules, take):
    rules(pro_rata=QUARTERS)
    take(
        HEAD + "1;Ba;Awa;05/10/2026\n2;Ka;Jo;\n3;Sy;Al;01/02/2019\n4;Lo;Ed;31/12/2025\n",
        season="2026", category="Individual",
    )  # fmt: skip
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert written() == {
        "1": ("2026", date(2026, 10, 5), date(2026, 12, 31), 2500),
        "2": ("2026", *year, 10_000),
        "3": ("2026", *year, 10_000),
        "4": ("2026", *year, 10_000),
    }


def test_who_joined_late_counts_for_the_next_season_which_is_opened(rules, take, plan):
    rules(next_season_from=10)
    before = Operation.select().count()
    outcome = take(
        HEAD + "1;Ba;Awa;05/10/2026\n2;Ka;Jo;06/11/2026\n3;Sy;Al;30/09/2026\n",
        season="2026",
        category="Individual",
    )
    found = written()
    assert found["1"] == ("2027", date(2026, 10, 5), date(2027, 12, 31), 10_000)
    assert (found["2"][0], found["3"][0], outcome.enrolled) == ("2027", "2026", 3)
    assert Operation.select().count() == before + 2  # the mapping is remembered besides
    # Once more changes nothing: they belong already.
    again = plan(HEAD + "1;Ba;Awa;05/10/2026\n4;Lo;Ed;\n", season="2026", category="Individual")
    assert [row.status for row in again.rows] == ["same", "new"]
    assert take(HEAD + "1;Ba;Awa;05/10/2026\n", season="2026", category="Individual").enrolled == 0
    undo(outcome.operation_id)
    assert written() == {} and Season.select().count() == 1


def test_twelve_months_begin_on_the_day_of_joining(rules, take):
    rules(rolling=True)
    take(HEAD + "1;Ba;Awa;29/02/2024\n2;Ka;Jo;09/03/2026\n3;Sy;Al;\n", season="2026", category="Individual")
    found = written()
    assert found["1"][1:3] == (date(2026, 3, 1), date(2027, 2, 28))
    assert found["2"][1:3] == (date(2026, 3, 9), date(2027, 3, 8))
    assert found["3"][1:3] == (date(2026, 1, 1), date(2026, 12, 31))


def test_what_changes_names_the_season_it_counts_for(rules, plan, save):
    rules(next_season_from=10)
    save(family_name="Ba", given_name="Awa", number="1")
    rows = plan(HEAD + "1;Ba;Awa;05/10/2026\n", season="2026", category="Individual").rows
    assert rows[0].changes["Membership 2027"] == ("", "Individual")


def test_members_of_the_list_renew(rules, take, save):
    category = rules(pro_rata=QUARTERS)
    before = Season.create(label="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    awa = save(family_name="Ba", given_name="Awa", number="1")
    save_membership(awa, proposed_membership(before, category))
    take(HEAD.replace("Date d'adhésion", "Ville") + "1;Ba;Awa;Kribi\n", season="2026", category="Individual")
    assert written()["1"] == ("2026", date(2026, 1, 1), date(2026, 12, 31), 10_000)


def test_who_left_or_died_is_not_enrolled_by_a_list(take, plan, save):
    gone = save(number="9", family_name="Zed", given_name="Ida", resigned_on=date(2025, 3, 1))
    back = save(number="8", family_name="Yat", given_name="Eli", resigned_on=date(2025, 3, 1))
    text = (
        "Numéro;Nom;Prénom;Date d'adhésion;Date de démission;Date de décès\n"
        "1;Ba;Awa;01/01/2019;01/02/2026;\n2;Ka;Jo;01/01/2019;;03/02/2026\n3;Sy;Al;01/01/2019;;\n"
        "9;Zed;Ida;;;\n8;Yat;Eli;05/01/2026;;\n"
    )
    columns = {"resigned_on": "Date de démission", "deceased_on": "Date de décès"}
    changes = {"season": "2026", "category": "Individual", "columns": columns}
    proposed = plan(text, **changes)
    told = {row.data.number: row.warnings for row in proposed.rows}
    assert told == {
        "1": ["Is not enrolled for 2026. Resigned on 01/02/2026: enrol on the page of whoever comes back."],
        "2": ["Is not enrolled for 2026. Died on 03/02/2026."],
        "3": [],
        "9": ["Is not enrolled for 2026. Resigned on 01/03/2025: enrol on the page of whoever comes back."],
        "8": [],
    }
    statuses = {row.data.number: row.status for row in proposed.rows}
    assert (statuses["9"], statuses["8"]) == ("same", "changed")
    assert take(text, **changes).enrolled == 2
    assert set(written()) == {"3", "8"}
    assert Membership.select().where(Membership.member == gone).count() == 0
    assert Membership.get(Membership.member == back).season.label == "2026"


def test_a_list_of_a_season_that_was_over_before_they_left_enrols_them(take):
    text = "Numéro;Nom;Prénom;Date de démission;Date de décès\n1;Ba;Awa;01/02/2027;\n"
    columns = {"resigned_on": "Date de démission", "deceased_on": "Date de décès"}
    take(text, season="2026", category="Individual", columns=columns)
    assert set(written()) == {"1"}
