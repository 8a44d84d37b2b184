"""What a file really is, by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
#: Beginning of the globals of a book in the format of Excel 97 to 2003.
_BOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style")


def kind_of(path: Path) -> str:
    """The kind of list a file holds: "csv", "sheet" (any spreadsheet), "page" or "cards".

    Raises:
        Refused: it is empty, or something no list of members can be read from; the sentence says what it is.
    """
    start = _first_bytes(path)
    name = path.name
    if not start.strip():
        raise Refused(_("“{file}” is empty.").format(file=name))
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if start.startswith(_OLE):
        return _kind_of_ole(path)
    if start.startswith(b"%PDF"):
        raise Refused(
            _(
                "“{file}” is a PDF, which holds no list that can be read. Ask for the spreadsheet it was made "
                "from."
            ).format(file=name)
        )
    if start.startswith(_PICTURES):
        raise Refused(_("“{file}” is a picture, not a list.").format(file=name))
    if start.startswith(b"SQLite format 3\0"):
        raise Refused(
            _("“{file}” is a database, not a list. Export the members from its program.").format(file=name)
        )
    return _kind_of_text(start, name)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except FileNotFoundError:
        raise Refused(_("There is no file “{file}”.").format(file=path)) from None
    except IsADirectoryError:
        raise Refused(_("“{file}” is a folder, not a file.").format(file=path)) from None
    except OSError as error:
        raise unreachable(path, error) from error


def _kind_of_text(start: bytes, name: str) -> str:
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith(b"begin:vcard"):
        return "cards"
    if plain.startswith(_PAGES):
        return "page"
    if plain.startswith(b"<?xml"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" not in plain and b"<html" in plain:
            return "page"
        raise Refused(
            _(
                "“{file}” is an XML file. Open it in your spreadsheet and save it as Excel (.xlsx), "
                "OpenDocument (.ods) or CSV."
            ).format(file=name)
        )
    if plain.startswith(b"{\\rtf"):
        raise Refused(_("“{file}” is a text document, not a list.").format(file=name))
    return "csv"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            media = archive.read("mimetype")[:100] if "mimetype" in names else b""
            manifest = archive.read(_MANIFEST) if _MANIFEST in names else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        raise damaged(path) from None
    if b"encryption-data" in manifest:
        raise protected(path)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or b"opendocument.spreadsheet" in media:
        return "sheet"
    if "word/document.xml" in names or b"opendocument.text" in media:
        raise Refused(
            _(
                "“{file}” is a text document, not a list. Copy its table into a spreadsheet and save that."
            ).format(file=path.name)
        )
    raise Refused(
        _("“{file}” is an archive, not a list. Unpack it and choose the list inside.").format(file=path.name)
    )


def _kind_of_ole(path: Path) -> str:
    content = path.read_bytes()
    if _ENCRYPTED in content or _is_protected_xls(content):
        raise protected(path)
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        return "sheet"
    raise Refused(_("“{file}” is an old Office document, but not a spreadsheet.").format(file=path.name))


def protected(path: Path) -> Refused:
    """The refusal for a file that only a password opens."""
    return Refused(
        _("“{file}” is protected by a password. Open it, remove the password and save it again.").format(
            file=path.name
        )
    )


def unreachable(path: Path, error: OSError) -> Refused:
    """The refusal for a file that the system does not give."""
    return Refused(
        _("“{file}” cannot be read: {reason}").format(file=path.name, reason=error.strerror or error)
    )


def _is_protected_xls(content: bytes) -> bool:
    """Whether the record FilePass follows the beginning of the book ([MS-XLS] 2.4.117), write protection between."""
    start = content.find(_BOOK)
    if start < 0:
        return False
    after = content[start + 20 : start + 26].removeprefix(b"\x86\x00\x00\x00")
    return after.startswith(b"\x2f\x00")


def damaged(path: Path) -> Refused:
    """The refusal for a file that is cut off or broken."""
    return Refused(
        _(
            "“{file}” is damaged or not complete. Copy or download it once more, or open it in your "
            "spreadsheet and save it again."
        ).format(file=path.name)
    )
