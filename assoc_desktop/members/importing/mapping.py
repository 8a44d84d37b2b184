"""How a list is read: which column becomes which field, what is the same for every row, how members are recognised."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from assoc_desktop.association.records import season_by_label
from assoc_desktop.exchange import Table
from assoc_desktop.exchange.tables import Cell, text_of
from assoc_desktop.exchange.values import guess_kind
from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.importing.headings import Guess, folded_headings, guess_columns
from assoc_desktop.members.importing.targets import TARGETS
from assoc_desktop.members.records import (
    BOTH,
    CUSTOM_KINDS,
    INSTITUTION,
    PERSON,
    Category,
    CustomField,
    ImportProfile,
)
from assoc_desktop.members.rules import category_named
from assoc_desktop.storage.history import operation

#: What a column is used for besides the fields of `TARGETS`.
IGNORE, CUSTOM = "", "custom"
#: How members already in the list are recognised, besides "custom:<name of a field>".
MATCHES = {
    "number": N_("Member number"),
    "isil": N_("ISIL"),
    "email": N_("E-mail and name"),
    "name": N_("Name and birth date"),
}
_KEY_WORDS = {"code", "id", "identifiant", "ref", "reference", "cle", "key", "identifier", "uid"}
_MAX_CHOICES = 60


@dataclass
class Column:
    """What becomes of one column.

    Attributes:
        heading: as the file has it.
        use: a field of `TARGETS`, `CUSTOM`, or `IGNORE`.
        custom_name: name of the custom field, one of the list or a new one.
        custom_kind: a key of `CUSTOM_KINDS`, for a new custom field.
        choices: of a new custom field that is a choice.
        family_first: for full names: whether they begin with the family name.
        values: folded cell → what it stands for (category names, oui → 1); cells not in it are taken as they are.
        date_order: `dmy` or `mdy`, when the person said how dates are written; empty: the cells tell.
    """

    heading: str
    use: str = IGNORE
    custom_name: str = ""
    custom_kind: str = "text"
    choices: list[str] = field(default_factory=list)
    family_first: bool = False
    values: dict[str, str] = field(default_factory=dict)
    date_order: str = ""


@dataclass
class Mapping:
    """How a whole list is read.

    Attributes:
        kind: what a row is unless a column says otherwise: person or institution.
        columns: one per heading, in the order of the file.
        constants: field → text given to every row whose own cell is empty.
        category: name of the category for rows whose list names none.
        season: label of the season in which the members are enrolled; empty: they are not.
        match_by: keys of `MATCHES` or "custom:<name>", the surest first.
        preset: name of the program whose list was recognised.
    """

    kind: str
    columns: list[Column]
    constants: dict[str, str] = field(default_factory=dict)
    category: str = ""
    season: str = ""
    match_by: list[str] = field(default_factory=list)
    preset: str = ""

    def to_json(self) -> str:
        """As it is remembered in the association's file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """What `to_json` wrote."""
        values = json.loads(text)
        columns = [Column(**column) for column in values.pop("columns")]
        return cls(columns=columns, **values)

    def column_for(self, use: str) -> Column | None:
        """The first column that fills a field."""
        return next((column for column in self.columns if column.use == use), None)

    def map(self, target: str, heading: str) -> None:
        """Let a column fill a field; a column that filled it before is left to a custom field of its own name.

        Raises:
            KeyError: there is no such field or no such column.
        """
        if target not in TARGETS:
            raise KeyError(target)
        column = next((column for column in self.columns if column.heading == heading), None)
        if column is None:
            raise KeyError(heading)
        before = self.column_for(target)
        if before is not None and not TARGETS[target].repeats:
            before.use, before.custom_name = CUSTOM, before.heading
        column.use = target


def field_key(name: str) -> str:
    """The form in which names of custom fields are compared; a name of signs alone is compared as it is."""
    return fold(name) or name.strip()


def guess_mapping(table: Table, *, kind: str | None = None, program: str = "", anew: bool = False) -> Mapping:
    """A mapping to begin with: the one remembered for these headings, else a guess.

    Columns that are none of our fields become custom fields, so that nothing of the list is lost; a custom field whose
    heading says "code" or "id" and whose values are all different serves to recognise members.

    Args:
        table: the list.
        kind: person or institution, when the person said so.
        program: name of the program that wrote the list, when the person said so.
        anew: guess although a mapping is remembered.
    """
    remembered = None if anew or program else recall(table.headings)
    if remembered is not None and kind in (None, remembered.kind):
        return remembered
    guess = guess_columns(table, kind=kind, program=program)
    existing = {field_key(custom.name): custom for custom in CustomField.select()}
    columns = [
        _guess_column(guess, heading, [row.cells[i] for row in table.rows], existing)
        for i, heading in enumerate(table.headings)
    ]
    mapping = Mapping(guess.kind, columns, preset=guess.preset)
    mapping.category = _only_category(guess.kind) if mapping.column_for("category") is None else ""
    mapping.match_by = _guess_match(mapping, table)
    translate_categories(mapping, table)
    return mapping


def _guess_column(
    guess: Guess, heading: str, cells: Sequence[Cell], existing: dict[str, CustomField]
) -> Column:
    if heading in guess.ignored:
        return Column(heading)
    target = guess.targets[heading]
    if target:
        values = {fold(day): "" for day in guess.no_dates} if TARGETS[target].holds == "date" else {}
        first = target == "full_name" and guess.family_first
        return Column(heading, target, family_first=first, values=values)
    known = existing.get(field_key(heading))
    if known is not None:
        return Column(heading, CUSTOM, known.name, known.kind, known.choices.splitlines())
    kind = guess_kind(cells)
    return Column(heading, CUSTOM, heading, kind, _choices(cells) if kind == "choice" else [])


def _choices(cells: Iterable[Cell]) -> list[str]:
    return list(dict.fromkeys(" ".join(text_of(cell).split()) for cell in cells if text_of(cell)))


def _only_category(kind: str) -> str:
    """The category for a kind of member, when there is but one."""
    names = [
        category.name
        for category in Category.select().where(~Category.archived & Category.applies_to.in_((kind, BOTH)))
    ]
    return str(names[0]) if len(names) == 1 else ""


def _guess_match(mapping: Mapping, table: Table) -> list[str]:
    keys = [target for target in ("number", "isil") if mapping.column_for(target)]
    if not keys:
        keys = [f"custom:{name}" for name in _key_fields(mapping, table)[:1]]
    if mapping.column_for("email"):
        keys.append("email")
    return [*keys, "name"]


def _key_fields(mapping: Mapping, table: Table) -> list[str]:
    """Custom fields that look like the identifier of another program: named so, filled everywhere, never the same."""
    found = []
    for number, column in enumerate(mapping.columns):
        if column.use != CUSTOM or not set(fold(column.heading).split()) & _KEY_WORDS:
            continue
        values = {text_of(row.cells[number]) for row in table.rows}
        if "" not in values and len(values) == len(table.rows):
            found.append(column.custom_name)
    return found


def translate_categories(mapping: Mapping, table: Table) -> list[str]:
    """Fill in what each value of the category column stands for, where the association has such a category.

    Returns:
        The values, as written, that stand for no category yet: the person chooses for each.
    """
    column = mapping.column_for("category")
    if column is None:
        return []
    position = mapping.columns.index(column)
    written = {fold(text): text for row in table.rows if (text := text_of(row.cells[position]))}
    for folded, text in written.items():
        if folded not in column.values and (category := _category_like(text)):
            column.values[folded] = str(category.name)
    return [text for folded, text in written.items() if folded not in column.values]


def _category_like(text: str) -> Category | None:
    from rapidfuzz import fuzz

    exact = category_named(text)
    if exact is not None:
        return exact
    wanted = fold(text)
    near = [c for c in Category.select() if fuzz.ratio(fold(c.name), wanted) >= 85 and len(wanted) > 4]
    return near[0] if len(near) == 1 else None


def check_mapping(mapping: Mapping) -> dict[str, str]:
    """Field or heading → what is wrong with a mapping; empty when a dry run can be made."""
    problems = _check_names(mapping) | _check_enrolment(mapping)
    seen: dict[str, str] = {}
    for column in mapping.columns:
        key = f"custom:{field_key(column.custom_name)}" if column.use == CUSTOM else column.use
        if column.use == IGNORE or (column.use != CUSTOM and TARGETS[column.use].repeats):
            continue
        if key in seen:
            problems[column.heading] = _(
                "The columns “{one}” and “{other}” cannot both be the same field."
            ).format(one=seen[key], other=column.heading)
        seen.setdefault(key, column.heading)
        if column.use == CUSTOM and (problem := _check_custom(column)):
            problems[column.heading] = problem
    for key in mapping.match_by:
        if key not in MATCHES and not key.startswith("custom:"):
            problems["match_by"] = _("Members cannot be recognised by “{key}”.").format(key=key)
    return problems


def _check_names(mapping: Mapping) -> dict[str, str]:
    if mapping.kind not in (PERSON, INSTITUTION):
        return {"kind": _("Say whether the list is of persons or of institutions.")}
    filled = {column.use for column in mapping.columns} | set(mapping.constants)
    if mapping.kind == PERSON and not filled & {"family_name", "given_name", "full_name", "organisation"}:
        return {"family_name": _("Say which column holds the names of the persons.")}
    if mapping.kind == INSTITUTION and not filled & {"name", "organisation"}:
        return {"name": _("Say which column holds the names of the institutions.")}
    return {}


def _check_enrolment(mapping: Mapping) -> dict[str, str]:
    problems = {}
    if mapping.season and season_by_label(mapping.season) is None:
        problems["season"] = _("There is no season “{season}”.").format(season=mapping.season)
    if mapping.category and category_named(mapping.category) is None:
        problems["category"] = _("There is no category “{category}”.").format(category=mapping.category)
    elif mapping.season and not problems and not mapping.category and mapping.column_for("category") is None:
        problems["category"] = _("Choose the category in which the members are enrolled.")
    return problems


def _check_custom(column: Column) -> str:
    if not column.custom_name.strip():
        return _("The column “{heading}” needs a name for its new field.").format(heading=column.heading)
    if column.custom_kind not in CUSTOM_KINDS:
        return _("Choose what the column “{heading}” holds.").format(heading=column.heading)
    if column.custom_kind == "choice" and len(column.choices) > _MAX_CHOICES:
        return _(
            "The column “{heading}” has too many different values to be a choice: make it a text."
        ).format(heading=column.heading)
    return ""


def remember(mapping: Mapping) -> None:
    """Keep a mapping, so that the next list with these headings maps itself; undoing an import does not forget it."""
    headings = folded_headings([column.heading for column in mapping.columns])
    with operation(N_("Remember how a list is read"), undoable=False):
        profile = ImportProfile.get_or_none(ImportProfile.headings == headings)
        if profile is None:
            ImportProfile.create(headings=headings, mapping=mapping.to_json())
        elif profile.mapping != mapping.to_json():
            profile.mapping = mapping.to_json()
            profile.save()


def recall(headings: Sequence[str]) -> Mapping | None:
    """The mapping remembered for these headings, as they stand in the file now.

    A mapping that a later version of the program cannot read, or that names a season or category that is gone, is
    given without that part.
    """
    profile = ImportProfile.get_or_none(ImportProfile.headings == folded_headings(headings))
    if profile is None:
        return None
    mapping = Mapping.from_json(profile.mapping)
    for column, heading in zip(mapping.columns, headings, strict=True):
        column.heading = heading
        if column.use not in (IGNORE, CUSTOM, *TARGETS):
            column.use, column.custom_name = CUSTOM, heading
    if season_by_label(mapping.season) is None:
        mapping.season = ""
    if category_named(mapping.category) is None:
        mapping.category = ""
    return mapping
