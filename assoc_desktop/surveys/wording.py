"""What a survey says in a language. Whoever wrote only one of the two is printed in that one."""

from __future__ import annotations

import re
from typing import Any

from assoc_desktop.language import LANGUAGES, language

_NOT_IN_FILES = r'[\\/:*?"<>|\x00-\x1f]+'


def wording(thing: Any, field: str, code: str = "") -> str:
    """A text of a survey, section, question or choice in a language, or in the other when that one is empty.

    Args:
        thing: a record or its frozen form, with `<field>_en` and `<field>_fr`.
        field: `title`, `intro` or `text`.
        code: of the language; empty for the one spoken now.
    """
    wanted = code or language()
    texts = (getattr(thing, f"{field}_{one}", "") for one in (wanted, *LANGUAGES))
    return next((text.strip() for text in texts if text.strip()), "")


def text_of(thing: Any, code: str = "") -> str:
    """What a question or a choice says."""
    return wording(thing, "text", code)


def title_of(thing: Any, code: str = "") -> str:
    """The title of a survey or a section; a survey without one is called by its name."""
    return wording(thing, "title", code) or str(getattr(thing, "name", ""))


def intro_of(survey: Any, code: str = "") -> str:
    """What stands above the questions."""
    return wording(survey, "intro", code)


def file_name_of(name: str) -> str:
    """A name for the PDF of a survey: without what no file's name may hold."""
    return f"{re.sub(_NOT_IN_FILES, '-', name).strip(' .')[:80] or '-'}.pdf"
