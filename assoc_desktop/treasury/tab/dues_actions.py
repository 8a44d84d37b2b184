"""What can be done in the place for dues: its dialogs, and what they write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury import subsidies
from assoc_desktop.treasury.dues.opening import Opening, open_for
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.messages import confirm, show_refusal

if TYPE_CHECKING:
    from assoc_desktop.treasury.tab.dues import DuesPlace


def do(place: DuesPlace, what: str, about: Any) -> None:
    """Do what the details pane asks for; see `DuesDetails.wanted`."""
    from assoc_desktop.treasury.dues.forms.due import DueForm, SubsidyForm
    from assoc_desktop.treasury.dues.forms.levy import CancelLevyForm

    desk = place.desk
    if what == "pay":
        desk.wanted.emit("treasury", {"place": "desk", "member": about})
    elif what == "levy":
        charge(place)
    elif what == "statement":
        _show_statement(place, about)
    elif what == "take_back":
        _take_back(place, about)
    elif what == "change":
        _ask(place, DueForm(desk, about))
    elif what == "reduce":
        _ask(place, SubsidyForm(desk, about), _("Reduce"))
    elif what == "cancel":
        _ask(place, CancelLevyForm(desk, about), _("Cancel the levy"))


def charge(place: DuesPlace) -> None:
    """Ask for a levy of the chosen members, or of all that the list shows."""
    from assoc_desktop.treasury.dues.forms.levy import LevyForm

    form = LevyForm(place.desk, place.selected(), place.table.shown_ids(), place.season())
    show_form(form, place, lambda _id: place.desk.tell_last(place), _("Charge"))


def remind(place: DuesPlace) -> None:
    """Look at a round of reminders to the chosen members, or to all that the list shows."""
    ids = place.table.selected_ids() or place.table.shown_ids()
    told = ngettext("{n} member", "{n} members", len(ids)).format(n=place.desk.conventions.number(len(ids)))
    place.desk.wanted.emit("treasury", {"place": "reminders", "ids": tuple(ids), "told": told})


def open_now(place: DuesPlace, opening: Opening) -> None:
    """Write what the page of a season proposed, and show the season."""

    def done(_n: int) -> None:
        place.show_season(opening.season.id)
        place.desk.tell_last(place)

    run_in_background(
        lambda _progress: open_for(opening),
        title=_("Opening the season…"),
        done=done,
        parent=place,
        can_cancel=False,
    )


def _take_back(place: DuesPlace, membership_id: int) -> None:
    sentence = _("The whole fee is asked for again. What a fund paid goes back into it by an entry.")
    if not confirm(place, _("Take the reduction back?"), sentence, _("Take it back"), danger=True):
        return
    today = place.desk.today()
    try:
        subsidies.take_back(membership_id, on=today, today=today)
    except Refused as refusal:
        show_refusal(place, str(refusal))
        return
    place.desk.tell_last(place)


def _show_statement(place: DuesPlace, member_id: int) -> None:
    from assoc_desktop.treasury.dues.forms.statement import statement_page

    place.lay(statement_page(place.desk, member_id))


def _ask(place: DuesPlace, form: FormPage, save: str = "") -> None:
    sentence = _("What is due was changed.")
    show_form(form, place, lambda _id: place.desk.tell_change(place, sentence), save)
