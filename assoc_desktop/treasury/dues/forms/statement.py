"""The statement of account, looked at before it is printed or saved."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.members.records import Member
from assoc_desktop.treasury.dues.documents.account import account_statement
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.pdf_preview import PreviewPage


def statement_page(desk: Desk, member_id: int) -> Page:
    """The page with the statement of account of a member."""
    title = _("Statement of account of {name}").format(name=Member.get_by_id(member_id).full_name)
    content = account_statement(member_id, today=desk.today())
    return PreviewPage(title, content, f"{title.replace('/', '-')}.pdf", folder=desk.path.parent)
