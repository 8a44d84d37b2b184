"""Which encoding a text file is in: UTF-8, UTF-16, Windows (cp1252) or Mac Roman.

UTF-8 proves itself, UTF-16 carries a mark. Between the two one-byte encodings the words decide: each run of
accented letters is read both ways, and the reading that looks more like a European language wins.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_CHUNK = 1 << 20
_SAMPLE_RUNS = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUN = re.compile(rb"[A-Za-z' ]?[\x80-\xff]+[A-Za-z' ]?")
_FRENCH = "éèàçêôîïûùâëœÉÈÀÇÊÔÎÏÛÙÂËŒ’«»…°€–\u00a0"
_EUROPEAN = "äöüßñóáíúãõåøæìòÿýšžÄÖÜÑÓÁÍÚÃÕÅØÆÌÒŸÝŠŽ"

#: Name of the decoding error handler that reads the odd byte of a UTF-8 file as Windows text.
MIXED = "windows-bytes"


def detect_encoding(path: Path) -> tuple[str, str]:
    """The encoding of a text file and the error handler to open it with.

    Raises:
        Refused: the file holds nul bytes, so it is not a text.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, "replace" if name == "utf-16" else MIXED
    _refuse_nul_bytes(path)
    good, bad = _count_utf8(path)
    if not bad:
        return "utf-8", "strict"
    if bad * 10 <= good:
        return "utf-8", MIXED
    return _one_byte_encoding(path), "replace"


def _refuse_nul_bytes(path: Path) -> None:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                raise Refused(
                    _(
                        "“{file}” is not a text: it holds nul bytes. Open it in the program it comes from and "
                        "save it as CSV, Excel or OpenDocument."
                    ).format(file=path.name)
                )


def _count_utf8(path: Path) -> tuple[int, int]:
    """How many signs beyond ASCII the file has in UTF-8, and how many bytes that are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            text = decoder.decode(chunk, final=not chunk)
            if not text.isascii():
                wrong = len(re.findall("[\udc80-\udcff]", text))
                good += len(re.findall(r"[^\x00-\x7f]", text)) - wrong
                bad += wrong
            if not chunk:
                return good, bad


def _one_byte_encoding(path: Path) -> str:
    windows = mac = runs = 0
    with path.open("rb") as file:
        while runs < _SAMPLE_RUNS and (chunk := file.read(_CHUNK)):
            for run in _RUN.findall(chunk):
                runs += 1
                windows += _likeness(run.decode("cp1252", "replace"))
                mac += _likeness(run.decode("mac_roman"))
    return "mac_roman" if mac > windows else "cp1252"


def _likeness(run: str) -> int:
    """How much a run of letters looks like a piece of a French, else a European word."""
    score = 0
    for before, sign, after in zip(" " + run, run, run[1:] + " ", strict=False):
        if sign.isascii():
            continue
        score += 3 if sign in _FRENCH else 2 if sign in _EUROPEAN else -2
        if not sign.isalpha():
            # A sign between two letters is a wrongly read letter, the typographic apostrophe apart.
            score -= 4 if before.isalpha() and after.isalpha() and sign != "’" else 0
        elif (sign.isupper() and before.islower()) or (
            sign.islower() and before.isupper() and after.isupper()
        ):
            score -= 4
    return score


def _windows_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # nothing is written with this handler
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _windows_bytes)
