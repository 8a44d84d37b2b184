"""invitations, call-sheets, conversations; and every command is known by its first word."""

import datetime
import io

import openpyxl
import pytest
from pypdf import PdfReader

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import open_season
from assoc_desktop.cli.parser import _parser
from assoc_desktop.cli.words import COMMANDS
from assoc_desktop.listening.conversations import ConversationData, save_conversation
from assoc_desktop.listening.prospects.listing import prospect_ids
from assoc_desktop.listening.prospects.moving import ProspectData, add_prospect
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import proposed_membership, save_membership
from assoc_desktop.members.records import Category
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file

TODAY = datetime.date.today()


@pytest.fixture
def talked(new_file):
    """Two possible members, one who did not renew, and a conversation with a formula for words."""
    from assoc_desktop.association.records import the_association

    with open_file(new_file, SCHEMA):
        say = the_association().conventions
        now = Season.select().order_by(Season.starts_on).first()
        last = open_season(now.starts_on - datetime.timedelta(days=1))
        for name in ("Ewane", "Fotso"):
            data = MemberData(family_name=name, given_name="Ada")
            add_prospect(data, ProspectData(), today=TODAY, conventions=say)
        gone = save_member(MemberData(family_name="Mballa", number="7"), today=TODAY, conventions=say)
        category = Category.select().where(~Category.for_life).first()
        save_membership(gone.id, proposed_membership(last, category))
        said = ConversationData(gone.id, "", "member", TODAY, "Ben", "phone", "=1+1", 2, last.id, "cost")
        save_conversation(said, today=TODAY)
        told = ConversationData(None, "A guest", "other", TODAY, words="Nice")
        save_conversation(told, today=TODAY)
    return new_file


def texts(path):
    return [page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages]


def test_invitations_and_that_they_went_out(talked, command, tmp_path):
    out = tmp_path / "letters.pdf"
    code, output, problems = command("invitations", talked, "--search", "Ewane", "--went-out", "-o", out)
    assert (code, problems) == (0, "")
    assert output == f"1 invitation: {out}\n"
    assert "Ewane" in "".join(texts(out))
    with open_file(talked, SCHEMA):
        assert (len(prospect_ids("invited")), len(prospect_ids("known"))) == (1, 1)
    assert command("invitations", talked, "--all", "-o", out)[1].startswith("2 invitations")
    code, _output, problems = command("invitations", talked, "--search", "Nobody", "-o", out)
    assert (code, problems) == (1, "Nobody is found by the search “Nobody”.\n")


def test_call_sheets_and_the_list(talked, command, tmp_path):
    out = tmp_path / "sheets.pdf"
    command_line = ("call-sheets", talked, "--season", TODAY.year, "--show", "all", "-o", out)
    code, output, problems = command(*command_line)
    assert (code, problems) == (0, "")
    assert output == f"1 person to talk to: {out}\n"
    (page,) = texts(out)
    assert "Mballa" in page
    assert command(*command_line, "--list")[0] == 0
    assert "Mballa" in texts(out)[0]
    code, _output, problems = command("call-sheets", talked, "--season", "1900", "-o", out)
    assert code == 1 and "There is no season “1900”" in problems


def test_conversations_as_a_spreadsheet(talked, command, tmp_path):
    out = tmp_path / "talks.xlsx"
    code, output, problems = command("conversations", talked, "-o", out)
    assert (code, output, problems) == (0, f"2 conversations: {out}\n", "")
    sheet = openpyxl.load_workbook(out).active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[0][2] == "Avec qui"
    said = next(row for row in rows if row[1] == "7")
    assert said[2:9] == ["Mballa", "Membre", "Téléphone", "Ben", "=1+1", 2, str(TODAY.year - 1)]
    assert said[9] == "N’en a pas les moyens"
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
    assert command("conversations", talked, "--season", TODAY.year - 1, "-o", out)[1].startswith("1 conv")
    assert command("conversations", talked, "--search", "nice", "-o", out)[1].startswith("1 conv")
    assert command("conversations", talked, "-o", tmp_path / "x.csv")[0] == 1


def test_every_command_is_known_by_its_first_word():
    (commands,) = (action for action in _parser()._actions if action.dest == "==SUPPRESS==" or action.choices)
    assert sorted(COMMANDS) == sorted(commands.choices)
