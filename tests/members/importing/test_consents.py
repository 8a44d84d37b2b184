"""What a list says of consents: written down with the day and the list, never silently against what is known."""

import datetime

import pytest

from assoc_desktop.exchange import open_table
from assoc_desktop.members.consents import consents_of, save_consent
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import apply, dry_run
from assoc_desktop.members.records import Consent, Member

HEADINGS = "Member number;Family name;Given name;Consent to e-mail;Consent to telephone\n"


@pytest.fixture
def plan_of(file, tmp_path, today):
    def plan_of_(rows, **constants):
        path = tmp_path / "list.csv"
        path.write_text(HEADINGS + rows, encoding="utf-8")
        table = open_table(path)
        mapping = guess_mapping(table, anew=True)
        mapping.constants = constants
        return dry_run(table, mapping, today=today, file_name="list.csv")

    return plan_of_


def answers_of(member_id):
    return {purpose: row.given for purpose, row in consents_of(member_id).items()}


def test_new_members_bring_their_answers(plan_of, today):
    apply(plan_of("1;Ba;Awa;yes;non\n2;Sow;Binta;;\n"), today=today)
    awa, binta = Member.select().order_by(Member.number)
    assert answers_of(awa) == {"email": True, "phone": False}
    assert answers_of(binta) == {}
    consent = Consent.get(Consent.purpose == "email")
    assert (consent.said_on, consent.source) == (today, "list.csv")


def test_an_answer_that_changes_is_shown_and_one_that_stays_is_not_touched(plan_of, save, today):
    awa = save(number="1", family_name="Ba", given_name="Awa")
    day = datetime.date(2025, 1, 1)
    save_consent(awa, "email", True, day, "paper form", today=today)
    save_consent(awa, "phone", True, day, "paper form", today=today)
    plan = plan_of("1;Ba;Awa;yes;no\n")
    assert plan.rows[0].changes == {"Consent to telephone": ("agreed", "refused")}
    apply(plan, today=today)
    assert answers_of(awa) == {"email": True, "phone": False}
    assert Consent.get(Consent.purpose == "email").said_on == day
    assert plan_of("1;Ba;Awa;yes;no\n").rows[0].status == "same"


def test_what_says_neither_yes_nor_no_is_kept_in_the_notes(plan_of):
    (row,) = plan_of("1;Ba;Awa;yes;no\n2;Sow;B;yes;perhaps\n").rows[1:]
    assert row.consents == {"email": True}
    assert row.data.notes == "Consent to telephone: perhaps"


def test_an_answer_for_all_gives_way_to_what_a_row_says(plan_of):
    first, second = plan_of("1;Ba;Awa;no;\n2;Sow;B;;\n", consent_email="yes").rows
    assert first.consents == {"email": False}
    assert second.consents == {"email": True}
