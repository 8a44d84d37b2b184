"""Words of foreign lists that stand for our codes: countries, languages, kinds of library, roles."""

from __future__ import annotations

import re
from functools import cache

from assoc_desktop.language.folding import fold
from assoc_desktop.members.importing.synonyms import LIBRARY_KIND_WORDS
from assoc_desktop.members.records import LIBRARY_KINDS

#: Languages in which names of countries and languages are looked for.
_SPOKEN = ("fr", "en", "de", "en_001")
_ROLE_WORDS = {
    "administrator": "administrator", "administrateur": "administrator", "administratrice": "administrator",
    "director": "director", "directeur": "director", "directrice": "director", "head": "director",
    "responsable": "director", "chef": "director", "staff": "staff", "personnel": "staff", "bibliothecaire": "staff",
    "librarian": "staff", "agent": "staff", "treasurer": "treasurer", "tresorier": "treasurer",
    "tresoriere": "treasurer", "comptable": "treasurer",
}  # fmt: skip


def country_code(text: str) -> str:
    """The ISO 3166 code of a country named or coded in a cell; empty when there is none such."""
    return _countries().get(fold(text), "")


def language_codes(text: str) -> tuple[str, list[str]]:
    """The codes of the languages in a cell, comma-separated, and the words that are no language.

    `français, anglais` gives `fr,en`; `fr_FR.utf8` gives `fr`.
    """
    codes: list[str] = []
    rest: list[str] = []
    for piece in filter(None, re.split(r"\s*(?:[,;/|+\n]|\bet\b|\band\b)\s*", text.strip())):
        # A code as we write it is one, though a language's name may look like it: `ga` is not Gã.
        known = piece if len(piece) < 4 and piece in _codes() else None
        code = (
            known or _languages().get(fold(piece)) or _languages().get(fold(re.split(r"[_\-.@]", piece)[0]))
        )
        if code is None:
            rest.append(piece)
        elif code not in codes:
            codes.append(code)
    return ",".join(codes), rest


def library_kind(text: str) -> str:
    """A key of `LIBRARY_KINDS` for a cell; empty when no word of it tells."""
    if text in LIBRARY_KINDS:
        return text
    return next((LIBRARY_KIND_WORDS[word] for word in fold(text).split() if word in LIBRARY_KIND_WORDS), "")


def contact_role(text: str) -> str:
    """A key of `CONTACT_ROLES` for a cell; empty when no word of it tells."""
    return next((_ROLE_WORDS[word] for word in fold(text).split() if word in _ROLE_WORDS), "")


@cache
def _countries() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for language in _SPOKEN:
        for code, name in Locale.parse(language).territories.items():
            if len(str(code)) == 2 and _is_code(str(code)):
                names.setdefault(fold(name), str(code))
                names.setdefault(str(code).lower(), str(code))
    # As people write them: CLDR has longer or newer names.
    short = {
        "usa": "US", "u s a": "US", "etats unis d amerique": "US", "uk": "GB", "grande bretagne": "GB",
        "angleterre": "GB", "cote d ivoire": "CI", "cote divoire": "CI", "rdc": "CD", "rd congo": "CD",
        "republique democratique du congo": "CD", "drc": "CD", "congo": "CG", "republique du congo": "CG",
        "congo brazzaville": "CG", "congo kinshasa": "CD", "rca": "CF", "centrafrique": "CF", "cap vert": "CV",
        "republique centrafricaine": "CF", "republique du cameroun": "CM", "hollande": "NL", "ivory coast": "CI",
        "swaziland": "SZ", "fra": "FR", "cmr": "CM", "sen": "SN", "civ": "CI", "bfa": "BF", "mli": "ML", "ben": "BJ",
        "tgo": "TG", "ner": "NE", "gab": "GA", "tcd": "TD", "bel": "BE", "can": "CA", "che": "CH", "deu": "DE",
    }  # fmt: skip
    return names | short


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for language in _SPOKEN:
        for code, name in Locale.parse(language).languages.items():
            if _is_code(str(code)):
                names.setdefault(fold(name), str(code))
    # Codes last: a language's name may look like another's code.
    for code in Locale("en").languages:
        if _is_code(str(code)):
            names.setdefault(str(code), str(code))
    return names


@cache
def _codes() -> frozenset[str]:
    from babel import Locale

    return frozenset(str(code) for code in Locale("en").languages)


def _is_code(code: str) -> bool:
    return code.isalpha() and len(code) <= 3
