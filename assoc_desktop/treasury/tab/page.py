"""The tab: the places of the treasury, and before there are books, the button that begins them."""

from __future__ import annotations

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _
from assoc_desktop.treasury.accounts import chart_for, start_chart
from assoc_desktop.treasury.records import Account
from assoc_desktop.treasury.tab.places import PLACES
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.places import PlacesTab


class TreasuryTab(PlacesTab):
    """Dues, desk, cash book and the other places; before there is a chart of accounts, the button that starts one."""

    def __init__(self, desk: Desk) -> None:
        self.empty = EmptyState(
            "treasury",
            _("The books are not begun yet"),
            _(
                "Here you record what members pay, print receipts, keep the cash book and remind who is late. "
                "The books begin with a chart of accounts that suits your country; you can change it at any time."
            ),
            (_("Start the books"), self.start_books),
        )
        super().__init__(desk, PLACES, _("Places of the treasury"), self.empty)

    def is_begun(self) -> bool:
        return Account.select().exists()

    def start_books(self) -> None:
        """Write the chart of accounts of the association's country."""
        start_chart(chart_for(the_association().country))
        self.desk.tell_last(self)
        # The tab reads its records now, or when it is seen again.
        self.take_keyboard()
