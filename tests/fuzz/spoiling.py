"""Good member lists and statements in every format, and ways to spoil them."""

from __future__ import annotations

import io
import random
import zipfile

import openpyxl

from tests.exchange.statements import samples

_ROWS = [
    ["Nom", "Prénom", "Né le", "Ville", "Cotisation", "Courriel"],
    ["N'Diaye", "Aïssatou", "31/12/1985", "Yaoundé", "5000", "a@example.org"],
    ["Ŋkwɛn", "Jean-Paul; dit « JP »", "1.2.1970", 'Douala "Akwa"', "5 000", ""],
    ["Smith", "Mary\nAnn", "1990-05-04", "Buea", "5,000.00", "m@example.org"],
]
_NASTY = [
    b"\0", b'"', b"\r", b"\n", b"\xff\xfe", b"\xef\xbb\xbf", b"=cmd|' /C calc'!A0", b";" * 2000, b"9" * 400,
    b"\xed\xa0\x80", b"BEGIN:VCARD\r\n", b"<!ENTITY a 'b'>", b"<row r='99999999'/>", b"&#0;", b"PK\x03\x04", b"\x1a",
    b"r='XFD1048576'", b"2024-13-45", b"1e999", b"NaN", b"t='s'><v>-1</v>", b":61:", b":62F:C260101EUR", b"<STMTTRN>", b"</OFX>", b"<Ntry>", b"</Stmt>",
]  # fmt: skip
#: File name → a statement, each read as one.
STATEMENTS = {
    "statement.sta": samples.MT940, "statement.ofx": samples.OFX1, "statement.qfx": samples.OFX2,
    "statement.xml": samples.camt(), "bank.txt": samples.CSV_BANK, "momo.txt": samples.CSV_MOMO, "mpesa.txt": samples.CSV_MPESA,
}  # fmt: skip
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def seeds() -> list[tuple[str, bytes]]:
    """File name → content of lists and statements that can be read."""
    lines = "\r\n".join(";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in _ROWS)
    return [
        ("list.csv", lines.encode("utf-8-sig")),
        ("excel.csv", lines.replace("Ŋ", "N").replace("ɛ", "e").encode("cp1252")),
        ("wide.csv", lines.replace(";", "\t").encode("utf-16")),
        ("list.xlsx", _xlsx()),
        ("list.ods", _ods()),
        ("list.vcf", _vcard()),
        *((name, text.encode()) for name, text in STATEMENTS.items()),
    ]


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in _ROWS:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _ods() -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell.replace("<", "")}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in _ROWS
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Membres">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE.decode()}"/>'
        "</manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", _ODS_TYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def _vcard() -> bytes:
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{row[0]};{row[1].splitlines()[0]};;;\r\nFN:{row[0]}\r\n"
        f"ADR;TYPE=home:;;Rue 1;{row[3]};;;CM\r\nEMAIL:{row[5]}\r\nEND:VCARD\r\n"
        for row in _ROWS[1:]
    ).encode()


def spoil(content: bytes, chance: random.Random) -> bytes:
    """The content with one to six faults; for a ZIP, mostly inside one of its files."""
    if content[:2] == b"PK" and chance.random() < 0.7:
        return _spoil_inside(content, chance)
    return _spoil_bytes(content, chance)


def _spoil_inside(content: bytes, chance: random.Random) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as good,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        victim = chance.choice(good.namelist())
        for name in good.namelist():
            if name != victim:
                bad.writestr(name, good.read(name))
            elif chance.random() < 0.9:
                bad.writestr(name, _spoil_bytes(good.read(name), chance))
    return file.getvalue()


def _spoil_bytes(content: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _fault in range(chance.randint(1, 6)):
        at = chance.randrange(len(spoiled) + 1)
        length = min(chance.choice((1, 1, 2, 8, 64, 512)), len(spoiled) - at)
        way = chance.randrange(5)
        if way == 0 and at < len(spoiled):
            spoiled[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            del spoiled[at : at + length]
        elif way == 2:
            spoiled[at:at] = chance.choice(_NASTY)
        elif way == 3:
            spoiled[at:at] = spoiled[at : at + length] * chance.choice((1, 2, 50))
        elif way == 4 and chance.random() < 0.2:
            del spoiled[at:]
    return bytes(spoiled)
