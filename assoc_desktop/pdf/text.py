"""One gate for everything that people typed, on its way to paper.

Text goes through `clean` (no control characters, no markup, one form of each letter), `shaped` (joined Arabic,
a visible box for a character the fonts lack), is broken into lines in reading order, and only then put into
the order in which it is drawn. `fit` finds the size at which a text is complete in its place; it never cuts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assoc_desktop.pdf import fonts

#: Distance between two baselines, in parts of the font size.
LEADING = 1.18

# Letters that need no work at all and that both fonts have: ASCII and the Latin letters of Europe, Africa, Vietnam.
_PLAIN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u024f\u1e00-\u1ef9\u2013\u2014\u2018-\u201d\u2022\u2026]*")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Tabs and the spaces of other widths become a plain space; the two that forbid a line break keep that.
_SPACES = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_NO_BREAK = re.compile("[\u2007\u202f]")
# Controls, bidirectional overrides, soft hyphens, joiners of emoji, variation selectors and tags: nothing to see.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_ZERO_WIDTH = re.compile(f"[{_JOINERS}]")


def clean(text: str, *, keep_lines: bool = False) -> str:
    """The text without anything invisible or harmful: what a person would say is written there.

    Control characters, nul and direction overrides go; a lone surrogate becomes the replacement box; the narrow
    no-break space U+202F becomes U+00A0; letters with separate accents become one letter (NFC).

    Args:
        keep_lines: keep line breaks (all kinds become `\\n`); otherwise they become spaces.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _SURROGATES.sub(fonts.REPLACEMENT, text)
    text = _LINE_BREAKS.sub("\n" if keep_lines else " ", text)
    text = _NO_BREAK.sub("\u00a0", _SPACES.sub(" ", text))
    kept = _keep_joiners(text) if _RIGHT_TO_LEFT.search(text) else text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", kept)).replace("\ue000", "\u200c")


def _keep_joiners(text: str) -> str:
    """Hide the non-joiner of Persian from the removal of invisible characters: it changes the shape of letters."""
    return text.replace("\ue000", fonts.REPLACEMENT).replace("\u200c", "\ue000")


def shaped(text: str) -> str:
    """Clean text in reading order with Arabic letters joined and a box for what the fonts do not have."""
    if _PLAIN.fullmatch(text):
        return text
    if _RIGHT_TO_LEFT.search(text):
        # First the plain form of ligatures the fonts lack, so that their letters are joined too.
        text = _ZERO_WIDTH.sub("", _reshaper().reshape(_with_boxes(text, _JOINERS)))
    return _with_boxes(text)


def _with_boxes(text: str, kept: str = "") -> str:
    """The text with a plain form, or a box, in the place of what the fonts lack."""
    known = fonts.coverage()
    if all(ord(sign) in known or sign == "\n" or sign in kept for sign in text):
        return text
    return "".join(sign if sign in kept else _shown(sign) for sign in text)


def _shown(sign: str) -> str:
    """A character as the fonts can show it: itself, its plain form, or the replacement box."""
    known = fonts.coverage()
    if ord(sign) in known or sign == "\n":
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    if plain and all(ord(part) in known for part in plain):
        return plain
    return fonts.REPLACEMENT


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # Vowel signs are part of a name. The ligature of the word Allah is not in the fonts.
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script written from right to left."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def drawn(line: str, *, right_to_left: bool = False) -> str:
    """One shaped line in the order in which its characters are drawn, left to right.

    Vowel signs then come before their letters, and that is right: in our fonts they reach forward, over the letter
    that follows.
    """
    if not _RIGHT_TO_LEFT.search(line):
        return line
    from bidi.algorithm import get_display

    ordered: str = get_display(line, base_dir="R" if right_to_left else "L")
    return ordered


def units(text: str) -> Iterator[str]:
    """The text in pieces that must not be torn apart: a letter with its combining marks."""
    piece = ""
    for sign in text:
        if piece and not unicodedata.combining(sign):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


_widths: dict[str, dict[str, float]] = {fonts.REGULAR: {}, fonts.BOLD: {}}
_CACHED_WORDS = 50_000


def width(text: str, *, bold: bool = False) -> float:
    """Width of shaped text, in parts of the font size. Words are measured once and remembered."""
    name = fonts.BOLD if bold else fonts.REGULAR
    known = _widths[name]
    try:
        return known[text]
    except KeyError:
        advances = fonts.advances(name)
        measured = sum(advances[ord(sign)] for sign in text) / 1000
        if len(known) >= _CACHED_WORDS:
            known.clear()
        known[text] = measured
        return measured


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that is complete in its place.

    Attributes:
        size: font size in points.
        lines: the lines in drawing order; empty for an empty text.
        right_to_left: the text is of a script written from right to left.
    """

    size: float
    lines: tuple[str, ...]
    right_to_left: bool = False

    @property
    def leading(self) -> float:
        """Distance between two baselines, in points."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """From the top of the first capital to the last baseline, in points; 0 for no lines."""
        if not self.lines:
            return 0.0
        return self.size * fonts.CAP_HEIGHT + self.leading * (len(self.lines) - 1)


def measure(text: str, *, bold: bool = False) -> float:
    """Width of a text as people typed it, in parts of the font size."""
    return width(shaped(clean(text)), bold=bold)


@lru_cache(maxsize=4096)
def fit(
    text: str,
    width_: float,
    max_size: float,
    min_size: float,
    max_lines: int = 1,
    *,
    bold: bool = False,
    height: float | None = None,
) -> Fitted:
    """Shrink a text, then wrap it, then shrink further, until it is complete in a box.

    From `max_size` down to `min_size` the fewest lines win, and lines of one text are about equally long. A text
    for which `max_lines` of `min_size` are too few shrinks on and takes as many lines as the box is high: it
    is never cut, not even inside a word that is wider than the box. Results are remembered: on cards, most texts
    come again and again.

    Args:
        text: anything a person typed; it is cleaned here.
        width_: width of the box in points.
        height: height of the box in points; by default that of `max_lines` lines of `min_size`.
    """
    ready = shaped(clean(text))
    words = [word for word in ready.split(" ") if word]
    if not words:
        return Fitted(max_size, ())
    room = height if height is not None else max(max_size, max_lines * min_size * LEADING)
    sizes = [width(word, bold=bold) for word in words]
    space = width(" ", bold=bold)
    size, lines = _largest(words, sizes, space, (width_, room, max_size, min_size, max_lines))
    if size < min_size:
        size, lines = _squeeze(words, sizes, space, (width_, room, min_size), bold)
    backwards = reads_right_to_left(ready)
    return Fitted(size, tuple(drawn(line, right_to_left=backwards) for line in lines), backwards)


def _largest(
    words: list[str], sizes: list[float], space: float, box: tuple[float, float, float, float, int]
) -> tuple[float, list[str]]:
    """The fewest lines whose size is at least the smallest wanted; words stay whole."""
    width_, room, max_size, min_size, max_lines = box
    best: tuple[float, list[str]] = (0.0, [])
    for count in range(1, min(max_lines, len(words)) + 1):
        longest = _narrowest(sizes, space, count)
        size = min(
            max_size,
            room / (LEADING * (count - 1) + 1),
            _round_down(width_ / longest) if longest else max_size,
        )
        if size > best[0]:
            best = (size, _wrap_words(words, sizes, space, longest))
        if best[0] >= min_size:
            break
    return best


def _round_down(size: float) -> float:
    """A size in twentieths of a point, so that rounding never makes a line too wide."""
    return int(size * 20) / 20


def _narrowest(sizes: list[float], space: float, count: int) -> float:
    """The smallest width into which the words go in `count` lines."""
    total = sum(sizes) + space * (len(sizes) - 1)
    if count == 1:
        return total
    if count == 2:
        return _narrowest_pair(sizes, space, total)
    low, high = max(sizes), total
    while high - low > 0.01:
        middle = (low + high) / 2
        if _lines_needed(sizes, space, middle) <= count:
            high = middle
        else:
            low = middle
    return high


def _narrowest_pair(sizes: list[float], space: float, total: float) -> float:
    best, first = total, -space
    for size in sizes[:-1]:
        first += size + space
        best = min(best, max(first, total - first - space))
    return best


def _lines_needed(sizes: list[float], space: float, limit: float) -> int:
    lines, used = 1, -space
    for size in sizes:
        if used + space + size > limit + 1e-6 and used >= 0:
            lines, used = lines + 1, size
        else:
            used += space + size
    return lines


def _wrap_words(words: list[str], sizes: list[float], space: float, limit: float) -> list[str]:
    """Lines of whole words, none wider than the limit (a single wider word stands alone)."""
    lines: list[str] = []
    line: list[str] = []
    used = -space
    for word, size in zip(words, sizes, strict=True):
        if line and used + space + size > limit + 1e-6:
            lines.append(" ".join(line))
            line, used = [], -space
        line.append(word)
        used += space + size
    return [*lines, " ".join(line)]


def _squeeze(
    words: list[str], sizes: list[float], space: float, box: tuple[float, float, float], bold: bool
) -> tuple[float, list[str]]:
    """The largest size below the smallest wanted at which everything is in the box, words broken where needed."""
    width_, room, min_size = box

    def lines_at(size: float) -> list[str] | None:
        lines = _break_words(words, sizes, space, width_ / size, bold)
        allowed = int((room / size - 1) / LEADING + 1e-6) + 1
        return lines if size <= room and len(lines) <= allowed else None

    low, high = 0.0, min_size
    found = lines_at(high)
    if found is not None:
        low = high
    while found is None or high - low > low * 0.02:
        middle = (low + high) / 2
        lines = lines_at(middle)
        if lines is None:
            high = middle
        else:
            low, found = middle, lines
    return low, _balanced(words, sizes, space, width_ / low, found)


def _balanced(
    words: list[str], sizes: list[float], space: float, limit: float, lines: list[str]
) -> list[str]:
    """The same number of lines, about equally long, when no word had to be broken."""
    if max(sizes) > limit or len(lines) == 1:
        return lines
    return _wrap_words(words, sizes, space, min(limit, _narrowest(sizes, space, len(lines))))


def _break_words(words: list[str], sizes: list[float], space: float, limit: float, bold: bool) -> list[str]:
    """Lines not wider than the limit; a word wider than a line goes on in the next one."""
    lines: list[str] = []
    line, used = "", 0.0
    for word, size in zip(words, sizes, strict=True):
        gap = space if line else 0.0
        if used + gap + size <= limit:
            line, used = (f"{line} {word}" if line else word), used + gap + size
            continue
        if size <= limit:
            lines.append(line)
            line, used = word, size
            continue
        if line:
            line, used = line + " ", used + gap
        for piece in units(word):
            step = width(piece, bold=bold)
            if line.strip() and used + step > limit:
                lines.append(line.rstrip(" "))
                line, used = "", 0.0
            line, used = line + piece, used + step
    return [*lines, line]


def wrap(text: str, width_: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text at one size, in drawing order; its own line breaks are kept, wide words broken.

    Args:
        width_: width of the column in points.
        size: font size in points.
    """
    ready = shaped(clean(text, keep_lines=True))
    if "\n" not in ready and width(ready, bold=bold) * size <= width_:
        return (drawn(ready, right_to_left=reads_right_to_left(ready)),) if ready else ()
    space = width(" ", bold=bold)
    lines: list[str] = []
    for paragraph in ready.split("\n"):
        words = [word for word in paragraph.split(" ") if word]
        sizes = [width(word, bold=bold) for word in words]
        backwards = reads_right_to_left(paragraph)
        broken = _break_words(words, sizes, space, width_ / size, bold)
        lines.extend(drawn(line, right_to_left=backwards) for line in broken)
    return tuple(lines)
