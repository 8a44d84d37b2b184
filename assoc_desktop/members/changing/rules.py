"""Changing many members at once: a dry run that says what would happen, and the operation that does just that."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from assoc_desktop.language import N_, _, ngettext, whole_number
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.changing.judging import Judge, Judged
from assoc_desktop.members.changing.model import Change, check_changes
from assoc_desktop.members.changing.state import first_days, read_states, write_states
from assoc_desktop.members.memberships.writing import give_numbers
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import Running, operation

#: Called with (members done, members in all); may raise `Cancelled`.
Progress = Callable[[int, int], None]
#: Members judged and written at once.
_AT_ONCE = 2000


@dataclass
class Plan:
    """What changes would do to members; nothing is written.

    Attributes:
        ids: the members, each once, in the order asked for.
        today: the day on which whoever is enrolled joins or renews.
        changed, unchanged: ids, in that order.
        refused: id → why nothing would be changed.
    """

    ids: list[int]
    changes: tuple[Change, ...]
    conventions: Conventions
    today: datetime.date
    changed: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)

    def differences(self, ids: Sequence[int]) -> list[Judged]:
        """Before and after of some of the members, read anew."""
        judge = Judge(self.changes, self.conventions, self.today)
        return _judge(judge, ids)


def dry_run(
    ids: Sequence[int],
    changes: Sequence[Change],
    *,
    today: datetime.date,
    conventions: Conventions,
    progress: Progress | None = None,
) -> Plan:
    """Say what changes would do to each of the members, without doing it.

    Raises:
        Invalid: a change is wrong whoever it is made to; `change.0` is the first.
        Refused: no member or no change is given.
    """
    if not ids:
        raise Refused(_("Choose at least one member."))
    if problems := check_changes(changes, conventions, today):
        raise Invalid({f"change.{place}": sentence for place, sentence in problems.items()})
    plan = Plan(list(dict.fromkeys(ids)), tuple(changes), conventions, today)
    for judged in _judged(plan, progress):
        for each in judged:
            _note(plan, each)
    return plan


def _judged(plan: Plan, progress: Progress | None) -> Iterator[list[Judged]]:
    judge = Judge(plan.changes, plan.conventions, plan.today)
    for start in range(0, len(plan.ids), _AT_ONCE):
        if progress is not None:
            progress(start, len(plan.ids))
        yield _judge(judge, plan.ids[start : start + _AT_ONCE])


def _judge(judge: Judge, ids: Sequence[int]) -> list[Judged]:
    return [judge.judge(state) for state in read_states(ids, memberships=judge.asks_memberships)]


def _note(plan: Plan, judged: Judged) -> None:
    member_id = judged.before.id
    if judged.reason:
        plan.refused[member_id] = judged.reason
    else:
        (plan.changed if judged.outcome == "changed" else plan.unchanged).append(member_id)


def apply(plan: Plan, *, leave_out_refused: bool = False, progress: Progress | None = None) -> int:
    """Do what a dry run said, as one operation that can be undone.

    Args:
        leave_out_refused: who is refused stays as they are; else one refusal refuses all.

    Returns:
        How many members were changed.

    Raises:
        Refused: somebody is refused, nothing would change, or the members are no longer what they were.
    """
    if plan.refused and not leave_out_refused:
        raise Refused(_refusal(plan))
    if not plan.changed:
        raise Refused(_("Nothing would change."))
    done = Plan(plan.ids, plan.changes, plan.conventions, plan.today)
    newcomers: dict[int, datetime.date] = {}
    with _operation(plan):
        for judged in _judged(done, progress):
            for each in judged:
                _note(done, each)
            fresh = [each for each in judged if each.outcome == "changed"]
            write_states([(each.before, each.after) for each in fresh])
            newcomers |= first_days(
                each.after for each in fresh if len(each.after.memberships) > len(each.before.memberships)
            )
        give_numbers(newcomers)
        if (done.changed, done.refused) != (plan.changed, plan.refused):
            raise Refused(_("The members were changed meanwhile. Look at the differences again."))
    return len(done.changed)


def _operation(plan: Plan) -> AbstractContextManager[Running]:
    """The operation, which names its member when there is only one."""
    if len(plan.changed) == 1:
        return operation(N_("Change {name}"), name=Member.get_by_id(plan.changed[0]).full_name)
    return operation(N_("Change {n} members"), n=len(plan.changed))


def _refusal(plan: Plan) -> str:
    member_id, reason = next(iter(plan.refused.items()))
    n = len(plan.refused)
    return ngettext(
        "{n} member cannot be changed so: {name}: {reason} Leave them out, or change nothing.",
        "{n} members cannot be changed so, among them {name}: {reason} Leave them out, or change nothing.",
        n,
    ).format(n=whole_number(n), name=Member.get_by_id(member_id).full_name, reason=reason)
