"""The guides name menus and buttons as the windows do."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from assoc_desktop.cli.parser import run
from assoc_desktop.language import LANGUAGES, speaking
from assoc_desktop.language.translation import _, ngettext
from tests.test_translations import SOURCE, tool

DOCS = Path(__file__).resolve().parent.parent / "docs"
#: Words in bold that are no label, and a label whose season is not known.
NO_LABELS = {"en": {"100 %"}, "fr": {"100\u00a0%"}}


def _labels(language: str) -> set[str]:
    """Every text of the windows as it is read on screen: without the mark of its underlined letter."""
    with speaking(language):
        texts = {text for message in SOURCE if message.id for text in _texts(message)}
    return {re.sub(r"\{\w+\}", "…", text.replace("&", "")).replace("……", "…") for text in texts}


def _texts(message) -> tuple[str, ...]:
    if message.pluralizable:
        return tuple(ngettext(*message.id, n) for n in (1, 2))
    return (_(message.id),)


def _named_in(guide: str) -> set[str]:
    bold = re.findall(r"\*\*(.+?)\*\*", guide, flags=re.DOTALL)
    return {re.sub("[ \n]+", " ", part) for text in bold for part in text.split(" → ")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_menu_and_button_in_the_guide_exists(language):
    guide = (DOCS / f"guide.{language}.md").read_text(encoding="utf-8")
    named = {name for name in _named_in(guide) if name not in {"…", *NO_LABELS[language]}}
    assert len(named) > 20
    assert named - _labels(language) == set()


def _commands(guide: str) -> list[list[str]]:
    return [line.split() for line in guide.splitlines() if line.startswith("python main.py ")]


@cache
def _help(name: str) -> str:
    with redirect_stdout(io.TextIOWrapper(io.BytesIO())) as written, pytest.raises(SystemExit):
        run([name, "--help"])
    written.seek(0)
    return written.read()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_the_guide_exists(language):
    commands = _commands((DOCS / f"guide.{language}.md").read_text(encoding="utf-8"))
    assert len(commands) >= 8
    for name in {words[2] for words in commands}:
        help_text = _help(name)
        used = {
            word for words in commands if words[2] == name for word in words if re.match("--?[a-z]", word)
        }
        assert all(option in help_text for option in used), name


def test_the_guides_have_the_same_sections():
    sections = [
        (DOCS / f"guide.{language}.md").read_text(encoding="utf-8").count("\n## ") for language in LANGUAGES
    ]
    assert sections[0] == sections[1] > 10


def test_the_french_guide_is_set_as_french_is_set():
    guide = (DOCS / "guide.fr.md").read_text(encoding="utf-8")
    read = re.sub(r"```.*?```|`[^`\n]*`|\*+|!\[|\]\([^)]*\)", "", guide, flags=re.DOTALL)
    assert [fault for line in read.splitlines() for fault in tool.french_faults(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_in_the_guide_are_there_small_and_told_in_words(language):
    guide = (DOCS / f"guide.{language}.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", guide)
    assert pictures
    for words, name in pictures:
        assert words
        assert name.endswith(f"-{language}.png")
        assert 0 < (DOCS / name).stat().st_size < 150_000
