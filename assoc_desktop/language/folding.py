"""Folding: the form of a text in which accents, case and apostrophes no longer matter.

SQLite's own folding leaves ł, ß, ё and the apostrophe of N'Diaye alone, so the folded form is made here and stored.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "ħ": "h", "ŧ": "t", "ŋ": "ng", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɲ": "n", "ɔ": "o", "ɛ": "e", "ƴ": "y",
        "ə": "e", "ǝ": "e", "ɖ": "d", "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɩ": "i", "ʊ": "u", "ƀ": "b", "ɨ": "i",
        "ʉ": "u", "ё": "е", "й": "и",
    }
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹ′]")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The text in lower case, without accents or apostrophes, words separated by single spaces.

    `fold("N'Diaye")` is `ndiaye`; `fold("Łódź")` is `lodz`; folding twice changes nothing.
    Digits and letters of every script stay; all other signs become one space.
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower().replace("'", "").replace("`", "")).strip()
    # Apostrophes go first and last: decomposing turns a free accent into a space, and n into ’n.
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    bare = unicodedata.normalize("NFKC", bare.casefold().translate(_LETTERS))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", bare)).strip()
