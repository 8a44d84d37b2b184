"""What a list leaves open after its columns are known: words that stand for no choice yet, dates that can be read twice.

A question is asked only where the answer changes what is written. Answers are kept in the mapping's columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assoc_desktop.exchange import Table
from assoc_desktop.exchange.tables import Cell, text_of
from assoc_desktop.exchange.values import DMY, MDY, parse_yes_no
from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.importing.headings import kind_words
from assoc_desktop.members.importing.mapping import CUSTOM, Column, Mapping
from assoc_desktop.members.importing.rules import words
from assoc_desktop.members.importing.targets import TARGETS
from assoc_desktop.members.memberships import categories
from assoc_desktop.members.records import INSTITUTION, LIBRARY_KINDS, PERSON, CustomField
from assoc_desktop.refusals import Refused

CATEGORY, YES_NO, CHOICE, LIBRARY_KIND, KIND, DATES = (
    "category", "yes_no", "choice", "library_kind", "kind", "dates",
)  # fmt: skip
#: Different values asked about in one column; the others are left as they are.
MOST_VALUES = 100

_NUMERIC_DATE = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?!\d).*")


@dataclass
class Question:
    """What is open in one column.

    Attributes:
        column: of the mapping; answers go into its `values` or `date_order`.
        about: `CATEGORY`, `YES_NO`, `CHOICE`, `LIBRARY_KIND`, `KIND` or `DATES`.
        values: (value as written, in how many rows), the most frequent first.
        answers: (what is kept, word shown), in the order in which they are offered.
    """

    column: Column
    about: str
    values: list[tuple[str, int]]
    answers: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, value: str, meaning: str) -> None:
        """Say what a value stands for; empty leaves it as it is."""
        if meaning:
            self.column.values[fold(value)] = meaning
        else:
            self.column.values.pop(fold(value), None)

    def answer_of(self, value: str) -> str:
        """What was said of a value; empty when nothing was."""
        return self.column.values.get(fold(value), "")


def questions(mapping: Mapping, table: Table) -> list[Question]:
    """All that is open in a list, column by column; values answered before are asked again, with their answer."""
    found = (_question(mapping, column, table, place) for place, column in enumerate(mapping.columns))
    return [question for question in found if question is not None]


def order_is_open(cells: Sequence[Cell]) -> bool:
    """Whether dates such as 03/04/2025 stand in a column, and no other cell tells the day from the month."""
    undecided = False
    for cell in cells:
        match = _NUMERIC_DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 or second > 12:
            return False
        undecided = undecided or first != second
    return undecided


def _question(mapping: Mapping, column: Column, table: Table, place: int) -> Question | None:
    holds = _holds(column)
    if holds == "date":
        return _about_dates(column, [row.cells[place] for row in table.rows])
    understood, answers = _kinds_of_question(mapping, column).get(holds, (None, []))
    if understood is None:
        return None
    counted = Counter(" ".join(text_of(row.cells[place]).split()) for row in table.rows)
    open_values = [(text, count) for text, count in counted.most_common() if text and not understood(text)]
    if not open_values:
        return None
    return Question(column, holds, open_values[:MOST_VALUES], answers)


def _holds(column: Column) -> str:
    if column.use == CUSTOM:
        known = _existing(column)
        return str(known.kind) if known else column.custom_kind
    if column.use in TARGETS and TARGETS[column.use].holds == "date":
        return "date"
    return column.use


def _existing(column: Column) -> CustomField | None:
    wanted = fold(column.custom_name)
    return next((each for each in CustomField.select() if fold(each.name) == wanted), None)


def _kinds_of_question(
    mapping: Mapping, column: Column
) -> dict[str, tuple[Callable[[str], bool], list[tuple[str, str]]]]:
    """About what → whether a text is understood without asking, and the possible answers."""
    names = [str(category.name) for category in categories(kind=mapping.kind)]
    every = {fold(str(category.name)) for category in categories(archived=True)}
    return {
        CATEGORY: (lambda text: fold(text) in every, [(name, name) for name in names]),
        LIBRARY_KIND: (
            lambda text: bool(words.library_kind(text)),
            [(key, _(word)) for key, word in LIBRARY_KINDS.items()],
        ),
        KIND: (
            lambda text: bool(kind_words(text)),
            [(PERSON, _("Person")), (INSTITUTION, _("Institution"))],
        ),
        YES_NO: (_is_yes_or_no, [("1", _("Yes")), ("0", _("No"))]),
        **_about_choice(column),
    }


def _about_choice(column: Column) -> dict[str, tuple[Callable[[str], bool], list[tuple[str, str]]]]:
    """A new field takes its choices from the list itself; only one that exists already can lack some."""
    known = _existing(column) if column.use == CUSTOM else None
    if known is None:
        return {}
    choices = str(known.choices).splitlines()
    folded = {fold(choice) for choice in choices}
    return {CHOICE: (lambda text: fold(text) in folded, [(choice, choice) for choice in choices])}


def _is_yes_or_no(text: str) -> bool:
    try:
        parse_yes_no(text)
    except Refused:
        return False
    return True


def _about_dates(column: Column, cells: Sequence[Cell]) -> Question | None:
    if not order_is_open(cells):
        return None
    examples = Counter(_open_dates(cells))
    return Question(
        column,
        DATES,
        examples.most_common(3),
        [(DMY, _("Day first, as in France")), (MDY, _("Month first, as in the United States"))],
    )


def _open_dates(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        match = _NUMERIC_DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match and match[1].lstrip("0") != match[2].lstrip("0"):
            yield text_of(cell)
