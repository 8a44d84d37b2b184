"""Code 128 bar codes (ISO/IEC 15417), drawn as filled rectangles."""

from __future__ import annotations

# Widths of bars and spaces, by symbol value; 103 to 105 start code sets A, B and C, 106 stops.
_WIDTHS = """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
    122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
    322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
    112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
    331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
    112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
    124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
    411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()  # noqa: SIM905  a table is read as a table
_START_B, _START_C, _TO_B, _TO_C, _STOP = 104, 105, 100, 99, 106
#: White modules that a reader needs at each end.
QUIET = 10


def can_hold(text: str) -> bool:
    """Whether a text can be written as a bar code: printable ASCII, and not empty."""
    return bool(text) and text.isascii() and text.isprintable()


def values(text: str) -> list[int]:
    """Symbol values of a text with start, check and stop; four or more digits together take half the room.

    Raises:
        ValueError: the text holds a character outside printable ASCII, or nothing.
    """
    if not can_hold(text):
        raise ValueError(f"not a text for a bar code: {text!r}")
    result: list[int] = []
    at, in_digits = 0, False
    while at < len(text):
        digits = _digits_from(text, at)
        if digits >= (2 if in_digits else 4):
            if not in_digits:
                result.append(_TO_C if result else _START_C)
            in_digits = True
            result.append(int(text[at : at + 2]))
            at += 2
            continue
        if in_digits or not result:
            result.append(_TO_B if result else _START_B)
        in_digits = False
        result.append(ord(text[at]) - 32)
        at += 1
    check = (result[0] + sum(place * value for place, value in enumerate(result))) % 103
    return [*result, check, _STOP]


def _digits_from(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end].isdigit():
        end += 1
    return end - at


def path(text: str) -> tuple[int, str]:
    """Width in modules, and the PDF path of the bars: one unit a module wide and one unit high.

    Raises:
        ValueError: see `values`.
    """
    x, parts = 0, []
    for value in values(text):
        for place, step in enumerate(_WIDTHS[value]):
            if place % 2 == 0:
                parts.append(f"{x} 0 {step} 1 re ")
            x += int(step)
    return x, "".join(parts)
