"""One leaving for each member who left, and numbers of some members alone."""

import datetime

from assoc_desktop.members.statistics.rules import Question, movements, renewals
from assoc_desktop.members.statistics.rules.movements import ids_that_moved
from tests.members.statistics.raw import Raw, write


def test_who_left_in_one_way_does_not_leave_again(file, seasons, some_categories):
    year = ((2, 0, False, 0),)

    def on(month, day=1):
        return datetime.date(2026, month, day)

    write(
        [
            Raw(joined_on=on(1), resigned_on=on(3), deceased_on=on(4), memberships=year),
            Raw(resigned_on=on(3), struck_off_on=on(3), memberships=year),
            Raw(resigned_on=on(2), joined_on=on(3), deceased_on=on(4)),
            Raw(deceased_on=on(2)),
            Raw(deceased_on=on(2), joined_on=on(3)),
        ],
        seasons,
        some_categories,
    )
    months = movements(seasons[2], Question(seasons[2], on(5)))
    assert [months.total(each) for each in ("joined", "resigned", "struck_off", "died")] == [3, 2, 1, 2]
    assert months.counts["died"][:4] == (0, 1, 0, 1)


def test_a_number_restricted_to_some_members_counts_only_those(file, seasons, some_categories):
    members = list(write([Raw(joined_on=datetime.date(2026, 2, 3))] * 3, seasons, some_categories))
    question = Question(seasons[2], datetime.date(2026, 5, 14), tuple(members[:2]), "two")
    months = movements(seasons[2], question)
    assert months.counts["joined"][:3] == (0, 2, 0)
    assert ids_that_moved("joined", months, 1, question) == members[:2]
    first, _second = renewals(seasons[2], seasons[1], question)
    assert first.total.count == 0
