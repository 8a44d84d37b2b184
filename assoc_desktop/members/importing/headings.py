"""Guessing what the columns of a list are from their headings, and from what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.exchange import Table
from assoc_desktop.exchange.tables import Cell, Row, text_of
from assoc_desktop.exchange.values import date_order, parse_date, parse_yes_no
from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.importing.own_lists import presets
from assoc_desktop.members.importing.presets import Preset, bare_heading
from assoc_desktop.members.importing.synonyms import INSTITUTION_WORDS, SYNONYMS
from assoc_desktop.members.importing.targets import TARGETS
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON
from assoc_desktop.refusals import Refused

#: How alike a heading must be to a known one, out of 100, when it is not the same.
_NEAR = 88
_LOOKED_AT = 500
_FITTING_SHARE = 0.5
_NUMBERED = re.compile(r" ?\(?\d{1,2}\)?$")


@dataclass(frozen=True)
class Guess:
    """What a list seems to be.

    Attributes:
        kind: person or institution.
        targets: heading → field of `TARGETS`, or "" for a column that is none of them.
        ignored: headings of columns that are better left out (empty ones, passwords).
        preset: name of the program that wrote the list, when it was recognised; else empty.
        family_first: whether a full name begins with the family name.
        no_dates: dates in ISO form that stand where there is none.
    """

    kind: str
    targets: dict[str, str]
    ignored: frozenset[str]
    preset: str = ""
    family_first: bool = False
    no_dates: frozenset[str] = frozenset()


def guess_columns(table: Table, *, kind: str | None = None, program: str = "") -> Guess:
    """Guess what each column is, and whether the members are persons or institutions.

    A heading that is the same as a known one wins over one that is nearly so; two columns never become the same field
    unless the field may repeat; and a column whose cells do not look like the field (a date, an e-mail) does not
    become it.

    Args:
        table: the list.
        kind: person or institution, when the person already said so.
        program: name of the program that wrote the list, when the person said so; else it is recognised.
    """
    preset = preset_of(program, table.headings) if program else recognise(table.headings)
    rows = table.rows[:_LOOKED_AT]
    filled = {heading: _filled(rows, i) for i, heading in enumerate(table.headings)}
    found = kind or _guess_kind(table.headings, filled, preset)
    targets: dict[str, str] = {}
    full_name = ""
    for heading, target in _ranked(table.headings, found, preset):
        if heading in targets or (target in targets.values() and not TARGETS[target].repeats):
            continue
        if _fits(TARGETS[target].holds, filled[heading]):
            targets[heading] = target
            full_name = heading if target == "full_name" else full_name
    full_name = _only_name_is_full_name(targets, filled, found) or full_name
    secret = {h for h in table.headings if preset and bare_heading(h) in preset.ignored}
    empty = {h for i, h in enumerate(table.headings) if h not in targets and not _filled(table.rows, i)}
    return Guess(
        found,
        {heading: targets.get(heading, "") for heading in table.headings},
        frozenset(secret | empty),
        preset.name if preset else "",
        _family_first(full_name),
        preset.no_dates if preset else frozenset(),
    )


def recognise(headings: Sequence[str]) -> Preset | None:
    """The program that wrote a list, by headings that only its lists have together."""
    folded = {bare_heading(heading) for heading in headings}
    return next((preset for preset in presets() if preset.signature <= folded), None)


def preset_of(program: str, headings: Sequence[str]) -> Preset | None:
    """Of the forms in which a program writes its lists, the one that knows most of the headings."""
    folded = {bare_heading(heading) for heading in headings}
    forms = [preset for preset in presets() if preset.name == program]
    return max(forms, key=lambda preset: len(folded & {*preset.targets, *preset.ignored}), default=None)


def folded_headings(headings: Sequence[str]) -> str:
    """The headings of a list as one text, by which its mapping is remembered."""
    return "\n".join(fold(heading) for heading in headings)


def _ranked(headings: Sequence[str], kind: str, preset: Preset | None) -> Iterable[tuple[str, str]]:
    """Pairs of heading and field, the surest first."""
    own = preset.targets if preset else {}
    known = {} if preset and preset.complete else _known_headings(kind)
    exact, numbered, near = [], [], []
    for heading in headings:
        bare = bare_heading(heading)
        if preset and bare in preset.ignored:
            continue
        if target := own.get(bare) or known.get(bare):
            exact.append((heading, target if preset and preset.complete else _of_kind(target, kind)))
        elif (target := (own | known).get(_NUMBERED.sub("", bare), "")) and TARGETS[target].repeats:
            numbered.append((heading, target))
        elif target := _nearest(bare, known):
            near.append((heading, target))
    return [*exact, *numbered, *near]


def _known_headings(kind: str) -> dict[str, str]:
    """Folded heading → field, for a kind of member: our own names of the fields in the language spoken, and others'."""
    usable = {key for key, target in TARGETS.items() if target.applies_to in (kind, BOTH)}
    known = {bare_heading(_(TARGETS[key].label)): key for key in usable}
    for target, words in SYNONYMS.items():
        for word in words:
            known.setdefault(bare_heading(word), _of_kind(target, kind))
    return {word: target for word, target in known.items() if target in usable}


def _of_kind(target: str, kind: str) -> str:
    """“Name” is the family name of a person and the name of an institution."""
    if kind == INSTITUTION and target in ("family_name", "full_name", "organisation"):
        return "name"
    return target


def _nearest(bare: str, known: dict[str, str]) -> str:
    from rapidfuzz import fuzz, process

    # Short headings differ by one letter and mean something else: "ville" and "fille".
    if len(bare) < 5:
        return ""
    candidates = [word for word in known if len(word) >= 5]
    found = process.extractOne(bare, candidates, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return known[found[0]] if found else ""


def _filled(rows: Iterable[Row], column: int) -> list[Cell]:
    return [cell for row in rows if (cell := row.cells[column]) != ""]


def _fits(holds: str, cells: list[Cell]) -> bool:
    """Whether at least half of the cells look like what a field holds; an empty column fits."""
    if holds in ("text", "picture") or not cells:
        return True
    order = date_order(cells)
    fitting = sum(1 for cell in cells if _looks_like(holds, cell, order))
    return fitting >= _FITTING_SHARE * len(cells)


def _looks_like(holds: str, cell: Cell, order: str) -> bool:
    if holds == "date":
        try:
            return parse_date(cell, order=order) is not None
        except Refused:
            return False
    text = text_of(cell)
    if holds == "yes_no":
        return is_yes_or_no(cell)
    if holds == "email":
        return "@" in text
    if holds == "phone":
        return sum(sign.isdigit() for sign in text) >= 6
    if holds == "website":
        return "." in text and " " not in text
    return any(sign.isdigit() for sign in text)  # a postcode


def is_yes_or_no(cell: Cell) -> bool:
    """Whether a cell says yes or no."""
    try:
        return parse_yes_no(cell) is not None
    except Refused:
        return False


def _guess_kind(headings: Sequence[str], filled: dict[str, list[Cell]], preset: Preset | None) -> str:
    if preset:
        return _kind_in_preset(preset, headings, filled)
    bare = [bare_heading(heading) for heading in headings]
    persons, institutions = _known_headings(PERSON), _known_headings(INSTITUTION)
    for_persons = {"given_name", "birth_date", "title", "profession", "employer"}
    if any(persons.get(word) in for_persons for word in bare):
        return PERSON
    if any(institutions.get(word) in {"isil", "library_kind", "registration_number"} for word in bare):
        return INSTITUTION
    if any(set(word.split()) & INSTITUTION_WORDS for word in bare):
        return INSTITUTION
    names = [h for h, word in zip(headings, bare, strict=True) if institutions.get(word) == "name"]
    cells = [text_of(cell) for heading in names[:1] for cell in filled[heading]]
    speaking = sum(1 for text in cells if set(fold(text).split()) & INSTITUTION_WORDS)
    return INSTITUTION if speaking * 3 > len(cells) else PERSON


def _kind_in_preset(preset: Preset, headings: Sequence[str], filled: dict[str, list[Cell]]) -> str:
    """Other programs list persons; a list of ours may hold institutions alone."""
    names = [h for h in headings if preset.targets.get(bare_heading(h)) in ("family_name", "given_name")]
    return PERSON if not preset.complete or any(filled[heading] for heading in names) else INSTITUTION


def _only_name_is_full_name(targets: dict[str, str], filled: dict[str, list[Cell]], kind: str) -> str:
    """Where persons have one name column of several words, it holds the full name: its heading, or nothing."""
    if kind != PERSON or "given_name" in targets.values() or "full_name" in targets.values():
        return ""
    heading = next((h for h, target in targets.items() if target == "family_name"), "")
    cells = [text_of(cell) for cell in filled.get(heading, ())]
    if not heading or sum(1 for text in cells if " " in text) * 2 <= len(cells):
        return ""
    targets[heading] = "full_name"
    return heading


def _family_first(heading: str) -> bool:
    """“Nom et prénom” and “Last name, first name” begin with the family name; “Full name” and “Nom complet” do not."""
    words = fold(heading).split()
    family = next((i for i, word in enumerate(words) if word in {"nom", "last", "family", "surname"}), None)
    given = next((i for i, word in enumerate(words) if word in {"prenom", "prenoms", "first", "given"}), None)
    if family is None or "complet" in words:
        return False
    return given is None or family < given


def kind_words(text: str) -> str:
    """Person or institution, from a cell that says which; empty when it says neither."""
    word = fold(text)
    if word in {
        "p",
        "n",
        "person",
        "personne",
        "individu",
        "individuel",
        "individual",
        "physique",
        "personne physique",
    }:
        return PERSON
    words = set(word.split())
    return INSTITUTION if word in {"i", "j", "m"} or words & (INSTITUTION_WORDS | {"morale", "legal"}) else ""
