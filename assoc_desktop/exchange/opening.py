"""One way to open a list, whatever its format: the content decides, not the name."""

from __future__ import annotations

from pathlib import Path

from assoc_desktop.exchange import sniffing
from assoc_desktop.exchange.tables import MAX_BYTES, Progress, Table
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_EXPECTED = {
    "csv": {".csv", ".txt", ".tsv", ".tab"},
    "sheet": {".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".fods", ".ots", ".xltx"},
    "page": {".html", ".htm"},
    "cards": {".vcf", ".vcard"},
}


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """Read a list of people or institutions: CSV, XLSX, XLSM, XLSB, XLS, ODS, vCard, or a web page's table.

    Macros are never run and formulas give the value they last had.

    Args:
        path: the file; its name's ending may be wrong.
        sheet: which sheet of a spreadsheet; else the first that is shown and holds something.
        encoding: for a text file whose encoding was guessed wrongly.
        delimiter: for a CSV whose delimiter was guessed wrongly.
        progress: called with (work done, work in all), ten times a second and more; what it raises ends the reading.

    Raises:
        Refused: nothing can be read; the sentence says why and what to do.
    """
    kind = sniffing.kind_of(path)
    if path.stat().st_size > MAX_BYTES:
        raise Refused(
            _("“{file}” is too large for a list of members. Split it into several files.").format(
                file=path.name
            )
        )
    try:
        table = _read(path, kind, sheet, encoding, delimiter, progress)
    except OSError as error:  # a stick pulled out, a network that went away
        raise sniffing.unreachable(path, error) from error
    ending = path.suffix.lower()
    if ending and ending not in _EXPECTED[kind] and any(ending in usual for usual in _EXPECTED.values()):
        table.notes.append(
            _("The name ends in {ending}, but the content is {what}; it was read as that.").format(
                ending=ending, what=_kind_name(kind)
            )
        )
    if progress:
        progress(1, 1)
    return table


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets of a spreadsheet, those shown first; an empty list for any other kind of file."""
    if sniffing.kind_of(path) != "sheet":
        return []
    from assoc_desktop.exchange.sheets import read_sheet_names

    return read_sheet_names(path)


def _read(
    path: Path,
    kind: str,
    sheet: str | None,
    encoding: str | None,
    delimiter: str | None,
    progress: Progress | None,
) -> Table:
    # Each reader is loaded only when it is needed: spreadsheets and cards bring large libraries.
    if kind == "sheet":
        from assoc_desktop.exchange.sheets import read_sheet

        return read_sheet(path, sheet=sheet, progress=progress)
    if kind == "cards":
        from assoc_desktop.exchange.vcard import read_cards

        return read_cards(path, encoding=encoding, progress=progress)
    if kind == "page":
        from assoc_desktop.exchange.pages import read_page

        return read_page(path, encoding=encoding)
    from assoc_desktop.exchange.csv_reader import read_csv

    return read_csv(path, encoding=encoding, delimiter=delimiter, progress=progress)


def _kind_name(kind: str) -> str:
    return {
        "csv": _("plain text (CSV)"),
        "sheet": _("a spreadsheet"),
        "page": _("a web page"),
        "cards": _("address cards (vCard)"),
    }[kind]
