"""One file of made members for all tests that only read it, and what may be asked of them."""

import pytest
from hypothesis import strategies as st

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.filters.fields import CHAPTERS, OWN_FIELD, OWN_KINDS
from assoc_desktop.members.filters.model import (
    ANY_SEASON,
    LAST_SEASON,
    NEXT_SEASON,
    THIS_SEASON,
    Condition,
    Group,
    Ref,
)
from assoc_desktop.members.filters.tests import DAYS, MANY, NOTHING, TESTS, TESTS_OF, TWO
from assoc_desktop.members.memberships import STARTING_CATEGORIES, starting_category
from tests.conftest import TODAY
from tests.members.filters.people import TOWNS, WORDS, make_world

#: Fields that the evaluation in plain Python does not know: they are tested one by one.
NOT_HERE = {"former_number", "employer", "card_printed_on", "changed_on", "photo", "reduction"}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The open file with made members."""
    categories = [starting_category(key, fee=5000) for key in STARTING_CATEGORIES]
    path = tmp_path_factory.mktemp("filters") / "members.assoc"
    with found_association(path, Identity("Example", "CM", language="fr"), categories, today=TODAY):
        yield make_world(TODAY, the_association().conventions_in("en"))


SEASONS = st.sampled_from([Ref(THIS_SEASON), Ref(LAST_SEASON), Ref(NEXT_SEASON)])
TEXTS = st.sampled_from([*filter(None, TOWNS + WORDS), "b", "ba", "é", "seg", "@", "Aïcha Ndjamena", "n'd"])
ISO_DAYS = st.sampled_from(["2026-05-14", "2004-02-29", "1960-01-01", "2026-12-31", "2025-12-31"])
CODES = {"country": ["CM", "ML", "FR"], "languages": ["fr", "en", "bm"]}


def filters(world):
    """Filters over the fields that the evaluation in plain Python knows."""
    line = conditions(world)
    return st.recursive(
        st.builds(Group, st.booleans(), st.lists(line, min_size=1, max_size=3).map(tuple)),
        lambda inner: st.builds(
            Group, st.booleans(), st.lists(st.one_of(line, inner), min_size=1, max_size=3).map(tuple)
        ),
        max_leaves=4,
    )


def conditions(world, key=None):
    """Lines of every field and test; of one field when its key is given."""
    known = [
        (key, field, None)
        for chapter in CHAPTERS.values()
        for key, field in chapter.items()
        if key not in NOT_HERE
    ]
    own = [(OWN_FIELD, OWN_KINDS[kind], Ref(field_id, kind)) for kind, field_id in world.own.items()]
    wanted = [each for each in [*known, *own] if key in (None, each[0])]
    return st.sampled_from(wanted).flatmap(lambda chosen: _lines(world, *chosen))


def _lines(world, key, field, about):
    abouts = st.just(about)
    if field.about == "season":
        abouts = (
            SEASONS | st.just(Ref(ANY_SEASON)) | st.sampled_from([Ref(each.id) for each in world.seasons])
        )
    return st.sampled_from(TESTS_OF[field.kind]).flatmap(
        lambda test: st.builds(
            Condition, st.just(key), st.just(test), _values(world, key, field, test, about), abouts
        )
    )


def _values(world, key, field, test, about):
    takes = TESTS[test].takes
    if takes == NOTHING:
        return st.just(())
    if takes == DAYS:
        return st.tuples(st.sampled_from([0, 1, 20, 300, 400]))
    one = _value(world, key, field, about)
    if takes == MANY:
        return st.lists(one, min_size=1, max_size=3).map(tuple)
    return st.tuples(one, one) if takes == TWO else st.tuples(one)


def _value(world, key, field, about):
    if field.of == "season":
        return SEASONS | st.sampled_from([Ref(each.id) for each in world.seasons])
    if field.of:
        return st.sampled_from(
            [Ref(each.id) for each in (world.tags if field.of == "tag" else world.categories)]
        )
    kinds = {
        "date": ISO_DAYS,
        "years": st.integers(0, 70),
        "money": st.sampled_from([0, 2500, 4000, 5000]),
        "number": st.sampled_from(["3", "17.50", "-2", "0"]),
        "phone": st.sampled_from(["699", "06 99 12", "+223", "12345"]),
    }
    if field.kind in kinds:
        return kinds[field.kind]
    if about is not None and about.name == "choice":
        return st.sampled_from(["lundi", "mardi", "Lundi"])
    words = list(field.words) or CODES.get(key)
    return st.sampled_from(words) if words else TEXTS


@pytest.fixture
def people(save):
    """Four members: name → id."""
    return {
        "gao": save(family_name="Koné", town="Gao", phones=["699 12 34 56"], tags=["Presse"]),
        "segou": save(family_name="Maïga", town="Ségou", phones=["677 12 34 56"]),
        "silent": save(family_name="Diallo", town="SEGOU"),
        "library": save(kind="institution", name="Bibliothèque", town="Gao"),
    }


@pytest.fixture
def tab(desk, people, show_tab):
    return show_tab(desk)
