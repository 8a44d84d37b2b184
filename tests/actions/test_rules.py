"""Actions: checked, done, dropped, taken up again, and which are due."""

import datetime

import pytest

from assoc_desktop.actions.following import timeline_source
from assoc_desktop.actions.listing import action_ids, action_rows, actions_about, count_due, found, read_texts
from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import (
    LONGEST_RESULT,
    ActionData,
    drop,
    finish,
    read_action,
    reopen,
    save_action,
)
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import history_of, recent_operations
from assoc_desktop.storage.undoing import undo
from tests.hostile import HOSTILE

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (ActionData(" "), "text"),
        (ActionData("x" * 301), "text"),
        (ActionData("x", who="x" * 121), "who"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(file, data, field):
    with pytest.raises(Invalid) as told:
        save_action(data)
    assert list(told.value.problems) == [field]
    assert not Action.select().exists()


def test_an_action_is_kept_and_changed_and_undone(file, save, today):
    member = save(family_name="Awa")
    action = save_action(ActionData(" Call ", "Ben", today, member), about=("conversation", 17))
    assert read_action(action.id) == ActionData("Call", "Ben", today, member)
    assert [row.id for row in actions_about("conversation", 17)] == [action.id]
    changed = save_action(ActionData("Write", "Ben", None, member), action_id=action.id)
    assert (changed.text, changed.due_on, changed.about_id) == ("Write", None, 17)
    undo(recent_operations(1)[0].id)
    undo(next(each.id for each in recent_operations(5) if not each.is_undo and "Add an" in str(each)))
    for do in (
        lambda: read_action(action.id),
        lambda: save_action(ActionData("x"), action_id=action.id),
        lambda: finish(action.id, today=today),
        lambda: reopen(action.id),
    ):
        with pytest.raises(Refused, match="no longer there"):
            do()


def test_done_dropped_and_taken_up_again(file, today):
    action = save_action(ActionData("Call")).id
    with pytest.raises(Refused, match="still to be done"):
        reopen(action)
    finish(action, today=today, result=" Talked. ")
    assert (Action.get_by_id(action).done_on, Action.get_by_id(action).result) == (today, "Talked.")
    for again in (finish, drop):
        with pytest.raises(Refused, match="done already"):
            again(action, today=today)
    reopen(action)
    drop(action, today=today, reason="Moved away.")
    with pytest.raises(Refused, match="was dropped"):
        finish(action, today=today)
    reopen(action)
    assert action_rows([action])[0].state(today) == "open"
    assert Action.get_by_id(action).result == "Moved away."
    for do, word in ((finish, "result"), (drop, "reason")):
        with pytest.raises(Invalid):
            do(action, today=today, **{word: "x" * (LONGEST_RESULT + 1)})


def test_what_is_due_comes_first_and_what_is_over_last(file, today):
    later, none, over, now, gone, done = (
        save_action(ActionData(text, due_on=due)).id
        for text, due in (
            ("later", today + DAY),
            ("none", None),
            ("over", today - DAY),
            ("now", today),
            ("gone", today),
            ("done", today - DAY),
        )
    )
    drop(gone, today=today - DAY)
    finish(done, today=today)
    assert action_ids("open", today) == [over, now, later, none]
    assert action_ids("due", today) == [over, now]
    assert action_ids("done", today) == [done]
    assert action_ids("dropped", today) == [gone]
    assert action_ids("", today) == [over, now, later, none, done, gone]
    assert count_due(today) == 2
    states = [row.state(today) for row in action_rows(action_ids("", today))]
    assert states == ["overdue", "today", "open", "open", "done", "dropped"]
    assert action_rows([later, 1]) == action_rows([later])


def test_the_search_folds_and_reads_hostile_words_as_they_are(file, save, today):
    member = save(family_name="N'Diaye", given_name="Élodie")
    ids = [save_action(ActionData(text[:300], member_id=member)).id for text in HOSTILE if text.strip()]
    texts = read_texts()
    assert found(ids, texts, "elodie n'diaye") == ids
    assert found(ids, texts, "nobody") == []
    kept = [storable(text[:300]).strip() for text in HOSTILE if text.strip()]
    assert [row.text for row in action_rows(ids)] == kept


def test_actions_stand_in_the_timeline(file, save, conventions, today):
    member = save(family_name="Awa")
    for text in ("done", "dropped", "due", "none"):
        save_action(ActionData(text, "Ben", None if text == "none" else today, member))
    ids = {row.text: row.id for row in action_rows(action_ids("", today))}
    finish(ids["done"], today=today - DAY, result="Fine.")
    drop(ids["dropped"], today=today - DAY)
    entries = {entry.title: entry for entry in timeline_source(member, conventions)}
    assert set(entries) == {"Done: done", "Dropped: dropped", "To do: due"}
    assert entries["Done: done"].day == today - DAY
    assert entries["Done: done"].lines == ("By Ben.", "Fine.")
    assert entries["To do: due"].lines[0].startswith("Due on")


def test_an_action_about_nobody_has_a_history_of_its_own(file, save, today):
    action = save_action(ActionData("Call")).id
    assert [change.kind for change in history_of(action)] == ["inserted"]
    member = save(family_name="Awa")
    save_action(ActionData("Call", member_id=member), action_id=action)
    (arrived,) = [change for change in history_of(member) if change.table == "action"]
    assert arrived.moved == "arrived"
