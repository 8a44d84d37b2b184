"""Address cards as the RFCs ask for them, and read back as they were."""

import base64
import datetime
import re
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assoc_desktop.exchange import open_table
from assoc_desktop.exchange.vcard_writer import (
    ORGANISATION,
    VERSIONS,
    AddressCard,
    card_bytes,
    escaped,
    folded,
    write_cards,
)
from assoc_desktop.refusals import Cancelled, Refused

UID = str(uuid.UUID(int=7))
AWA = AddressCard(
    uid=UID, title="Mme", family_name="N'Diaye, Example; Sow", given_name="Aïssatou", full_name="Aïssatou N'Diaye",
    organisation="Library, national", profession="Librarian\\head", phones=("+237699123456", "+237222222222"),
    emails=("awa@example.org",), address=("Box 12", "1, Peace Street; back"), postcode="00237", town="Yaoundé",
    region="Centre", country="Cameroon", birth_date=datetime.date(985, 3, 2), languages=("fr", "en"),
    website="https://example.org/a,b", tags=("board", "a;b"), notes="one\ntwo", number="0007", photo=b"\xff\xd8jpeg",
    changed=datetime.datetime(2026, 5, 14, 8, 30, tzinfo=datetime.UTC),
)  # fmt: skip
LIBRARY = AddressCard(
    uid=UID, kind=ORGANISATION, full_name="Library", organisation="Library", address=("1",), town="X"
)
# A content line of RFC 6350, 3.3, without what we never write: groups and quoted parameters.
_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z]+=[\w,]+)*):(.*)")


def lines_of(content: bytes) -> list[str]:
    """The unfolded lines of cards; every physical line is checked."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode("utf-8")
    lines = content.replace(b"\r\n ", b"").decode("utf-8")[:-2].split("\r\n")
    assert all(_LINE.fullmatch(line) for line in lines), lines
    return lines


def test_a_card_of_version_3():
    assert lines_of(card_bytes(AWA, "3.0")) == [
        "BEGIN:VCARD", "VERSION:3.0", r"N:N'Diaye\, Example\; Sow;Aïssatou;;Mme;", "FN:Aïssatou N'Diaye",
        r"ORG:Library\, national", r"TITLE:Librarian\\head", "TEL;TYPE=VOICE,PREF:+237699123456",
        "TEL;TYPE=VOICE:+237222222222", "EMAIL;TYPE=INTERNET,PREF:awa@example.org",
        r"ADR;TYPE=HOME:;;Box 12\n1\, Peace Street\; back;Yaoundé;Centre;00237;Cameroon", "BDAY:0985-03-02",
        "URL:https://example.org/a,b", r"CATEGORIES:board,a\;b", r"NOTE:one\ntwo", "X-MEMBER-NUMBER:0007",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(AWA.photo).decode()}", f"UID:{UID}",
        "REV:2026-05-14T08:30:00Z", "END:VCARD",
    ]  # fmt: skip


def test_a_card_of_version_4():
    lines = lines_of(card_bytes(AWA, "4.0"))
    assert lines[:4] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        r"N:N'Diaye\, Example\; Sow;Aïssatou;;Mme;",
    ]
    for line in (
        "TEL;VALUE=uri;TYPE=voice;PREF=1:tel:+237699123456", "TEL;VALUE=uri;TYPE=voice:tel:+237222222222",
        "EMAIL;PREF=1:awa@example.org", "BDAY:09850302", "LANG;PREF=1:fr", "LANG;PREF=2:en",
        f"PHOTO:data:image/jpeg;base64,{base64.b64encode(AWA.photo).decode()}", f"UID:urn:uuid:{UID}",
        "REV:20260514T083000Z",
    ):  # fmt: skip
        assert line in lines


def test_an_organisation_has_an_empty_name_and_says_what_it_is():
    lines = lines_of(card_bytes(LIBRARY, "4.0"))
    assert "KIND:org" in lines
    assert "N:;;;;" in lines
    assert "ADR;TYPE=WORK:;;1;X;;;" in lines
    assert not any(line.startswith("KIND") for line in lines_of(card_bytes(LIBRARY, "3.0")))


def test_an_almost_empty_card_has_what_must_be_there():
    assert lines_of(card_bytes(AddressCard(uid=UID, full_name="A"), "3.0")) == [
        "BEGIN:VCARD", "VERSION:3.0", "N:;;;;", "FN:A", f"UID:{UID}", "END:VCARD",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_folding_loses_nothing_and_cuts_no_character(text):
    line = "NOTE:" + escaped(text)
    content = folded(line)
    for part in content[:-2].split(b"\r\n"):
        assert len(part) <= 75
        part.decode("utf-8")
    assert content.replace(b"\r\n ", b"").decode("utf-8") == line + "\r\n"


@given(st.text())
def test_an_escaped_text_divides_nothing(text):
    value = escaped(text)
    bare = re.sub(r"\\.", "", value)
    assert not set(bare) & set(",;\\\n\r")


_words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))
_hostile = st.sampled_from(
    [r"\n", "\\", ";", "a\\;b", ",", "END:VCARD", ":", '"', "=1+1", "a\\\\,b", "é" * 60]
)
_texts = (_words | _hostile).filter(bool)


@settings(max_examples=60)
@given(
    version=st.sampled_from(VERSIONS),
    family=_texts,
    given_name=_texts,
    notes=st.lists(_texts, min_size=1, max_size=3),
    street=st.lists(_texts, min_size=1, max_size=2),
    tags=st.lists(_texts, max_size=1),
)
def test_our_own_reader_reads_what_was_written(
    tmp_path_factory, version, family, given_name, notes, street, tags
):
    card = AddressCard(
        uid=UID, family_name=family, given_name=given_name, full_name="X", notes="\n".join(notes), address=street,
        tags=tags, phones=["+237699123456"], languages=["fr", "en"], number="7", birth_date=datetime.date(1990, 1, 31),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("cards") / "cards.vcf"
    path.write_bytes(card_bytes(card, version))
    lines_of(path.read_bytes())
    table = open_table(path)
    found = dict(zip(table.headings, table.rows[0].cells, strict=True))
    assert len(table.rows) == 1
    assert found["Family name"] == family
    assert found["Given name"] == given_name
    assert found["Notes"] == "\n".join(notes)
    assert found["Address"] == "\n".join(street)
    assert found.get("Tags", "") == ", ".join(tags)
    assert found["Phone"] == "+237699123456"
    assert found["Birth date"] == datetime.date(1990, 1, 31)
    assert found["Member number"] == "7"
    assert found.get("Languages", "") == ("fr, en" if version == "4.0" else "")


def test_many_cards_tell_their_progress_and_can_be_stopped(tmp_path):
    path = tmp_path / "cards.vcf"
    told = []
    write_cards(path, [AWA] * 450, total=450, progress=lambda *done: told.append(done))
    assert told == [(200, 450), (400, 450)]
    assert len(open_table(path).rows) == 450

    def stop(_done, _total):
        raise Cancelled

    before = path.read_bytes()
    with pytest.raises(Cancelled):
        write_cards(path, [LIBRARY] * 450, total=450, progress=stop)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="There is no folder"):
        write_cards(tmp_path / "gone" / "cards.vcf", [AWA])
