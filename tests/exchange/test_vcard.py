"""Address cards of three generations, whole and broken."""

import datetime
import time

import pytest

from assoc_desktop.exchange import open_table
from assoc_desktop.language import _, speak
from assoc_desktop.refusals import Cancelled, Refused

V3 = r"""BEGIN:VCARD
VERSION:3.0
N:N'Diaye;Aïssatou;Marie,Rose;Mme;
FN:Mme Aïssatou N'Diaye
ORG:Bibliothèque nationale;Catalogue
TITLE:Bibliothécaire
TEL;TYPE=CELL:+237 6 99 12 34 56
TEL;TYPE=WORK,VOICE:222 22 22 22
EMAIL;TYPE=INTERNET:aissatou@example.org
ADR;TYPE=HOME:BP 12;Immeuble B;1\, rue de la Paix;Yaoundé;Centre;00237;Cameroun
BDAY:1985-03-02
NOTE:Ligne 1\nLigne 2\; fin
CATEGORIES:Bureau,Fondatrice
X-SKYPE:aissatou
END:VCARD
"""
V21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ets=C3=A9nd=C3=A9;Fran=C3=A7=
ois
TEL;HOME;VOICE:0612345678
item1.EMAIL;INTERNET:f@example.org
NOTE;ENCODING=QUOTED-PRINTABLE:a=0Ab
END:VCARD
"""
V4 = """BEGIN:VCARD
VERSION:4.0
FN:Simone Veil
TEL;VALUE=uri;TYPE="voice,home":tel:+33-1-42-00-00-00
EMAIL:mailto:s@example.org
BDAY:--0713
LANG;PREF=1:fr
NOTE:folded
  line
PHOTO:data:image/png;base64,iVBORw0KGgo=
PHOTO:https://example.org/photo.png
END:VCARD
"""


@pytest.fixture
def read(tmp_path):
    """Write cards and give each row as heading → cell, and the table."""

    def read_(text, **options):
        path = tmp_path / "cards.vcf"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        table = open_table(path, **options)
        return [dict(zip(table.headings, row.cells, strict=True)) for row in table.rows], table

    return read_


def test_a_card_of_version_3(read):
    (card,), table = read(V3)
    assert table.kind == "cards"
    assert card == {
        "Title": "Mme",
        "Family name": "N'Diaye",
        "Given name": "Aïssatou Marie Rose",
        "Organisation": "Bibliothèque nationale, Catalogue",
        "Profession": "Bibliothécaire",
        "Phone": "+237 6 99 12 34 56",
        "Phone 2": "222 22 22 22",
        "E-mail": "aissatou@example.org",
        "Address": "Immeuble B\n1, rue de la Paix\nBP 12",
        "Postcode": "00237",
        "Town": "Yaoundé",
        "Region": "Centre",
        "Country": "Cameroun",
        "Birth date": datetime.date(1985, 3, 2),
        "Tags": "Bureau, Fondatrice",
        "Notes": "Ligne 1\nLigne 2; fin",
    }


def test_a_card_of_version_2_1_with_quoted_printable(read):
    (card,), _table = read(V21)
    assert card["Family name"] == "Etséndé"
    assert card["Given name"] == "François"
    assert card["Phone"] == "0612345678"
    assert card["E-mail"] == "f@example.org"
    assert card["Notes"] == "a\nb"


def test_a_card_of_version_4(read):
    (card,), _table = read(V4)
    assert card["Full name"] == "Simone Veil"
    assert card["Phone"] == "+33-1-42-00-00-00"
    assert card["E-mail"] == "s@example.org"
    assert card["Birth date"] == "--0713"
    assert card["Languages"] == "fr"
    assert card["Notes"] == "folded line"
    assert card["Photo"].startswith("data:image/png")


def test_a_picture_in_the_old_form(read):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg==\n"
    (card,), _table = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:X Y\n{photo}END:VCARD\n")
    assert card["Photo"] == "data:image/*;base64,/9j/4AAQSkZJRg=="


def test_broken_cards_are_rows_with_a_reason_and_the_others_are_read(read):
    cut = "BEGIN:VCARD\nVERSION:3.0\nFN:Cut off\n"
    charset = "BEGIN:VCARD\nN;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:a=41\nEND:VCARD\n"
    photo = "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:*not base64*\nEND:VCARD\n"
    empty = "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
    _cards, table = read(cut + V3 + charset + photo + empty)
    problems = {row.line: row.problem for row in table.rows}
    assert "cut off" in problems[1]
    assert problems[4] == ""
    assert [bool(problem) for problem in problems.values()] == [True, False, True, True, True]


def test_a_line_without_sense_is_kept_in_the_notes(read):
    (card,), _table = read("BEGIN:VCARD\nFN:A B\nno colon here\nEND:VCARD\n")
    assert card["Notes"] == "no colon here"


def test_several_notes_are_joined_and_an_impossible_birthday_is_kept_as_it_is(read):
    (card,), _table = read("BEGIN:VCARD\nFN:A B\nNOTE:one\nNOTE:two\nBDAY:19850231\nEND:VCARD\n")
    assert card["Notes"] == "one\ntwo"
    assert card["Birth date"] == "19850231"


def test_a_hostile_line_takes_no_time(read):
    line = "ADR;TYPE=" + "E=" * 50_000 + "\n"
    started = time.perf_counter()
    read("BEGIN:VCARD\nFN:A B\n" + line + "END:VCARD\n")
    assert time.perf_counter() - started < 5


def test_old_encodings_of_cards_are_found(read):
    (card,), table = read("BEGIN:VCARD\nN:Lefèvre;Noël\nEND:VCARD\n".encode("cp1252"))
    assert (card["Family name"], table.encoding) == ("Lefèvre", "cp1252")


def test_headings_are_in_the_language_spoken(read):
    speak("fr")
    _cards, table = read(V21)
    assert table.headings[0] == _("Family name")


def cancel(_done, _total):
    raise Cancelled


def test_cards_can_be_stopped_and_tell_their_progress(read):
    told = []
    read(V21 * 500, progress=lambda done, total: told.append(done / total))
    assert told[-1] == 1
    with pytest.raises(Cancelled):
        read(V21 * 500, progress=cancel)


def test_a_file_that_only_begins_like_cards(read):
    with pytest.raises(Refused, match="no address card"):
        read("BEGIN:VCARDS\nfoo\n")


@pytest.mark.parametrize(
    "card",
    [
        # an iPhone's company
        "VERSION:3.0\nN:;;;;\nFN:Library\nORG:Library;\nX-ABShowAs:COMPANY\nitem1.TEL:1\n",
        # Nextcloud, and version 4.0
        "VERSION:3.0\nFN:Library\nORG:Library\nX-ADDRESSBOOKSERVER-KIND:org\n",
        "VERSION:4.0\nKIND:org\nFN:Library\nORG:Library\n",
        "VERSION:3.0\nORG:Library\n",
    ],
)
def test_the_card_of_an_organisation_has_no_persons_name(read, card):
    ((row,), _table) = read(f"BEGIN:VCARD\n{card}END:VCARD\n")
    assert row["Organisation"] == "Library"
    assert "Full name" not in row
    assert row.get("Person or institution", "Institution") == "Institution"


def test_a_backslash_before_a_sign_that_divides(read):
    ((row,), _table) = read("BEGIN:VCARD\nVERSION:3.0\nN:a\\\\;b\\;c\\\\n;;;\nEND:VCARD\n")
    assert (row["Family name"], row["Given name"]) == ("a\\", "b;c\\n")


def test_several_languages_and_lines_of_categories(read):
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:A B\nLANG:fr\nLANG:en\nCATEGORIES:x\nCATEGORIES:y,z\nKIND:individual\nEND:VCARD\n"
    ((row,), _table) = read(card)
    assert (row["Languages"], row["Tags"]) == ("fr, en", "x, y, z")
