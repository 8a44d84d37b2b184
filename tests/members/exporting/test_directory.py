"""The directory: only who agreed, sorted, in two columns, in the association's language."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import the_association
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.exporting.directory import DirectoryEntry, directory_entries
from assoc_desktop.members.exporting.documents.directory import directory_pdf
from assoc_desktop.members.records import Consent, Member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import operation
from tests.pdf.reading import fonts, reader, signs, words

DAY = datetime.date(2026, 1, 1)


def say(member, **answers):
    with operation("Say"):
        for purpose, answer in answers.items():
            Consent.create(member=member, purpose=purpose, given=answer, said_on=DAY)


@pytest.fixture
def people(save):
    library = save(
        MemberData(
            kind="institution",
            name="Bibliothèque",
            library_kind="public",
            town="Douala",
            phones=["222222222"],
        )
    )
    awa = save(family_name="Zoa", given_name="Awa", profession="Librarian", town="Yaoundé", phones=["699123456"],
               emails=["a@example.org"])  # fmt: skip
    silent = save(family_name="Silent")
    say(library, directory=True)
    say(awa, directory=True, phone=False)
    return [awa, silent, library]


def test_only_who_agreed_stands_in_it_with_what_is_not_refused(people, today):
    assert directory_entries(people, today=today) == [
        DirectoryEntry("Bibliothèque", ("Bibliothèque publique", "Douala", "2 22 22 22 22")),
        DirectoryEntry("Zoa Awa", ("Librarian", "Yaoundé", "a@example.org")),
    ]


@pytest.mark.parametrize("column", ["resigned_on", "struck_off_on"])
def test_who_left_is_left_out_until_they_join_again(people, today, column):
    awa = people[0]
    Member.update({column: DAY, "joined_on": DAY.replace(year=2020)}).where(Member.id == awa).execute()
    assert [entry.name for entry in directory_entries(people, today=today)] == ["Bibliothèque"]
    Member.update(joined_on=DAY.replace(month=2)).where(Member.id == awa).execute()
    assert [entry.name for entry in directory_entries(people, today=today)] == ["Bibliothèque", "Zoa Awa"]


def test_who_died_or_was_archived_is_left_out(people, today):
    awa, silent, library = people
    Member.update(archived_on=DAY).where(Member.id == library).execute()
    assert [entry.name for entry in directory_entries(people, today=today)] == ["Zoa Awa"]
    Member.update(deceased_on=DAY).where(Member.id == awa).execute()
    with pytest.raises(Refused, match="Nobody of them agreed"):
        directory_entries(people, today=today)
    with pytest.raises(Refused, match="Nobody of them agreed"):
        directory_entries([silent], today=today)


def test_the_paper_speaks_the_associations_language(people, today):
    pdf = directory_pdf(directory_entries(people, today=today), today=today)
    text = words(pdf)
    assert "Annuaire des membres" in text
    assert "Example association · 14 mai 2026 · 2 membres" in text
    assert text.index("Bibliothèque") < text.index("Zoa Awa")
    assert all(fonts(pdf).values())
    assert reader(pdf).metadata.title == "Annuaire des membres · Example association"


def test_many_members_fill_columns_and_pages(file, today):
    entries = [DirectoryEntry(f"Name {number:03}", ("Librarian", "Yaoundé")) for number in range(150)]
    pdf = directory_pdf(entries, today=today)
    pages = reader(pdf).pages
    assert len(pages) > 1
    found = [words(pdf, place) for place in range(len(pages))]
    for number in range(150):
        assert sum(f"Name {number:03}" in text for text in found) == 1
    assert "".join(f"Page 1 sur {len(pages)}".split()) in "".join(found[0].split())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Cf", "Zs")), max_size=200),
        max_size=60,
    )
)
def test_no_text_is_lost_however_long(file, lines):
    today = datetime.date(2026, 5, 14)
    pdf = directory_pdf([DirectoryEntry("N", tuple(lines))], today=today)
    found = signs(words(pdf))
    assert the_association().name.split()[0] in words(pdf)
    from assoc_desktop.pdf.text import clean, shaped

    for sign, count in signs(shaped(clean("".join(lines)))).items():
        assert found[sign] >= count
