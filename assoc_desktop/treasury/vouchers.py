"""Scanned vouchers: kept in the file under the SHA-256 of their bytes, small, and readable without the original."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.pictures import LARGEST_FILE, PHOTO_TYPE, scan_of
from assoc_desktop.treasury.records import Entry, Voucher

PDF_TYPE = "application/pdf"
#: The largest PDF that is kept, in bytes; what is photographed is made small.
LARGEST_PDF = 5_000_000
#: So many scans belong to one entry at most, and so many pages to one PDF.
MOST_SCANS, MOST_PAGES = 20, 100
_LONGEST_NAME = 120
#: A PDF may have some bytes before its mark (ISO 32000-1, annex H.3.4.1).
_MARK, _MARK_WITHIN = b"%PDF-", 1024


@dataclass(frozen=True)
class Scan:
    """A scan as it is kept: its name, kind and bytes."""

    name: str
    media_type: str
    content: bytes

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF, else a picture."""
        return self.media_type == PDF_TYPE


def read_scan(path: Path) -> Scan:
    """The scan in a file, checked and made small; a PDF stays what it is.

    Raises:
        Refused: the file cannot be read, is too large, or is neither a PDF nor a picture.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(
                _("The file {name} is too large for a voucher. Scan it again in black and white.").format(
                    name=path.name
                )
            )
        content = path.read_bytes()
    except OSError as error:
        raise Refused(_("The file {name} cannot be read.").format(name=path.name)) from error
    return scan_from(path.name, content)


def scan_from(name: str, content: bytes) -> Scan:
    """The scan of some bytes, checked and made small; a PDF stays what it is.

    Args:
        name: of the file it was.

    Raises:
        Refused: see `read_scan`.
    """
    name = storable(name)[-_LONGEST_NAME:]
    if _MARK in content[:_MARK_WITHIN]:
        _check_pdf(name, content)
        return Scan(name, PDF_TYPE, content)
    try:
        return Scan(name, PHOTO_TYPE, scan_of(content))
    except Refused as refusal:
        raise Refused(
            _("{name} cannot be kept as a voucher. {reason}").format(name=name, reason=refusal)
        ) from refusal


def _check_pdf(name: str, content: bytes) -> None:
    import pypdfium2

    if len(content) > LARGEST_PDF:
        raise Refused(
            _(
                "The PDF {name} is larger than {most} MB. Save it smaller, or take a photo of the paper."
            ).format(name=name, most=LARGEST_PDF // 1_000_000)
        )
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(
            _("The PDF {name} cannot be opened: it is damaged or has a password.").format(name=name)
        ) from error
    pages = len(document)
    document.close()
    if not 1 <= pages <= MOST_PAGES:
        raise Refused(
            _("The PDF {name} has {pages} pages. A voucher has from 1 to {most}.").format(
                name=name, pages=pages, most=MOST_PAGES
            )
        )


def add_voucher(entry_id: int, scan: Scan) -> Voucher:
    """Keep a scan with an entry.

    Raises:
        Refused: the entry has as many as it may, or this very scan already.
    """
    entry = Entry.get_by_id(entry_id)
    kept = vouchers_of(entry_id)
    if len(kept) >= MOST_SCANS:
        raise Refused(
            _("Entry {number} has {count} vouchers already. Put the pages into one PDF.").format(
                number=entry.number, count=len(kept)
            )
        )
    with operation(
        N_("Add a voucher to entry {number} of {year}"), number=entry.number, year=str(entry.year)
    ):
        digest = attachment.add(scan.content, scan.media_type)
        if any(voucher.scan_id == digest for voucher in kept):
            raise Refused(_("This scan is kept with entry {number} already.").format(number=entry.number))
        return Voucher.create(entry=entry, scan=digest, name=scan.name)


def remove_voucher(voucher_id: int) -> None:
    """Take a scan off its entry: it was the wrong one."""
    voucher = Voucher.get_by_id(voucher_id)
    entry = voucher.entry
    with operation(
        N_("Take a voucher off entry {number} of {year}"), number=entry.number, year=str(entry.year)
    ):
        voucher.delete_instance()


def vouchers_of(entry_id: int) -> list[Voucher]:
    """The scans of an entry, in the order in which they were added."""
    return list(Voucher.select().where(Voucher.entry == entry_id).order_by(Voucher.id))


def read_voucher(voucher_id: int) -> Scan:
    """A scan as it is kept."""
    voucher = Voucher.get_by_id(voucher_id)
    return Scan(voucher.name, voucher.scan.media_type, bytes(voucher.scan.content))
