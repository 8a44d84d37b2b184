"""QR codes by the ten thousand.

With version, error level and mask fixed, every step from the message bits to the modules is affine over GF(2):
bit placement, Reed-Solomon parity and the mask are all exclusive-ors (ISO/IEC 18004). So a symbol is one base
symbol, exclusive-or one difference per message byte. segno makes the base and the differences once; after that a
symbol costs a few microseconds and is, bit for bit, the one segno would make.
"""

from __future__ import annotations

import operator
from functools import cache, lru_cache
from typing import Any

#: White modules that a reader needs around a symbol (ISO/IEC 18004, 6.3.8).
QUIET = 4

#: Masks that all readers tried read; OpenCV does not read mask 3 everywhere.
MASK = 4
_LEVEL = "m"
# Bytes that fit in a symbol of level M, byte mode, by version 1 to 10 (ISO/IEC 18004, table 7).
_CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)


def room_for(length: int) -> int:
    """The length to which a message is padded with spaces: all that its symbol can hold; 0 beyond version 10.

    Messages of almost any length then share one symbol size, and with it the tables of differences.
    """
    return next((capacity for capacity in _CAPACITY if length <= capacity), 0)


class Symbols:
    """All symbols for messages of one length.

    Attributes:
        length: bytes in a message.
        size: modules on a side.
    """

    def __init__(self, length: int) -> None:
        if length not in _CAPACITY:
            raise ValueError(f"messages are padded to one of {_CAPACITY}, not {length}")
        self.length = length
        self.version = _CAPACITY.index(length) + 1
        self.size = 17 + 4 * self.version
        self._row_bytes = (self.size + 7) // 8
        self._base = self._by_segno(bytes(length))
        self._differences = [self._of_place(place) for place in range(length)]
        self._paths = [
            _Paths(place, self._row_bytes, self.size) for place in range(self.size * self._row_bytes)
        ]

    def _by_segno(self, message: bytes) -> int:
        """The symbol as one integer: rows from the top, each filled up to whole bytes on its right."""
        import segno

        made = segno.make(
            message,
            version=self.version,
            error=_LEVEL,
            mask=MASK,
            mode="byte",
            boost_error=False,
            micro=False,
        )
        packed = b"".join(_pack(row, self._row_bytes) for row in made.matrix)
        return int.from_bytes(packed)

    def _of_place(self, place: int) -> list[int]:
        """Byte value at that place → its difference: eight from segno, the other 247 by exclusive-or."""
        differences = [0] * 256
        for bit in range(8):
            message = bytearray(self.length)
            message[place] = 1 << bit
            single = self._by_segno(bytes(message)) ^ self._base
            for lower in range(1 << bit):
                differences[1 << bit | lower] = differences[lower] ^ single
        return differences

    def modules(self, message: bytes) -> bytes:
        """The symbol of a message of `length` bytes: `size` rows of whole bytes, dark modules 1, left bit first."""
        symbol = self._base
        for value in map(operator.getitem, self._differences, message):
            symbol ^= value
        return symbol.to_bytes(self.size * self._row_bytes)

    def path(self, message: bytes) -> str:
        """PDF path of the dark modules, not yet painted: one unit a module, the origin at the lower left."""
        return "".join(map(operator.getitem, self._paths, self.modules(message)))


def _matrix(message: bytes, version: int | None) -> Any:
    """Rows of modules as segno makes them, with level and mask of all our symbols."""
    import segno

    return segno.make(
        message, version=version, error=_LEVEL, mask=MASK, mode="byte", boost_error=False, micro=False
    ).matrix


def _pack(row: Any, row_bytes: int) -> bytes:
    bits = int("".join("1" if module else "0" for module in row), 2)
    return (bits << (row_bytes * 8 - len(row))).to_bytes(row_bytes)


class _Paths(dict[int, str]):
    """Byte value → rectangles of its runs of dark modules, for one byte of a symbol; made as they are met."""

    def __init__(self, place: int, row_bytes: int, size: int) -> None:
        super().__init__()
        self._left = place % row_bytes * 8
        self._y = size - 1 - place // row_bytes

    def __missing__(self, value: int) -> str:
        made = self[value] = "".join(f"{self._left + x} {self._y} {w} 1 re " for x, w in _runs(value))
        return made


@cache
def _runs(value: int) -> list[tuple[int, int]]:
    """(first bit from the left, length) of each run of ones in a byte."""
    bits = f"{value:08b}"
    starts = [at for at in range(8) if bits[at] == "1" and (at == 0 or bits[at - 1] == "0")]
    return [(at, len(bits[at:]) - len(bits[at:].lstrip("1"))) for at in starts]


@lru_cache(maxsize=4)
def symbols(length: int) -> Symbols:
    """The symbols for messages of one padded length; building them takes a tenth of a second, once."""
    return Symbols(length)


def path(text: str) -> tuple[int, str]:
    """Modules on a side, and the PDF path, of the symbol that holds a text (ASCII, padded with spaces).

    Raises:
        ValueError: the text is longer than any QR code can hold (2,331 characters).
    """
    message = text.encode("ascii")
    room = room_for(len(message))
    if not room:
        return _rare_path(message)
    made = symbols(room)
    return made.size, made.path(message.ljust(room))


def _rare_path(message: bytes) -> tuple[int, str]:
    """A very long message: tables for its size would take longer to make than they save."""
    rows = _matrix(message, None)
    size = len(rows)
    places = ((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return size, "".join(f"{x} {size - 1 - y} 1 1 re " for x, y in places)
