"""The slip of a refund, looked at before it is printed and signed."""

from __future__ import annotations

from assoc_desktop.association.rules import head_of
from assoc_desktop.language import _
from assoc_desktop.treasury.desk.documents.refund import refund_slip
from assoc_desktop.treasury.desk.refunds import read_refund
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage


def refund_page(desk: Desk, entry_id: int) -> Page:
    """The page with the slip of a refund."""
    refund = read_refund(entry_id)
    title = _("Refund slip {number} of {year}").format(number=refund.number, year=refund.year)
    content = refund_slip(refund, head_of(desk.conventions.language))
    return PreviewPage(title, content, f"{title.replace('/', '-')}.pdf", folder=desk.path.parent)
