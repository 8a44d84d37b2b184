"""What can be done in the place for reminders: papers, messages, drafts, and what is kept of a round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from assoc_desktop.exchange.files import replacing
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.reminders.documents.letters import delivery_list, letters_pdf
from assoc_desktop.treasury.reminders.documents.texts import Draft, drafts, messages
from assoc_desktop.treasury.reminders.forms.round_pages import MessagesPage, SentPage
from assoc_desktop.treasury.reminders.levels import spoken
from assoc_desktop.treasury.reminders.planning import Round, letters_and_amount
from assoc_desktop.treasury.reminders.sending import CHANNELS, members_of, prepare, round_again, take_back
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pdf_preview import PreviewPage

if TYPE_CHECKING:
    from assoc_desktop.treasury.tab.reminders import RemindersPlace


def prepare_round(place: RemindersPlace) -> None:
    """Keep the round that is shown, after a yes."""
    planned, channel = place.ticked, place.details.channel()
    if planned is None or not planned.letters:
        return
    sentence = _("{letters}. How: {channel}. Mark them as sent once they went out.").format(
        letters=letters_and_amount(planned, place.desk.conventions), channel=_(CHANNELS[channel])
    )
    title = _("Prepare “{name}”?").format(name=spoken(planned.level).name)
    if not confirm(place, title, sentence, _("Prepare")):
        return

    def failed(refusal: Refused) -> None:
        show_refusal(place, str(refusal))
        place.read_again()

    run_in_background(
        lambda _progress: prepare(planned, channel),
        title=_("Preparing the round…"),
        done=lambda _key: place.show_rounds(),
        failed=failed,
        parent=place,
        can_cancel=False,
    )


def show_proof(place: RemindersPlace) -> None:
    """The letters of the round that is looked at; nothing is kept."""
    planned = place.ticked
    if planned is not None and planned.letters:
        _write(place, lambda: planned, _("Letters, not prepared yet"))


def show_letters(place: RemindersPlace) -> None:
    """The letters of the chosen round, without those who paid."""
    again = _again(place)
    if again is not None:
        _write(place, again, _("Letters"))


def _write(place: RemindersPlace, make: Callable[[], Round], title: str) -> None:
    run_in_background(
        lambda progress: letters_pdf(make(), progress=progress),
        title=_("Writing the letters…"),
        done=lambda content: _preview(place, title, content),
        parent=place,
    )


def _again(place: RemindersPlace) -> Callable[[], Round] | None:
    """What works out the chosen round as it stands today; None when no round is chosen."""
    row, today = place.chosen_round(), place.desk.today()
    return (lambda: round_again(row.key, today)) if row is not None else None


def _preview(place: RemindersPlace, title: str, content: bytes) -> None:
    place.lay(PreviewPage(title, content, f"{title}.pdf", folder=place.desk.path.parent))


def show_delivery_list(place: RemindersPlace) -> None:
    """The list by town for those who bring the letters."""
    again = _again(place)
    if again is not None:
        run_in_background(
            lambda _progress: delivery_list(again()),
            title=_("Writing the list…"),
            done=lambda content: _preview(place, _("Delivery list"), content),
            parent=place,
            can_cancel=False,
        )


def show_messages(place: RemindersPlace) -> None:
    """The texts to copy."""
    again = _again(place)
    if again is not None:
        run_in_background(
            lambda _progress: messages(again()),
            title=_("Writing the messages…"),
            done=lambda found: place.lay(MessagesPage(found)),
            parent=place,
            can_cancel=False,
        )


def save_drafts(place: RemindersPlace) -> None:
    """Ask for a folder, and write the drafts there."""
    again = _again(place)
    folder = again and QFileDialog.getExistingDirectory(
        place, _("Folder for the drafts"), str(place.desk.path.parent)
    )
    if again is None or not folder:
        return

    def work(_progress: object) -> tuple[int, int]:
        made, without = drafts(again())
        _save(made, Path(folder))
        return len(made), len(without)

    def done(counts: tuple[int, int]) -> None:
        told = _("Drafts written: {n}. Without e-mail, or refusing it: {others}.")
        place.desk.tell_done(place, told.format(n=counts[0], others=counts[1]))

    run_in_background(work, title=_("Writing the drafts…"), done=done, parent=place, can_cancel=False)


def _save(made: Sequence[Draft], folder: Path) -> None:
    for draft in made:
        with replacing(folder / draft.name) as unfinished:
            unfinished.write_bytes(draft.content)


def show_members(place: RemindersPlace) -> None:
    """Show in the members' list who was reminded by the chosen round, whether they paid since or not."""
    row = place.chosen_round()
    if row is not None:
        told = _("{name}, {day}").format(name=row.name, day=place.desk.conventions.date(row.prepared_on))
        place.desk.wanted.emit("members", {"ids": tuple(members_of(row.key)), "told": told})


def mark_sent(place: RemindersPlace) -> None:
    """Ask which went out."""
    row = place.chosen_round()
    if row is not None:
        place.lay(SentPage(place.desk, row.key))


def take_round_back(place: RemindersPlace) -> None:
    """Take the chosen round back: nothing of it went out."""
    row = place.chosen_round()
    sentence = _("Nothing of it went out: everybody is proposed again.")
    if row is not None and confirm(place, _("Take the round back?"), sentence, _("Take back")):
        take_back(row.key)
        place.desk.tell_last(place)


#: What the details ask for → what does it.
ACTIONS: dict[str, Callable[[RemindersPlace], None]] = {
    "proof": show_proof,
    "letters": show_letters,
    "hand": show_delivery_list,
    "messages": show_messages,
    "drafts": save_drafts,
    "members": show_members,
    "sent": mark_sent,
    "back": take_round_back,
}
