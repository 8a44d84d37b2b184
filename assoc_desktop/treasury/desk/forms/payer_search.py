"""The line in which who pays is scanned or typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.finding import by_code, offered
from assoc_desktop.members.references import name_of_member
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields.scan import ScanField


class PayerSearch(ScanField):
    """Finds who pays as a scanner or a person types; Enter takes who is meant."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            offered, name_of_member, lambda text: by_code(text, today=desk.today()), _("Who pays"), parent
        )
