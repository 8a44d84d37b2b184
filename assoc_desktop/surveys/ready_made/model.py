"""What a ready-made survey is, and short ways to write its questions down."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.surveys.building import Choice, Question, Section

_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class ReadyMade:
    """A survey to begin with.

    Attributes:
        name, told: English source texts: what it is called, and what it is for.
        mode: the mode that suits it.
    """

    key: str
    name: str
    told: str
    mode: str
    title_en: str
    title_fr: str
    intro_en: str
    intro_fr: str
    sections: tuple[Section, ...]


def french(text: str) -> str:
    """The text as French is set: its tall signs do not begin a line."""
    for sign in ":;!?%»":
        text = text.replace(f" {sign}", f"{_NO_BREAK}{sign}")
    return text.replace("« ", f"«{_NO_BREAK}").replace("'", "’")


def section(title_en: str, title_fr: str, *questions: Question) -> Section:
    """A section with its questions."""
    return Section(title_en, french(title_fr), questions)


def ask(
    kind: str,
    text_en: str,
    text_fr: str,
    *choices: tuple[str, str] | tuple[str, str, str],
    asks: str = "",
    required: bool = False,
) -> Question:
    """A question; a choice is its English text, its French text, and what it stands for."""
    made = tuple(Choice(each[0], french(each[1]), *each[2:]) for each in choices)
    return Question(kind, text_en, french(text_fr), required, asks, made)


def rating(text_en: str, text_fr: str, *, asks: str = "", required: bool = False) -> Question:
    """A rating from 1 to 5."""
    return ask("rating", text_en, text_fr, asks=asks, required=required)


def words(text_en: str, text_fr: str) -> Question:
    """A question that is answered in one's own words."""
    return ask("text", text_en, text_fr)
