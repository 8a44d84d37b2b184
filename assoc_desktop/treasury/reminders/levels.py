"""The ladder: the levels of reminders, what is written in each, and the fields that are filled in.

A text that was never changed is written in each receiver's language; one of your own goes out as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assoc_desktop.language import LANGUAGES, N_, _, speaking
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.records import Reminder, ReminderLevel

#: Field of a text → what stands there in the letter.
FIELDS = {
    "name": N_("Name of the receiver"),
    "people": N_("For whom it is"),
    "number": N_("Number of the receiver"),
    "amount": N_("What is due"),
    "seasons": N_("For what it is due"),
    "since": N_("The oldest day due"),
    "today": N_("Day of the letter"),
    "association": N_("Name of the association"),
}
_FIELD = re.compile(r"\{([^{}]*)\}")
MOST_LEVELS, MOST_DAYS, _LONGEST = 9, 3650, 6000


@dataclass(frozen=True)
class Level:
    """A level of the ladder.

    Attributes:
        days: after the day due; negative: before it.
        to_payer: one letter to the payer of a household, else to each.
        short_text: for a telephone message.
    """

    level: int
    name: str
    days: int
    to_payer: bool
    subject: str
    text: str
    short_text: str


_STARTING = (
    Level(
        1,
        N_("Friendly reminder"),
        15,
        True,
        N_("Your dues: a friendly reminder"),
        N_(
            "Dear {name},\n\nYou may have overlooked it: {amount} is open for {seasons}, due since {since}. Thank you for "
            "paying soon: your dues keep {association} alive.\n\nIf you have paid in the meantime, please take this letter "
            "as our thanks."
        ),
        N_("{association}: {amount} of dues is open ({seasons}). Thank you for paying soon."),
    ),
    Level(
        2,
        N_("Second reminder"),
        45,
        True,
        N_("Your dues: second reminder"),
        N_(
            "Dear {name},\n\nWe have written to you before: {amount} is still open for {seasons}, due since {since}. Please "
            "pay within two weeks.\n\nIf you cannot pay all at once, speak to the treasurer: it can be paid in parts."
        ),
        N_(
            "{association}: second reminder, {amount} is still open ({seasons}). Please pay within two weeks."
        ),
    ),
    Level(
        3,
        N_("Last reminder"),
        90,
        True,
        N_("Your dues: last reminder"),
        N_(
            "Dear {name},\n\nIn spite of our reminders {amount} has not been paid for {seasons}, due since {since}. Please "
            "pay by the end of this month, or tell us what keeps you from it. Without news of you the board will decide "
            "on your membership of {association} as the statutes provide."
        ),
        N_("{association}: last reminder, {amount} ({seasons}). Please pay by the end of this month."),
    ),
)


def levels() -> list[Level]:
    """The levels in their order; those to start from while none is kept."""
    rows = ReminderLevel.select().order_by(ReminderLevel.level)
    return [_level(row) for row in rows] or list(_STARTING)


def _level(row: ReminderLevel) -> Level:
    return Level(row.level, row.name, row.days, row.to_payer, row.subject, row.text, row.short_text)


def level_numbered(number: int) -> Level:
    """A level of the ladder.

    Raises:
        Refused: there is none of that number; the sentence lists those there are.
    """
    found = next((each for each in levels() if each.level == number), None)
    if found is None:
        known = ", ".join(str(each.level) for each in levels())
        raise Refused(_("There is no reminder level {n}. Levels: {levels}.").format(n=number, levels=known))
    return found


def spoken(level: Level) -> Level:
    """The level with the texts that we brought in the language spoken now; texts of the person's own stay."""
    ours: dict[str, str] = {}
    for start in _STARTING:
        for text in (start.name, start.subject, start.text, start.short_text):
            ours |= dict.fromkeys(_in_all_languages(text), _(text))
    names = ("name", "subject", "text", "short_text")
    return replace(level, **{each: ours.get(getattr(level, each), getattr(level, each)) for each in names})


def _in_all_languages(text: str) -> set[str]:
    found = {text}
    for code in LANGUAGES:
        with speaking(code):
            found.add(_(text))
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its fields filled in; values are plain and never read as fields."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def check_level(level: Level) -> dict[str, str]:
    """Field → what is wrong with a level."""
    problems = {}
    if not level.name.strip():
        problems["name"] = _("Give the level a name: it stands in the member's timeline.")
    if abs(level.days) > MOST_DAYS:
        problems["days"] = _("More than {n} days cannot be right.").format(n=MOST_DAYS)
    for field in ("subject", "text", "short_text"):
        if problem := _text_problem(getattr(level, field), needed=field != "short_text"):
            problems[field] = problem
    return problems


def _text_problem(text: str, *, needed: bool) -> str:
    if needed and not text.strip():
        return _("This text is missing.")
    if len(text) > _LONGEST:
        return _("The text is longer than {n} signs. Shorten it.").format(n=_LONGEST)
    unknown = next((each for each in _FIELD.findall(text) if each not in FIELDS), None)
    if unknown is not None:
        known = ", ".join("{" + each + "}" for each in FIELDS)
        return _("There is no field “{field}”. Fields: {fields}.").format(field=unknown, fields=known)
    return ""


def save_level(level: Level) -> None:
    """Keep a level as it is now, or a new one.

    Raises:
        Invalid: see `check_level`.
        Refused: there would be too many.
    """
    if problems := check_level(level):
        raise Invalid(problems)
    if not 1 <= level.level <= MOST_LEVELS:
        raise Refused(_("A ladder has at most {n} levels.").format(n=MOST_LEVELS))
    with operation(N_("Change the reminder level {n}: {name}"), n=level.level, name=spoken(level).name):
        keep_levels()
        row = ReminderLevel.get_or_none(ReminderLevel.level == level.level)
        is_new = row is None
        row = row or ReminderLevel(level=level.level)
        row.name, row.days, row.to_payer = storable(level.name).strip(), level.days, level.to_payer
        row.subject, row.text = storable(level.subject).strip(), storable(level.text).strip()
        row.short_text = storable(level.short_text).strip()
        row.save(force_insert=is_new)


def remove_last_level() -> None:
    """Take the last level off the ladder.

    Raises:
        Refused: it is the only one, or somebody was reminded at it.
    """
    last = levels()[-1]
    if last.level == 1:
        raise Refused(_("A ladder has at least one level."))
    with operation(N_("Remove the reminder level {n}"), n=last.level):
        keep_levels()
        row = ReminderLevel.get(ReminderLevel.level == last.level)
        if Reminder.select().where(Reminder.level == row).exists():
            raise Refused(_("Members were reminded at level {n}. It stays.").format(n=last.level))
        row.delete_instance()


def keep_levels() -> None:
    """Keep the levels to start from when none is kept; call inside an operation."""
    if not ReminderLevel.select().exists():
        for each in _STARTING:
            said = spoken(each)
            ReminderLevel.create(
                level=said.level,
                name=said.name,
                days=said.days,
                to_payer=said.to_payer,
                subject=said.subject,
                text=said.text,
                short_text=said.short_text,
            )
