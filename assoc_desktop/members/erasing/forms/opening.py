"""Opening the pages of erasing and of handing out: what they show is read in the background first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.erasing.forms.erase_page import ErasePage
from assoc_desktop.members.erasing.rules.disclosing import Held, held_on
from assoc_desktop.members.erasing.rules.planning import Plan, plan_erasing
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.job import Progress
from assoc_desktop.widgets.pages import Page

Show = Callable[[Page], object]


def open_erasing(desk: Desk, parent: QWidget, member_id: int, show: Show, push: Show) -> None:
    """Look through the file for a member, and show what erasing would do.

    Args:
        show: lays the page upon the list.
        push: lays the certificate upon what is there, once it is done.
    """
    today, conventions = desk.today(), desk.conventions

    def work(progress: Progress) -> Plan:
        return plan_erasing(member_id, today=today, conventions=conventions, progress=progress)

    def done(plan: Plan) -> None:
        page = ErasePage(desk, plan)
        page.preview_made.connect(push)
        show(page)

    run_in_background(work, title=_("Looking through the whole file…"), done=done, parent=parent)


def open_disclosure(desk: Desk, parent: QWidget, member_id: int, show: Show) -> None:
    """Gather everything held on a member, and show it as a paper."""
    today, language = desk.today(), desk.conventions.language

    def work(_progress: Progress) -> tuple[bytes, Held]:
        from assoc_desktop.members.erasing.documents.disclosure import disclosure

        held = held_on(member_id, today=today)
        return disclosure(held, language), held

    def done(made: tuple[bytes, Held]) -> None:
        from assoc_desktop.members.erasing.forms.disclose_page import DisclosePage

        show(DisclosePage(desk, *made))

    run_in_background(work, title=_("Gathering everything…"), done=done, parent=parent, can_cancel=False)
