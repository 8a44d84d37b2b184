"""What a figure is: lines with numbers, of which each leads to its members."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assoc_desktop.language import ngettext, whole_number

#: What members have in a dimension: an id, a word, the lower end of a band.
Keys = tuple[int | str, ...]


@dataclass(frozen=True)
class Line:
    """One line of a figure.

    Attributes:
        keys: what the members of the line have in the figure's dimension.
        count: how many members.
        before: how many a season earlier; None when there is nothing to compare with.
        aside: not one of the groups, but what is not known, or the rest.
        rest: several small groups gathered in one.
    """

    keys: Keys
    name: str
    count: int
    before: int | None = None
    aside: bool = False
    rest: bool = False

    @property
    def difference(self) -> int | None:
        """How many more than a season earlier."""
        return None if self.before is None else self.count - self.before


@dataclass(frozen=True)
class Figure:
    """Members by one dimension.

    Attributes:
        definition: in words, what is counted.
        total: of all lines; every member counted is in one line and in one only.
    """

    key: str
    title: str
    definition: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """The line below all lines."""
        before = [line.before for line in self.lines if line.before is not None]
        return Line(
            tuple(key for line in self.lines for key in line.keys),
            "",
            sum(line.count for line in self.lines),
            sum(before) if before else None,
        )


def share(part: int, whole: int) -> float | None:
    """Per cent; None of nothing."""
    return None if not whole else 100 * part / whole


def shortened(figure: Figure, most: int) -> Figure:
    """The figure with its greatest lines, and all others together in one; a figure that is short enough as it is."""
    plain = [line for line in figure.lines if not line.aside]
    if len(plain) <= most:
        return figure
    rest = plain[most - 1 :]
    before = [line.before for line in rest if line.before is not None]
    name = ngettext("{n} other", "{n} others", len(rest)).format(n=whole_number(len(rest)))
    others = Line(
        tuple(key for line in rest for key in line.keys),
        name,
        sum(line.count for line in rest),
        sum(before) if before else None,
        aside=True,
        rest=True,
    )
    asides = [line for line in figure.lines if line.aside]
    return replace(figure, lines=(*plain[: most - 1], others, *asides))
