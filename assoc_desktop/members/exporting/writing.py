"""Writing members to a file that other programs read: CSV, XLSX, ODS, or address cards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.exchange.vcard_writer import VERSIONS
from assoc_desktop.language import N_, _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.exporting.columns import Head, heads_of, needs_of
from assoc_desktop.members.exporting.reading import Exported, Reader
from assoc_desktop.members.households import Letter, letter_groups
from assoc_desktop.refusals import Refused

#: Ending of a file → what it is.
FORMATS = {
    ".xlsx": N_("Spreadsheet (XLSX)"),
    ".ods": N_("Spreadsheet (ODS, LibreOffice)"),
    ".csv": N_("Text with separators (CSV)"),
    ".vcf": N_("Address cards (vCard)"),
}


@dataclass(frozen=True)
class Export:
    """What is to be exported.

    Attributes:
        ids: who, in order.
        columns: keys of `columns.all_keys`, in order; address cards have their own fields.
        season_id: whose memberships, fees and cards are told.
        office: also what members do not want passed on.
        by_household: one row for each letter, see `households.letter_groups`.
        version: of address cards.
    """

    ids: Sequence[int]
    columns: Sequence[str] = ()
    season_id: int | None = None
    office: bool = False
    by_household: bool = False
    version: str = "3.0"


def write_export(
    path: Path,
    export: Export,
    *,
    today: datetime.date,
    conventions: Conventions,
    progress: Progress | None = None,
) -> int:
    """Write the members; the ending of the path says in which form.

    Args:
        path: replaced only when all is written.
        progress: called with (rows written, rows in all); what it raises leaves the old file as it was.

    Returns:
        How many rows or cards the file holds.

    Raises:
        Refused: the ending is none of `FORMATS`, no column was chosen, or the file cannot be written there.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        endings = ", ".join(FORMATS)
        raise Refused(_("“{name}” should end in one of {endings}.").format(name=path.name, endings=endings))
    if ending == ".vcf":
        return _write_cards(path, export, today, conventions, progress)
    if not export.columns:
        raise Refused(_("Choose at least one column."))
    letters = letter_groups(export.ids) if export.by_household else [Letter(i, "", (i,)) for i in export.ids]
    heads = heads_of(export.columns, conventions, export.ids)
    headings = [head.title for head in heads]
    rows = _rows(export, letters, heads, today, conventions)
    if ending == ".csv":
        from assoc_desktop.exchange.csv_writer import list_separator, write_csv

        delimiter = list_separator(language())
        write_csv(path, headings, rows, delimiter=delimiter, total=len(letters), progress=progress)
    elif ending == ".xlsx":
        from assoc_desktop.exchange.xlsx_writer import write_xlsx

        write_xlsx(path, headings, rows, sheet=_("Members"), total=len(letters), progress=progress)
    else:
        from assoc_desktop.exchange.ods_writer import write_ods

        write_ods(path, headings, rows, sheet=_("Members"), total=len(letters), progress=progress)
    return len(letters)


def _rows(
    export: Export,
    letters: Sequence[Letter],
    heads: Sequence[Head],
    today: datetime.date,
    conventions: Conventions,
) -> Iterator[list[Cell | None]]:
    reader = Reader(today, conventions, export.season_id, export.office, needs_of(export.columns))
    cells = [head.cell for head in heads]
    if not export.by_household:
        for each in reader.read(export.ids):
            yield [cell(each) for cell in cells]
        return
    for each in _addressed(reader, letters):
        yield [cell(each) for cell in cells]


def _addressed(reader: Reader, letters: Sequence[Letter]) -> Iterator[Exported]:
    """For each letter the one it is for; a household is told by its payer, under the household's name."""
    told = reader.read([letter.receiver_id if letter.name else letter.people[0] for letter in letters])
    elsewhere = [letter.receiver_id for letter in letters if letter.receiver_id != letter.people[0]]
    addresses = {each.id: each.data for each in reader.read(elsewhere)}
    by_id = {letter.receiver_id if letter.name else letter.people[0]: letter for letter in letters}
    for each in told:
        letter = by_id[each.id]
        each.addressee = letter.name or each.addressee
        if letter.receiver_id != each.id and letter.receiver_id in addresses:
            home = addresses[letter.receiver_id]
            each.data = replace(
                each.data,
                address=home.address,
                postcode=home.postcode,
                town=home.town,
                region=home.region,
                country=home.country,
            )
        yield each


def _write_cards(
    path: Path, export: Export, today: datetime.date, conventions: Conventions, progress: Progress | None
) -> int:
    from assoc_desktop.exchange.vcard_writer import write_cards
    from assoc_desktop.members.exporting.address_cards import cards_of

    if export.version not in VERSIONS:
        raise Refused(
            _("There is no version {version} of address cards. There are: {versions}.").format(
                version=export.version, versions=", ".join(VERSIONS)
            )
        )
    cards = cards_of(export.ids, today=today, conventions=conventions, office=export.office)
    write_cards(path, cards, version=export.version, total=len(export.ids), progress=progress)
    return len(export.ids)
