"""Ids: positive, below 2**63, rising, never twice."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.storage import ids
from assoc_desktop.storage.ids import new_id, new_ids, stay_above


@pytest.fixture(autouse=True)
def restored():
    """The counter goes on after a test as it was before."""
    before = ids._last
    yield
    ids._last = max(before, new_id() if ids._last < before + 2**45 else before)


def at(monkeypatch, seconds):
    monkeypatch.setattr(ids.time, "time_ns", lambda: int(seconds * 10**9))


@given(st.lists(st.integers(0, 50), max_size=20))
def test_rising_and_never_twice(counts):
    given_ids = [new_id()]
    for count in counts:
        some = new_ids(count)
        assert len(some) == count
        given_ids.extend(some)
        given_ids.append(new_id())
    assert given_ids == sorted(set(given_ids))
    assert all(0 < one < 2**63 for one in given_ids)


def test_many_threads_never_give_the_same():
    found = [[] for _ in range(8)]

    def take(mine):
        for _ in range(500):
            mine.append(new_id())
            mine.extend(new_ids(3))

    threads = [threading.Thread(target=take, args=(mine,)) for mine in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = [one for mine in found for one in mine]
    assert len(set(together)) == len(together) == 8 * 500 * 4
    assert all(mine == sorted(mine) for mine in found)


def test_ordered_by_time(monkeypatch):
    at(monkeypatch, 1_800_000_000)
    monkeypatch.setattr(ids, "_last", 0)
    early = new_id()
    at(monkeypatch, 1_800_000_000.001)
    assert early < new_id()


def test_two_laptops_in_one_millisecond(monkeypatch):
    at(monkeypatch, 1_800_000_000)
    firsts = set()
    for _laptop in range(100):
        monkeypatch.setattr(ids, "_last", 0)
        firsts.add(new_id())
    assert len(firsts) > 95


def test_a_clock_that_goes_back(monkeypatch):
    at(monkeypatch, 1_800_000_000)
    before = new_id()
    at(monkeypatch, 1_700_000_000)
    assert new_id() == before + 1


@pytest.mark.parametrize("seconds", [0, 946_684_800])
def test_a_clock_without_battery(monkeypatch, seconds):
    at(monkeypatch, seconds)
    monkeypatch.setattr(ids, "_last", 0)
    assert 0 < new_id() < 2**21


def test_the_last_day_of_the_ids(monkeypatch):
    at(monkeypatch, 5_975_883_000)  # 2159: 42 bits of milliseconds
    monkeypatch.setattr(ids, "_last", 0)
    assert new_id() < 2**63


def test_ids_stay_above_those_of_a_file(monkeypatch):
    at(monkeypatch, 1_800_000_000)
    monkeypatch.setattr(ids, "_last", 0)
    in_the_file = new_id()
    monkeypatch.setattr(ids, "_last", 0)
    at(monkeypatch, 1_800_000_100)
    stay_above(in_the_file)
    assert ids._last == in_the_file  # the clock is right: nothing to add
    at(monkeypatch, 946_684_800)
    later = set()
    for _laptop in range(50):
        monkeypatch.setattr(ids, "_last", 0)
        stay_above(in_the_file)
        later.add(new_id())
    assert min(later) > in_the_file
    assert max(later) - in_the_file <= 2**41
    assert len(later) > 45


def test_an_empty_file_asks_for_nothing(monkeypatch):
    before = new_id()
    stay_above(0)
    assert new_id() > before
