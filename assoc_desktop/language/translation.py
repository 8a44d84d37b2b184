"""One gettext catalogue for screens, papers and the command line.

English is the source text; `resources/translations/<language>.po` holds every other language. The compiled
`.mo` is made at set-up; a checkout without one reads the `.po` itself, so nobody meets a half-translated program.
"""

from __future__ import annotations

import gettext
import io
import locale
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from assoc_desktop.paths import RESOURCES

#: Language code → its own name, in the order shown to a person.
LANGUAGES = {"fr": "Français", "en": "English"}

_chosen = "en"
_receiver: ContextVar[str | None] = ContextVar("receiver_language", default=None)


def language() -> str:
    """The language spoken now: the receiver's inside `speaking`, else the one chosen with `speak`."""
    return _receiver.get() or _chosen


def speak(code: str) -> None:
    """Choose the language of screens and messages for the whole process; unknown codes give English."""
    global _chosen
    _chosen = code if code in LANGUAGES else "en"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language for a while: a document is printed in its receiver's language."""
    token = _receiver.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _receiver.reset(token)


def system_language() -> str:
    """The language the computer is set to, if we speak it; else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    # Windows sets none of these; its locales are called French_France.
    code = (locale.getlocale()[0] or "")[:2].lower()
    return code if code in LANGUAGES else "en"


def _(text: str) -> str:
    """The text in the language spoken now."""
    return _catalogue(language()).gettext(text) if text else ""  # gettext gives its own header for no text


def ngettext(one: str, many: str, n: int) -> str:
    """The text for a count, by the plural rule of the language spoken now."""
    return _catalogue(language()).ngettext(one, many, n)


def whole_number(n: int) -> str:
    """A count with the separators of the language spoken now: `15,602`, and in French `15 602`."""
    if abs(n) < 1000:
        return str(n)
    from babel.numbers import format_decimal

    return format_decimal(n, locale=language()).replace("\u202f", "\u00a0")


def some_names(names: Sequence[str], most: int = 3) -> str:
    """The first of some names, for a sentence: `Awa, Moussa, Paul, …`."""
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def N_(text: str) -> str:
    """Mark a text for translation that is translated later, when it is shown."""
    return text


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    compiled = RESOURCES / "translations" / f"{code}.mo"
    source = compiled.with_suffix(".po")
    if not _is_fresh(compiled, source):
        return _compile(source)
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _is_fresh(compiled: Path, source: Path) -> bool:
    if not compiled.exists():
        return False
    return not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime


def _compile(source: Path) -> gettext.NullTranslations:
    if not source.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=source.stem))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
