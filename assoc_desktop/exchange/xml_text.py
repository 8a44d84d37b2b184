"""Texts for files made of XML 1.0, which cannot hold every sign that a person's text may hold."""

from __future__ import annotations

import re

#: Signs that XML 1.0 cannot hold, and half characters; U+FFFE and U+FFFF are none either.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)}


def xml_text(text: str) -> str:
    """The text with what XML cannot hold replaced by the picture Unicode has for it (␀, ␛), else by �."""
    if text.isprintable():
        return text
    return _NOT_XML.sub(lambda found: _CONTROLS.get(ord(found[0]), "\ufffd"), text)
