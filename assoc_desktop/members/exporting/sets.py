"""Sets of columns that a person named, kept among the small choices of this computer; and how a set is found by name."""

from __future__ import annotations

import json
from collections.abc import MutableMapping, Sequence

from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.exporting.columns import SETS, all_keys, set_of
from assoc_desktop.refusals import Invalid, Refused

_KEPT = "export_sets"


def own_sets(choices: MutableMapping[str, str]) -> dict[str, list[str]]:
    """Name → columns, of the sets that were kept; columns that are gone are left out.

    Args:
        choices: the small choices of this computer (`Preferences.choices`).
    """
    try:
        kept = json.loads(choices.get(_KEPT, "{}"))
    except ValueError:
        return {}
    known = set(all_keys())
    sets = kept.items() if isinstance(kept, dict) else ()
    return {str(name): [key for key in keys if key in known] for name, keys in sets if isinstance(keys, list)}


def keep_set(choices: MutableMapping[str, str], name: str, keys: Sequence[str]) -> None:
    """Keep a set of columns under a name; one of the same name is replaced.

    Raises:
        Invalid: there is no name, no column, or one of our own sets has the name.
    """
    name = name.strip()
    if not name:
        raise Invalid({"name": _("Give the set of columns a name.")})
    if not keys:
        raise Invalid({"name": _("Choose at least one column.")})
    if any(fold(name) == fold(_(word)) for word in SETS.values()):
        raise Invalid({"name": _("“{name}” is always there. Choose another name.").format(name=name)})
    choices[_KEPT] = json.dumps(own_sets(choices) | {name: list(keys)}, ensure_ascii=False)


def forget_set(choices: MutableMapping[str, str], name: str) -> None:
    """Forget a set; one that is not there is forgotten already."""
    left = {each: keys for each, keys in own_sets(choices).items() if each != name}
    choices[_KEPT] = json.dumps(left, ensure_ascii=False)


def set_named(name: str, choices: MutableMapping[str, str]) -> list[str]:
    """The columns of the set that a person names: by the key of one of ours, or by its name.

    Raises:
        Refused: there is none such; the sentence lists them.
    """
    own = own_sets(choices)
    for key, word in SETS.items():
        if name == key or fold(name) == fold(_(word)):
            return set_of(key)
    found = next((keys for each, keys in own.items() if fold(each) == fold(name)), None)
    if found is None:
        known = ", ".join([*SETS, *own])
        raise Refused(
            _("There is no set of columns “{name}”. There are: {sets}.").format(name=name, sets=known)
        )
    return found
