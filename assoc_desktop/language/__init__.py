"""Words and habits: translated texts, dates, amounts, phones and folding for search. Knows no Qt, no feature."""

from assoc_desktop.language.translation import (
    LANGUAGES,
    N_,
    _,
    language,
    ngettext,
    some_names,
    speak,
    speaking,
    whole_number,
)

__all__ = ["LANGUAGES", "N_", "_", "language", "ngettext", "some_names", "speak", "speaking", "whole_number"]
