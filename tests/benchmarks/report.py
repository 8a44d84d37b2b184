"""What a benchmark says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One target and what was measured in this run.

    Attributes:
        name: the work, with its size.
        target: the ratio or limit that is to be kept, in words.
        measured: what this run gave, in the same terms.
        ok: whether the target is kept.
    """

    name: str
    target: str
    measured: str
    ok: bool


def table(results: list[Result]) -> str:
    """The results as text, one line each, under headings."""
    rows = [("Work", "Target", "Measured", "")]
    rows += [
        (result.name, result.target, result.measured, "ok" if result.ok else "short") for result in results
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
