"""Letters, lists, messages and e-mail drafts of a round, read back; and the command line."""

from __future__ import annotations

import datetime
import io
from email import message_from_bytes
from email.policy import default

import pytest
from pypdf import PdfReader

from assoc_desktop.association.records import Association
from assoc_desktop.members.consents import save_consent
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import EmailAddress, FormerNumber, Member, Phone
from assoc_desktop.refusals import Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.treasury.accounts import AccountData, save_account
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.records import Reminder
from assoc_desktop.treasury.reminders.documents.letters import delivery_list, letters_pdf
from assoc_desktop.treasury.reminders.documents.paying import payment_code, ways_to_pay
from assoc_desktop.treasury.reminders.documents.texts import drafts, messages
from assoc_desktop.treasury.reminders.levels import level_numbered
from assoc_desktop.treasury.reminders.planning import plan_round
from main import main
from tests.treasury.conftest import TODAY, Books
from tests.treasury.reminders.conftest import owe_since


def words(page):
    return " ".join(page.extract_text().replace("\u00a0", " ").replace("\u202f", " ").split())


def pages(content):
    return [words(page) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.fixture
def owing(books):
    owe_since(TODAY - datetime.timedelta(days=90))
    Member.update(town="Yaoundé", languages="fr", number="0007").where(Member.id == books.awa).execute()
    Member.update(town="Bafia", languages="en").where(Member.id == books.ben).execute()
    EmailAddress.create(member=books.awa, position=0, address="awa@example.org")
    EmailAddress.create(member=books.ben, position=0, address="ben@example.org")
    Phone.create(member=books.awa, position=0, number="+237677000001")
    return books


def planned():
    return plan_round(level_numbered(1), TODAY)


def test_letters_stand_by_town_in_the_language_of_each(owing):
    ben, awa = pages(letters_pdf(planned()))
    assert "Dear Ben," in ben and "FCFA5,000" in ben and "Page 1 of 1" in ben and "2026 · Individual" in ben
    assert "Bonjour Awa," in awa and "5 000 FCFA" in awa and "Page 1 sur 1" in awa and "0007" in awa
    fonts = PdfReader(io.BytesIO(letters_pdf(planned()))).pages[0]["/Resources"]["/Font"]
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())


def test_a_letter_of_many_pages_counts_its_own_pages_and_names_each_person(owing):
    save_household(HouseholdData("Family", [owing.awa, owing.ben], owing.ben))
    due = TODAY - datetime.timedelta(days=60)
    for number in range(50):
        charge([owing.awa], LevyData("fine", f"Fine {number}", owing.dues.id, 100, due))
    first, *_rest, last = pages(letters_pdf(planned()))
    assert "Page 1 of 3" in first and "Page 3 of 3" in last and "Ben: 2026" in first
    assert "FCFA15,000" in last


def test_nobody_to_write_to_is_told(owing):
    Member.update(deceased_on=TODAY).execute()
    with pytest.raises(Refused, match="no letter"):
        letters_pdf(planned())


def test_ways_to_pay_and_the_code_for_banking_apps(owing):
    assert payment_code("Club", "EUR", 5000, "2026") == ""
    iban = "FR7630006000011234567890189"
    save_account(AccountData("521", "Bank", "bank", iban=iban), account_id=owing.bank.id)
    save_account(AccountData("599", "Wallet", "mobile", number="677", holder="MTN"))
    lines = ways_to_pay("0007")
    assert "By mobile money to Wallet (MTN): 677" in lines and "FR76" in lines[0]
    assert any("0007" in line for line in lines) and len(ways_to_pay("")) == len(lines) - 1
    assert "EUR50.00" in payment_code("Club", "EUR", 5000, "2026")
    assert payment_code("Club", "XAF", 5000, "2026") == ""
    Association.update(currency="EUR", country="FR").execute()
    assert "Transfer by telephone" in pages(letters_pdf(planned()))[0]


def test_the_delivery_list_has_the_letters_by_town(owing):
    (page,) = pages(delivery_list(planned()))
    assert page.index("Bafia") < page.index("Yaoundé") and "2 lettres, 10 000 FCFA" in page


def test_drafts_are_mail_and_refusals_are_kept(owing):
    save_consent(owing.ben, "email", False, TODAY, "letter", today=TODAY)
    Association.update(email="club@example.org").execute()
    (draft,), (without,) = drafts(planned())
    mail = message_from_bytes(draft.content, policy=default)
    assert (without.name, mail["To"], mail["From"]) == ("Ben", "awa@example.org", "club@example.org")
    assert draft.name == "0002-Awa.eml" and "rappel" in mail["Subject"] and mail["X-Unsent"] == "1"
    assert "Bonjour Awa," in mail.get_content() and b"\r\n" in draft.content


def test_a_draft_to_a_payer_says_whose_each_debt_is(owing):
    save_household(HouseholdData("Family", [owing.awa, owing.ben], owing.awa))
    ((draft,), _without) = drafts(planned())
    text = message_from_bytes(draft.content, policy=default).get_content()
    assert "Ben\u00a0: 2026 · Individual\u00a0: 5\u202f000\u00a0FCFA" in text.replace(
        "5\u00a0000", "5\u202f000"
    )
    assert "Awa\u00a0: 2026" in text


def test_messages_respect_refused_calls(owing):
    ben, awa = messages(planned())
    assert ben.numbers == () and ben.text.startswith("Club: FCFA5,000") and len(awa.numbers) == 1
    save_consent(owing.awa, "phone", False, TODAY, "letter", today=TODAY)
    assert messages(planned())[1].numbers == ()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        Books()
        owe_since(TODAY - datetime.timedelta(days=400))
    return path


def test_the_command_looks_prepares_and_writes(file, tmp_path, capsys):
    out = tmp_path / "letters.pdf"
    assert main(["reminders", str(file), "--level", "1", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Awa: FCFA5,000" in said and "2 letters, FCFA10,000" in said
    assert main(["reminders", str(file), "--level", "1", "-o", str(out)]) == 0
    assert len(PdfReader(out).pages) == 2
    with open_file(file, SCHEMA):
        assert Reminder.select().count() == 2
    capsys.readouterr()
    assert main(["reminders", str(file), "--level", "1", "--search", "awa", "--dry-run"]) == 0
    assert "Left out: Awa (Reminded of it already)" in capsys.readouterr().out


def test_the_command_leaves_some_out_and_takes_those_who_missed_a_level(file, tmp_path, capsys):
    with open_file(file, SCHEMA):
        awa = Member.get(Member.family_name == "Awa")
        number = awa.number
        FormerNumber.create(member=awa, number="A-17")
    command = ["reminders", str(file), "--level", "2"]
    assert main([*command, "--dry-run"]) == 0
    assert "Left out: Awa (The level before was not sent to them)" in capsys.readouterr().out
    assert main([*command, "--skipping", "--but", "A-17", "--dry-run"]) == 0
    assert "Left out: Awa (Left out by you)" in capsys.readouterr().out, (
        "a number they had before means them too"
    )
    command += ["--skipping", "--but", number, "--how", "hand", "-o", str(tmp_path / "letters.pdf")]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Left out: Awa (Left out by you)" in said and "1 letter, FCFA5,000" in said
    with open_file(file, SCHEMA):
        row = Reminder.get()
        assert (row.member.family_name, row.channel) == ("Ben", "hand")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--level", "1"], "--dry-run"),
        (["--level", "1", "--dry-run", "--but", "no one"], "No member has the number no one"),
        (["--level", "7", "--dry-run"], "Levels: 1, 2, 3"),
        (["--level", "1", "-o", "nowhere/x.pdf"], "not there"),
    ],
)
def test_the_command_refuses_in_words(file, capsys, options, sentence):
    assert main(["reminders", str(file), *options]) != 0
    assert sentence in capsys.readouterr().err
