"""Scans of vouchers: kept small, a PDF as it is, hostile files refused in words."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image

from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury import vouchers
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.records import Voucher
from assoc_desktop.treasury.vouchers import (
    PDF_TYPE,
    add_voucher,
    read_scan,
    read_voucher,
    remove_voucher,
    scan_from,
    vouchers_of,
)
from tests.treasury.conftest import TODAY


def picture(kind="JPEG", size=(3000, 1000)):
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, kind, exif=b"" if kind == "PNG" else b"Exif\0\0secret place")
    return file.getvalue()


def pdf(pages=1):
    import pypdfium2

    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _page in range(pages):
        document.new_page(200, 200)
    document.save(file)
    return file.getvalue()


@pytest.fixture
def entry(books):
    """An entry that wants a voucher."""
    data = CashData("expense", TODAY, books.cash.id, books.rent.id, 40, text="Rent")
    return record_entry(data, today=TODAY).id


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_made_small_and_bare(kind):
    scan = scan_from("bill.jpg", picture(kind))
    kept = Image.open(io.BytesIO(scan.content))
    assert (kept.size, kept.format, scan.is_pdf) == ((2000, 667), "JPEG", False)
    assert b"secret" not in scan.content


def test_a_pdf_stays_what_it_is():
    content = b"\n\n" + pdf()
    scan = scan_from("bill.pdf", content)
    assert (scan.content, scan.media_type, scan.is_pdf) == (content, PDF_TYPE, True)


HOSTILE = {
    "no picture": (b"MZ\x90program", "cannot be kept as a voucher"),
    "nothing": (b"", "cannot be kept as a voucher"),
    "web page": (b"<script>alert(1)</script>", "cannot be kept as a voucher"),
    "half a picture": (picture()[:300], "cannot be kept as a voucher"),
    "broken pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 9, "damaged or has a password"),
    "huge pdf": (b"%PDF-1.7" + b"0" * vouchers.LARGEST_PDF, "larger than 5 MB"),
    "endless pdf": (pdf(101), "101 pages"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_words(name):
    content, words = HOSTILE[name]
    with pytest.raises(Refused, match=words):
        scan_from(f"{name}.pdf", content)


def test_files_are_read_from_the_disk(tmp_path, monkeypatch):
    path = tmp_path / "bill.jpg"
    path.write_bytes(picture(size=(10, 10)))
    assert read_scan(path).name == "bill.jpg"
    with pytest.raises(Refused, match="cannot be read"):
        read_scan(tmp_path / "none.jpg")
    monkeypatch.setattr(vouchers, "LARGEST_FILE", 10)
    with pytest.raises(Refused, match="too large for a voucher"):
        read_scan(path)


def test_a_voucher_is_kept_once_under_its_hash_and_taken_off_again(entry):
    scan = scan_from("x" * 200 + "bill.pdf", pdf())
    kept = add_voucher(entry, scan)
    assert attachment.read(kept.scan_id) == scan.content
    assert (read_voucher(kept.id).content, len(kept.name), kept.name[-4:]) == (scan.content, 120, ".pdf")
    with pytest.raises(Refused, match="kept with entry 1 already"):
        add_voucher(entry, scan)
    remove_voucher(kept.id)
    assert vouchers_of(entry) == []
    undo(last_undoable().id)
    assert vouchers_of(entry) == [kept]


def test_an_entry_has_so_many_vouchers_at_most(entry, monkeypatch):
    monkeypatch.setattr(vouchers, "MOST_SCANS", 1)
    add_voucher(entry, scan_from("a.pdf", pdf(1)))
    with pytest.raises(Refused, match="has 1 vouchers already"):
        add_voucher(entry, scan_from("b.pdf", pdf(2)))


def test_a_full_disk_leaves_no_half_voucher(entry, books):
    from assoc_desktop.storage.database import database

    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refused, match="disk is full"):
        add_voucher(entry, vouchers.Scan("a.pdf", PDF_TYPE, os.urandom(500_000)))
    database.execute_sql("PRAGMA max_page_count = 1000000000")
    assert not Voucher.select().exists()
