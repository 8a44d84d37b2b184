"""Before a new member is added: whether they are in the list already; before two are compared: whether they can be one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.comparing import Pair
from assoc_desktop.members.duplicates.finding import lookalikes
from assoc_desktop.members.duplicates.merging import check_merge
from assoc_desktop.members.duplicates.showing import seen
from assoc_desktop.members.duplicates.telling import reasons_in_words
from assoc_desktop.members.fields import normalised
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.theme import look

_MOST_NAMED = 3


def may_add(desk: Desk, page: QWidget, data: MemberData) -> bool:
    """Ask when the new member looks like somebody in the list; whether to add them.

    The page of the one in the list may be opened instead; what was typed is asked about before it goes.
    """
    pairs = lookalikes(normalised(data, desk.conventions))[:_MOST_NAMED]
    if not pairs:
        return True
    n = len(pairs)
    title = ngettext(
        "{name} seems to be in the list already", "{name} seems to be in the list already, {n} times", n
    )
    box = QMessageBox(QMessageBox.Icon.Question, _("Assoc Desktop"), "", parent=page)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title.format(name=data.full_name.strip(), n=n))
    box.setInformativeText("\n".join(_told(desk, pair) for pair in pairs))
    add = box.addButton(_("&Add all the same"), QMessageBox.ButtonRole.AcceptRole)
    show = box.addButton(_("&Open the one in the list"), QMessageBox.ButtonRole.ActionRole)
    back = box.addButton(_("&Back to the page"), QMessageBox.ButtonRole.RejectRole)
    look(show, "main")
    box.setDefaultButton(show)
    box.setEscapeButton(back)
    box.exec()
    if box.clickedButton() is show:
        desk.wanted.emit("members", {"open": pairs[0].other})
    return box.clickedButton() is add


def may_compare(page: QWidget, one_id: int, other_id: int) -> bool:
    """Whether two members may be brought together at all; says why not."""
    try:
        check_merge(one_id, other_id)
    except Refused as refusal:
        show_refusal(page, str(refusal))
        return False
    return True


def _told(desk: Desk, pair: Pair) -> str:
    found = seen([pair.other])[pair.other]
    name = ", ".join(filter(None, (found.name, found.town)))
    named = _("{name} (archived)").format(name=name) if found.archived else name
    reasons = " · ".join(reasons_in_words(pair, desk.conventions))
    return _("{field}: {value}").format(field=named, value=reasons)
