"""A letter that opens a menu of the window presses nothing on a page: one of the two would be dead."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "resources" / "translations" / "fr.po"
MENUS = ("&File", "&Edit", "&View", "&Help")
#: The menus themselves, and what stands in a window of its own, where the menus do not listen.
ELSEWHERE = (
    "window/menus.py",
    "members/tab/filters.py",
    "members/forms/category_page.py",
    "members/forms/custom_fields.py",
    "association/forms/seasons.py",
)


def _texts(message: Message, language: str) -> tuple[str, ...]:
    said = message.id if language == "en" else message.string
    return (said,) if isinstance(said, str) else tuple(said)


def _letter(text: str) -> str:
    found = re.search(r"&([^&\s])", text.replace("&&", ""))
    return found.group(1).lower() if found else ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_text_of_a_page_takes_the_letter_of_a_menu(language):
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    taken = {
        _letter(text) for message in messages if message.id in MENUS for text in _texts(message, language)
    }
    assert len(taken) == len(MENUS)
    clashing = [
        text
        for message in messages
        if not any(str(place).endswith(ELSEWHERE) for place, _line in message.locations)
        for text in _texts(message, language)
        if _letter(text) in taken
    ]
    assert clashing == []
