"""Address cards of telephones and lists of our own, taken in through the window."""

import quopri

import pytest

from assoc_desktop.association.records import the_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.exporting.columns import IMPORT, set_of
from assoc_desktop.members.exporting.writing import Export, write_export
from assoc_desktop.members.importing.forms.column_rows import _offered_uses
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member

IPHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:N’Diaye;Aïssatou;;Mme;
FN:Mme Aïssatou N’Diaye
ORG:Bibliothèque nationale;
TITLE:Bibliothécaire
item1.EMAIL;type=INTERNET;type=pref:aissatou@example.org
item1.X-ABLabel:_$!<Other>!$_
EMAIL;type=INTERNET;type=WORK:travail@example.org
TEL;type=CELL;type=VOICE;type=pref:06 12 34 56 78
TEL;type=HOME;type=VOICE:+33 1 42 00 00 00
item2.ADR;type=HOME;type=pref:;;1\\, rue de la Paix;Paris;;75002;France
item2.X-ABADR:fr
BDAY:1985-01-31
END:VCARD
"""
_OUTLOOK_NAME = quopri.encodestring("Étoundi;Marie".encode("cp1252")).decode()
OUTLOOK = f"""BEGIN:VCARD
VERSION:2.1
N;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:{_OUTLOOK_NAME}
TEL;CELL;VOICE:+237 699 12 34 56
TEL;WORK;VOICE:+237 222 22 22 22
EMAIL;PREF;INTERNET:marie@example.org
NOTE;ENCODING=QUOTED-PRINTABLE:Ligne=20un=0D=0A=
Ligne=20deux
END:VCARD
"""
NEXTCLOUD = """BEGIN:VCARD
VERSION:4.0
PRODID:-//Sabre//Sabre VObject 4.5//EN
UID:6b4dbcd0-0000-4000-8000-000000000000
FN:Bibliothèque de Thiès
ORG:Bibliothèque de Thiès
KIND:org
TEL;TYPE="work,voice":+221 33 951 00 00
CATEGORIES:Partenaires,Sénégal
END:VCARD
"""


def go_to_check(assistant, next_step):
    """Enrol nobody, and go on until the rows are checked."""
    season = assistant.columns_step.season
    season.setCurrentIndex(season.findData(""))
    season.activated.emit(season.currentIndex())
    for _step in range(2):
        if assistant.step is not assistant.check_step:
            next_step()
    assert assistant.step is assistant.check_step, assistant._sentence.text()


def test_cards_of_several_programs_go_in(assistant, take, next_step, qtbot):
    take((IPHONE + OUTLOOK + NEXTCLOUD).replace("\n", "\r\n"), "cards.vcf")
    assert next_step() is assistant.columns_step
    go_to_check(assistant, next_step)
    assert assistant.check_step.filters.buttons["new"].text() == "New  3"
    with qtbot.waitSignal(assistant.imported):
        next_step()
    awa, marie, library = (
        read_member(m.id) for m in Member.select().order_by(Member.kind.desc(), Member.given_name)
    )
    assert (awa.title, awa.family_name, awa.profession) == ("Mme", "N’Diaye", "Bibliothécaire")
    assert awa.phones == ["+33142000000"]
    # Neither a number of this association's country nor an employer in its list: kept, not lost.
    assert awa.notes.splitlines() == ["Phone: 06 12 34 56 78", "Organisation: Bibliothèque nationale"]
    assert awa.emails == ["aissatou@example.org", "travail@example.org"]
    assert (awa.address, awa.postcode, awa.town, awa.country) == ("1, rue de la Paix", "75002", "Paris", "FR")
    assert (marie.family_name, marie.notes) == ("Étoundi", "Ligne un\nLigne deux")
    assert marie.phones == ["+237699123456", "+237222222222"]
    assert (library.kind, library.name) == ("institution", "Bibliothèque de Thiès")
    assert library.tags == ["Partenaires", "Sénégal"]


@pytest.fixture
def own_list(file, save, tmp_path, today):
    """A list of a person and an institution as the export writes it; they are gone from the file."""
    ids = [
        save(family_name="Example", given_name="Awa", number="1"),
        save(MemberData(kind="institution", name="Library", isil="FR-1", number="2")),
    ]
    path = tmp_path / "own.csv"
    conventions = the_association().conventions_in("en")
    write_export(path, Export(ids, set_of(IMPORT)), today=today, conventions=conventions)
    Member.delete().execute()
    return path


def test_our_own_mixed_list_is_recognised_and_offers_the_fields_of_both_kinds(
    own_list, assistant, take, next_step, qtbot
):
    take(own_list.read_bytes(), "list.csv")
    columns = next_step()
    assert columns is assistant.columns_step
    shown = {each.column.heading: each.use.currentText() for each in columns.rows._rows}
    assert shown["ISIL"] == "ISIL"
    assert shown["Name of the institution"] == "Name of the institution"
    assert shown["Family name"] == "Family name"
    go_to_check(assistant, next_step)
    with qtbot.waitSignal(assistant.imported):
        next_step()
    assert sorted(member.full_name for member in Member.select()) == ["Awa Example", "Library"]


def test_a_list_of_one_kind_offers_its_fields_alone(file):
    from assoc_desktop.members.importing.mapping import Column, Mapping

    model = _offered_uses(Mapping("person", [Column("a", "family_name")]))
    words = [model.item(row).text() for row in range(model.rowCount())]
    assert "ISIL" not in words
