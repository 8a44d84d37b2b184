"""Who was erased is found by nothing: no list, no filter, no search, no import, no proposal."""

import pytest

from assoc_desktop.association.records import present_season
from assoc_desktop.exchange import open_table
from assoc_desktop.members import listing
from assoc_desktop.members.cards.records import cards_to_print, enrolled_ids
from assoc_desktop.members.cards.rules import check_card
from assoc_desktop.members.duplicates.finding import find_duplicates
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.queries import count_of, filtered_ids
from assoc_desktop.members.importing.mapping import guess_mapping
from assoc_desktop.members.importing.rules import ADD, dry_run
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.references import find_institutions, find_persons
from assoc_desktop.members.rules import category_named


@pytest.fixture
def erased(save, today):
    ids = [save(family_name=f"Gone{n}", number=f"G{n}", joined_on=today) for n in range(2)]
    ids += [save(kind="institution", name="Gone house", joined_on=today)]
    enrol(ids[:2], present_season(today), category_named("Individual"))
    erase(ids, today=today)
    return ids


def test_no_list(erased, today):
    season = present_season(today)
    archived = Group(True, (Condition("archived", "yes", ()),))
    for choice in (
        listing.Choice(),
        listing.Choice(archived=True),
        listing.Choice(season_id=season.id, enrolled_only=True),
        listing.Choice(filter=archived),
    ):
        assert listing.matching_ids(choice, today=today) == []
    assert filtered_ids(archived, today) == []
    assert count_of(archived, today) == 0
    assert cards_to_print(season.id, today) == []
    assert enrolled_ids(season.id, erased) == []


def test_no_search_and_no_proposal(erased, today):
    assert find_institutions("institution") == find_persons("personne") == []
    assert find_duplicates() == []
    for typed in ("G0", "g1"):
        assert check_card(typed, today=today).verdict == "unknown"


def test_no_import(erased, today, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Numéro;Nom;Prénom\nG0;Personne effacée;\n", "utf-8")
    table = open_table(path)
    plan = dry_run(table, guess_mapping(table, kind="person"), today=today, file_name="list.csv")
    assert [row.action for row in plan.rows] == [ADD]
