"""The signed text in a card's QR code, made and checked without any network.

A code reads `ASSOC1 0412 2026 1 20261231 7K2QF9XWB4PC`: member number, season, which copy of the card, last day of
validity (`-` for none) and a signature: the first 60 bits of an HMAC-SHA256 (RFC 2104) over the text before it with the association's own
32-byte key, in Crockford's base 32. Somebody who does not have the association's file cannot make a valid one.

A scanner types like a keyboard. When its layout is not the computer's (AZERTY, QWERTZ, Caps Lock), the same keys
give other characters. `read` tries the usual mix-ups: only the right one has a signature that fits.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_MARK = "ASSOC1"
_FOREVER = "-"
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SIGNATURE_LENGTH = 12
# Letters that a person takes for digits when typing the signature from the card (Crockford).
_LOOK_ALIKE = str.maketrans("OIL", "011")

# The keys of a keyboard, row by row, as each layout labels them: without and with shift. ISO/IEC 9995.
_US = ("1234567890-=QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,./", '!@#$%^&*()_+qwertyuiop{}asdfghjkl:"zxcvbnm<>?')
_LAYOUTS = (
    # French AZERTY
    ("&é\"'(-è_çà)=AZERTYUIOP^$QSDFGHJKLMùWXCVBN,;:!", "1234567890°+azertyuiop¨£qsdfghjklm%wxcvbn?./§"),
    # Belgian AZERTY
    ("&é\"'(§è!çà)-AZERTYUIOP^$QSDFGHJKLMùWXCVBN,;:=", "1234567890°_azertyuiop¨*qsdfghjklm%wxcvbn?./+"),
    # German QWERTZ
    ("1234567890ß´QWERTZUIOPÜ+ASDFGHJKLÖÄYXCVBNM,.-", '!"§$%&/()=?`qwertzuiopü*asdfghjklöäyxcvbnm;:_'),
    # Swiss QWERTZ
    ("1234567890'^QWERTZUIOPè¨ASDFGHJKLéàYXCVBNM,.-", '+"*ç%&/()=?`qwertzuiopü!asdfghjklöäyxcvbnm;:_'),
)


@dataclass(frozen=True, slots=True)
class CardClaim:
    """What a genuine card says. Whether it is still valid is for the caller to judge, who knows the day."""

    number: str
    season: str
    valid_until: datetime.date | None
    copy: int = 1


def sign(claim: CardClaim, key: bytes) -> str:
    """The text for the QR code of a card: capital letters, digits, spaces and `-./` only.

    Args:
        key: the association's 32-byte card key.
    """
    day = claim.valid_until.strftime("%Y%m%d") if claim.valid_until else _FOREVER
    body = f"{_MARK} {_written(claim.number)} {_written(claim.season)} {claim.copy} {day}"
    return f"{body} {_signature(body, key)}"


def _signature(body: str, key: bytes) -> str:
    digest = hmac.digest(key, body.encode("ascii"), hashlib.sha256)
    bits = int.from_bytes(digest[:8]) >> 4
    return "".join(_BASE32[bits >> 5 * place & 31] for place in reversed(range(_SIGNATURE_LENGTH)))


def read(text: str, key: bytes) -> CardClaim:
    """What a scanned or typed code says, when it is genuine.

    Raises:
        Refused: it is no code of a card, or its signature does not fit.
    """
    looks_like_a_code = False
    for attempt in _attempts(text):
        parts = attempt.split()
        if len(parts) != 6 or parts[0] != _MARK:
            continue
        looks_like_a_code = True
        body = " ".join(parts[:5])
        if _is_signed(body, parts[5], key):
            return _claim(*parts[1:5])
    if looks_like_a_code:
        raise Refused(
            _("This card is not genuine, or it comes from another association: its signature does not fit.")
        )
    raise Refused(_("This is not the code of a membership card. Scan it again, or type the member number."))


def _is_signed(body: str, signature: str, key: bytes) -> bool:
    if not body.isascii() or not signature.isascii():
        return False
    return hmac.compare_digest(_signature(body, key), signature.translate(_LOOK_ALIKE))


def _claim(number: str, season: str, copy: str, day: str) -> CardClaim:
    until = None if day == _FOREVER else datetime.datetime.strptime(day, "%Y%m%d").date()
    return CardClaim(_read_back(number), _read_back(season), until, int(copy))


def looks_like_code(text: str) -> bool:
    """Whether a scanned text is meant as a code of ours, whatever the keyboard did to it."""
    return any(attempt.split()[:1] == [_MARK] for attempt in _attempts(text))


def _attempts(text: str) -> Iterator[str]:
    """The text as it is and as the usual keyboard mix-ups would have made it, in capitals."""
    plain = " ".join(text.split())[:2000]
    yield plain.upper()
    for table in _tables():
        yield plain.translate(table).upper()


@cache
def _tables() -> tuple[dict[int, str], ...]:
    """Character that arrived → character that was meant, for each mix-up of layouts."""
    tables = []
    for layout in _LAYOUTS:
        for seen, meant in ((layout, _US), (_US, layout)):
            tables.append(_exact(seen, meant))
            tables.append(_without_shift(seen, meant))
    return tuple(tables)


def _exact(seen: tuple[str, str], meant: tuple[str, str]) -> dict[int, str]:
    """The same key with the same shift state."""
    return {ord(sign): wanted for row, row_meant in zip(seen, meant, strict=True)
            for sign, wanted in zip(row, row_meant, strict=True)}  # fmt: skip


def _without_shift(seen: tuple[str, str], meant: tuple[str, str]) -> dict[int, str]:
    """The same key, when Caps Lock or the scanner lost the shift state: its digit, else its first character."""
    wanted = [_code_sign(plain, shifted) for plain, shifted in zip(*meant, strict=True)]
    return {ord(sign): sign_meant for row in seen for sign, sign_meant in zip(row, wanted, strict=True)}


def _code_sign(plain: str, shifted: str) -> str:
    return shifted if shifted.isdigit() else plain


# How a number or a season is written with capital letters, digits and `-` alone: `/` turns between capital and
# small letters, any other character is its hexadecimal code point between dots. Nothing is lost.
_DIRECT = re.compile(r"[A-Z0-9-]")
_TOKEN = re.compile(r"/|\.([0-9A-F]{1,6})\.|[A-Z0-9-]")
_EMPTY = ".."


def _written(text: str) -> str:
    if not text:
        return _EMPTY
    result, small = [], False
    for sign in text:
        if "a" <= sign <= "z" or "A" <= sign <= "Z":
            if sign.islower() != small:
                small = not small
                result.append("/")
            result.append(sign.upper())
        elif _DIRECT.fullmatch(sign):
            result.append(sign)
        else:
            result.append(f".{ord(sign):X}.")
    return "".join(result)


def _read_back(written: str) -> str:
    if written == _EMPTY:
        return ""
    result, small = [], False
    for token in _TOKEN.finditer(written):
        if token[0] == "/":
            small = not small
        elif token[1]:
            result.append(chr(int(token[1], 16)))
        else:
            result.append(token[0].lower() if small else token[0])
    return "".join(result)
