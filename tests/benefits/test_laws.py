"""Whatever is used, reversed, undone and done again: what stands never passes the quota, and what is left is right."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.benefits.records import BenefitUse
from assoc_desktop.benefits.uses import reverse_use
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.history import recent_operations
from assoc_desktop.storage.undoing import undo
from tests.benefits.conftest import TODAY

STEPS = st.one_of(
    st.just(("use",)),
    st.just(("beyond",)),
    st.tuples(st.just("reverse"), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.integers(0, 9)),
)


def _do(club, step):
    if step[0] == "use":
        club.use(club.awa)
    elif step[0] == "beyond":
        club.use(club.awa, beyond="A reason")
    elif step[0] == "reverse":
        uses = list(BenefitUse.select().where(BenefitUse.reversed_on.is_null()))
        if uses:
            reverse_use(uses[step[1] % len(uses)].id, "A reason", on=TODAY)
    else:
        done = [each for each in recent_operations(12) if "used by" in str(each) or "use by" in str(each)]
        if done:
            undo(done[step[1] % len(done)].id)


@settings(max_examples=16, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, max_size=12))
def test_the_quota_holds(club, steps):
    BenefitUse.delete().execute()
    for step in steps:
        with contextlib.suppress(Refused):
            _do(club, step)
        standing = list(BenefitUse.select().where(BenefitUse.reversed_on.is_null()))
        explicit = [each for each in standing if each.beyond]
        assert len(standing) - len(explicit) <= 2
        found = club.of(club.awa)
        every = BenefitUse.select().count()
        reversed_ones = every - len(standing)
        assert found.used == every - reversed_ones
        assert found.left == max(0, 2 - every + reversed_ones)
        assert found.is_entitled == (found.left > 0)
        assert all(bool(each.place) != bool(each.beyond) for each in standing)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.integers(-4, 4), min_size=6, max_size=10))
def test_without_a_quota_nothing_is_in_the_way_of_undo_and_redo(club, steps):
    """A number below 0 records a use; another undoes, or does again, one that was recorded."""
    BenefitUse.delete().execute()
    chains: list[list[int]] = []
    for step in steps:
        if step < 0:
            club.use(club.awa, club.loan)
            chains.append([recent_operations(1)[0].id])
        elif chains:
            chain = chains[step % len(chains)]
            chain.append(undo(chain[-1]))
        assert club.of(club.awa, "Loan").used == sum(len(chain) % 2 for chain in chains)


def test_a_quota_that_is_lowered_leaves_nothing(club):
    club.use(club.awa), club.use(club.awa)
    club.training.quota = 1
    club.training.save()
    assert (club.of(club.awa).used, club.of(club.awa).left) == (2, 0)
