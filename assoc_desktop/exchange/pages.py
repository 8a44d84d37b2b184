"""The table of a web page: some programs save HTML and name it .xls."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from assoc_desktop.exchange.encodings import detect_encoding
from assoc_desktop.exchange.tables import MAX_CELL, MAX_COLUMNS, Cell, Intake, Table, table_of, too_wide


def read_page(path: Path, *, encoding: str | None = None) -> Table:
    """Read the largest table of a web page; scripts and links in it are never followed.

    Raises:
        Refused: there is no table, or it is larger than a list can be.
    """
    name, errors = (encoding, "replace") if encoding else detect_encoding(path)
    reader = _Tables()
    with path.open(encoding=name, errors=errors) as file:
        while piece := file.read(1 << 16):
            reader.feed(piece)
    reader.close()
    largest = max(reader.tables, key=len, default=[])
    intake = Intake()
    for line, cells in enumerate(largest, 1):
        intake.add(line, cells)
    table = table_of(intake.rows, kind="page")
    table.encoding = name
    return table


class _Tables(HTMLParser):
    """Collects the cells of all tables; a table inside a cell counts as a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self._open: list[list[list[Cell]]] = []
        self._cell: list[str] | None = None
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "table":
            self._open.append([])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._cell, self._size = [], 0
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._cell is not None and self._size < MAX_CELL:
            self._cell.append(data[:MAX_CELL])
            self._size += len(data)

    def close(self) -> None:
        super().close()
        self._end_cell()
        while self._open:
            self.tables.append(self._open.pop())

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n")).strip()
        self._cell = None
        if not self._open[-1]:
            self._open[-1].append([])
        row = self._open[-1][-1]
        row.append(text)
        if len(row) > MAX_COLUMNS:
            raise too_wide(len(self._open[-1]), len(row))
