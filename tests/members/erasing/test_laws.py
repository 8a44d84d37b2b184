"""Laws: whoever is erased from whatever association, nothing of them is anywhere, and nothing else has changed."""

import datetime
import shutil
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.consents import PURPOSES, save_consent
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.erasing.rules.applying import erase
from assoc_desktop.members.erasing.rules.planning import plan_erasing
from assoc_desktop.members.memberships import enrol, starting_category
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import archive, read_member, save_member
from assoc_desktop.refusals import Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage import open_file
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.conftest import TODAY
from tests.members.erasing.looking import counts, faults, others, places_with

#: Each makes a file of its own, which is written anew at the end.
EXAMPLES = 8
#: Words that stand for one person alone, so that they can be looked for: Nom03, Vor03 …
PLACES = st.integers(0, 5)
DEEDS = st.lists(
    st.tuples(st.sampled_from(("add", "change", "merge", "undo", "enrol", "consent", "archive", "mention")), PLACES, PLACES),
    min_size=4, max_size=10,
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("laws") / "example.assoc"
    with found_association(
        path,
        Identity("Example", "CM", language="en"),
        [starting_category("individual", fee=5000)],
        today=TODAY,
    ):
        pass
    return path


class World:
    """An association in which things happen."""

    def __init__(self):
        self.conventions = the_association().conventions_in("en")
        self.words: dict[int, set[str]] = {}
        self.merges: dict[int, tuple[int, int]] = {}
        self.made = 0

    def ids(self):
        return [row.id for row in Member.select().order_by(Member.id)]

    def at(self, place):
        ids = self.ids()
        return ids[place % len(ids)] if ids else None

    def save(self, data, member_id=None):
        return save_member(data, today=TODAY, conventions=self.conventions, member_id=member_id).id

    def data(self):
        self.made += 1
        n = f"{self.made:02}"
        words = {
            f"Nom{n}x",
            f"Vor{n}x",
            f"mail{n}x@example.org",
            f"6770001{n}",
            f"note{n}x",
            f"Rue {n}x",
            f"N-{n}x",
        }
        data = MemberData(
            family_name=f"Nom{n}x", given_name=f"Vor{n}x", emails=[f"mail{n}x@example.org"], address=f"Rue {n}x",
            phones=[f"+2376770001{n}"], notes=f"note{n}x", number=f"N-{n}x", joined_on=datetime.date(2026, 1, 2),
        )  # fmt: skip
        return data, words

    def do(self, deed, one, other):
        first, second = self.at(one), self.at(other)
        if deed == "add" or first is None:
            data, words = self.data()
            self.words[self.save(data)] = words
        elif deed == "change":
            data, words = self.data()
            self.words[first] |= words
            data.former_numbers = read_member(first).former_numbers
            self.save(data, first)
        elif deed == "merge" and first != second:
            both = merged(read_member(first), read_member(second))
            merge(first, second, both, today=TODAY, conventions=self.conventions)
            self.words[first] |= self.words[second]
            self.merges[last_undoable().id] = (first, second)
        elif deed == "undo" and (last := last_undoable()):
            undo(last.id)
            kept, gone = self.merges.get(last.id, (0, 0))
            if kept:
                self.words[kept] -= self.words[gone]
        elif deed == "enrol":
            enrol([first, second], _season(), Category.get())
        elif deed == "consent":
            save_consent(first, sorted(PURPOSES)[other % 4], bool(one % 2), TODAY, today=TODAY)
        elif deed == "archive":
            archive([first, second], TODAY)
        elif deed == "mention" and first != second:
            self.mention(second)

    def mention(self, second):
        library = MemberData(kind="institution", name=f"Library {self.made}")
        told = read_member(second)
        library.contacts = [ContactData(given_name=told.given_name, family_name=told.family_name)]
        library.notes = (
            f"Ask {told.full_name}, {told.emails[0] if told.emails else 'nobody'}" if told.full_name else ""
        )
        self.words[self.save(library)] = set()


def _season():
    from assoc_desktop.association.records import present_season

    return present_season(TODAY)


def _namesakes_words(world, victim, survivors):
    """What the victim's words are that no other member has: an undone merge leaves them with both."""
    theirs = set().union(*(world.words.get(each, set()) for each in survivors), set())
    return world.words[victim] - theirs


def told_without_names(ids, words):
    """All that is read and told of others; where an operation of theirs named the victim, it no longer does."""
    names = [f"Vor{word[3:]} {word}" for word in words if word.startswith("Nom")]
    told = str(others(ids))
    for name in (*sorted(names), "Erased person"):
        told = told.replace(name, "…")
    return told


@given(deeds=DEEDS, place=PLACES)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_left_and_nothing_else_changes(template, tmp_path, deeds, place):
    path = tmp_path / "world.assoc"
    shutil.copy(template, path)
    with open_file(path, SCHEMA):
        world = World()
        for deed in [("add", 0, 0), ("add", 0, 0), *deeds]:
            with suppress(Refused):  # a library is not brought together with a person
                world.do(*deed)
        ids = world.ids()
        if not ids:
            return
        victim = ids[place % len(ids)]
        rest = [each for each in ids if each != victim]
        plan = plan_erasing(victim, today=TODAY, conventions=world.conventions)
        mentioning = {mention.owner_id for mention in plan.mentions}
        # Who was brought together with the victim for a while was the victim then.
        mixed = {each for pair in world.merges.values() if victim in pair for each in pair}
        untouched = [each for each in rest if each not in mentioning | mixed]
        words = sorted(_namesakes_words(world, victim, rest))
        before, kept, last = counts(), told_without_names(untouched, world.words[victim]), last_undoable()
        erase([victim], today=TODAY, mentions={mention.key for mention in plan.mentions})
        assert places_with(words) == []
        assert counts() == before
        assert told_without_names(untouched, world.words[victim]) == kept
        assert faults() == []
        assert Member.get_by_id(victim).erased_on == TODAY
        now = last_undoable()
        assert now is None or now.id <= last.id
        if now is not None:
            # What a scrubbed operation changed since stays changed: then it is refused, and nothing happens.
            with suppress(Changed):
                undo(now.id)
            assert faults() == []
