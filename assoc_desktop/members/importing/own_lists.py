"""The lists that this program itself exports, in each of its languages: every column finds its field again."""

from __future__ import annotations

from functools import cache

from assoc_desktop.language import LANGUAGES, speaking
from assoc_desktop.members.exporting.columns import derived_names
from assoc_desktop.members.importing.presets import PRESETS, Preset, bare_heading
from assoc_desktop.members.importing.targets import TARGETS, target_label

PROGRAM = "Assoc Desktop"
#: Fields that stand together in lists of ours only: nobody else asks persons and institutions for all of these.
_OURS = ("kind", "registration_number", "library_kind", "struck_off_reason")


@cache
def presets() -> tuple[Preset, ...]:
    """All lists that are known by their headings: ours first, then those of other programs."""
    return (*(_own(language) for language in LANGUAGES), *PRESETS)


def _own(language: str) -> Preset:
    with speaking(language):
        targets = {bare_heading(target_label(key)): key for key in TARGETS}
        signature = frozenset(bare_heading(target_label(key)) for key in _OURS)
        derived = frozenset(bare_heading(name) for name in derived_names()) - targets.keys()
    return Preset(PROGRAM, signature, targets, derived, complete=True)
