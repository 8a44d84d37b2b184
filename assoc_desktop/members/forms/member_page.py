"""The page of one member, person or institution: all that is known, memberships, cards, and the timeline."""

from __future__ import annotations

from dataclasses import fields as data_fields
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPalette, QShowEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from assoc_desktop.language import N_, _
from assoc_desktop.members.admission import save_member_page
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.forms.card_register import CardsPane
from assoc_desktop.members.forms.consents import ConsentsPane
from assoc_desktop.members.forms.leaving import ask_archive, ask_leaving, bring_members_back
from assoc_desktop.members.forms.memberships import MembershipsPane
from assoc_desktop.members.forms.relations import RelationsPane
from assoc_desktop.members.forms.sections import add_sections
from assoc_desktop.members.forms.timeline import TimelinePane
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import INSTITUTION, PERSON, Member
from assoc_desktop.members.rules import check_member, read_member
from assoc_desktop.members.status import status_on
from assoc_desktop.storage import attachment
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.theme import look
from assoc_desktop.widgets.wide_form import WideFormPage

#: Status → tone of its chip.
TONES = {
    "new": "info", "current": "good", "grace": "warn", "lapsed": "bad", "pending": "neutral",
    "resigned": "neutral", "struck_off": "neutral", "deceased": "neutral",
}  # fmt: skip
_PLAIN = {field.name for field in data_fields(MemberData)} - {"photo_id", "custom", "kind"}
#: Part of the page below the details → its word and its pane, in the order of the tabs. Those that the desk hands in
#: from other features follow, and the timeline stands last.
_PARTS: dict[str, tuple[str, Any]] = {
    "memberships": (N_("Memberships"), MembershipsPane),
    "cards": (N_("Cards"), CardsPane),
    "relations": (N_("Relations"), RelationsPane),
    "consents": (N_("Consents"), ConsentsPane),
}
_LAST_PART = {"timeline": (N_("Timeline"), TimelinePane)}
_FACTS = ("resigned_on", "struck_off_on", "struck_off_reason", "deceased_on")


class MemberPage(WideFormPage):
    """The page on which a member is added or changed.

    Signals (of `FormPage` and `Page`):
        saved(id): the member was saved; `closed()` follows when it was the Save button.

    Args:
        desk: the open file; it is told of every change, with Undo.
        member_id: whom to change; None adds a new member.
        kind: of a new member: `person` or `institution`.
    """

    def __init__(
        self, desk: Desk, member_id: int | None = None, *, kind: str = PERSON, parent: QWidget | None = None
    ) -> None:
        self.desk, self.member_id = desk, member_id
        self._was_shown = False
        self.stored = read_member(member_id) if member_id else MemberData(kind=kind)
        super().__init__(
            self._title(), draft=desk.draft(f"member {member_id or self.stored.kind}"), parent=parent
        )
        self.enrolment = add_sections(self, desk, self.stored, new=member_id is None)
        self.shown_again.connect(self._show_facts)
        self._panes: dict[int, Any] = {}
        if member_id:
            self._add_status()
            self._add_panes(member_id)
            desk.changed.connect(self.show_again)
        self.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            first = next(iter(self.fields.values())).target()
            QTimer.singleShot(0, first, first.setFocus)  # after the stack has put the page on top

    # What a form page asks

    def load(self) -> dict[str, Any]:
        values = {name: getattr(self.stored, name) for name in _PLAIN if name in self.fields}
        values["photo"] = attachment.read(self.stored.photo_id) if self.stored.photo_id else None
        values["languages"] = list(filter(None, self.stored.languages.split(",")))
        for name in self.fields:
            if name.startswith("custom."):
                values[name] = self.stored.custom.get(int(name.removeprefix("custom.")), "")
        return values | (self.enrolment.load() if self.enrolment else {})

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_member(
            self.data(values),
            today=self.desk.today(),
            conventions=self.desk.conventions,
            member_id=self.member_id,
        )

    def save_now(self) -> bool:
        """Check and save; whoever looks like a member of the list is added only after a question."""
        if self.member_id is None and not self.problems_now():
            from assoc_desktop.members.duplicates.forms.asking import may_add

            if not may_add(self.desk, self, self.data(self.values())):
                return False
        return super().save_now()

    def save(self, values: dict[str, Any]) -> object:
        data = self.data(values)
        member = save_member_page(
            data,
            values["photo"],
            today=self.desk.today(),
            conventions=self.desk.conventions,
            member_id=self.member_id,
            enrolment=self.enrolment.data(values) if self.enrolment else None,
        )
        said = _("{name} was saved.") if self.member_id else _("{name} was added.")
        self._tell_saved(said.format(name=data.full_name))
        return member.id

    def data(self, values: dict[str, Any]) -> MemberData:
        """The stored data with what was changed on the page: a field that nobody touched is written as it was."""
        base = read_member(self.member_id) if self.member_id else self.stored
        changed = {name for name, field in self.fields.items() if field.typed() != self._loaded.get(name)}
        if not self.member_id:
            changed = set(self.fields)
        plain = {name: values[name] for name in changed & _PLAIN}
        if "languages" in plain:
            plain["languages"] = ",".join(plain["languages"])
        if "country" in plain:
            plain["country"] = plain["country"] or ""
        custom = dict(base.custom)
        for name in changed:
            if name.startswith("custom."):
                custom[int(name.removeprefix("custom."))] = values[name]
        return replace(base, **plain, custom=custom)

    # Around the fields

    def show_again(self) -> None:
        """Something in the file has changed: show it, and keep what is typed here."""
        if self.member_id is None:
            return
        if Member.get_or_none(Member.id == self.member_id) is None:
            self._loaded = self.typed()
            self.closed.emit()
            return
        self.stored = read_member(self.member_id)
        self.title.setText(self._title())
        self._show_status()
        untouched = [name for name, field in self.fields.items() if field.typed() == self._loaded.get(name)]
        loaded = self.load()
        for name in untouched:
            self.fields[name].set_value(loaded[name])
            self._loaded[name] = self.fields[name].typed()
        self.shown_again.emit()
        self._show_pane(self.tabs.currentIndex())

    def _title(self) -> str:
        if self.member_id:
            return self.stored.full_name
        return _("New institution") if self.stored.kind == INSTITUTION else _("New person")

    def _add_status(self) -> None:
        self.status = Chip()
        self.more = QToolButton()
        self.more.setIcon(icons.icon("more", QPalette.ColorRole.WindowText))
        self.more.setIconSize(QSize(20, 20))
        self.more.setToolTip(_("More: conversation, leaving and archive"))
        self.more.setAccessibleName(_("More: conversation, leaving and archive"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.actions_menu = QMenu(self.more)
        self.actions_menu.aboutToShow.connect(self._fill_actions)
        self.more.setMenu(self.actions_menu)
        self.heading.addWidget(self.status)
        self.heading.addWidget(self.more)
        self._show_status()
        self._fill_actions()

    def _show_status(self) -> None:
        member = Member.get_by_id(self.member_id)
        status = status_on(self.desk.today(), facts_of(member), self.desk.conventions)
        if member.archived_on:
            reason = _("Archived on {date}.").format(date=self.desk.conventions.date(member.archived_on))
            self.status.show_state(_("Archived"), "neutral", reason)
        else:
            self.status.show_state(status.label, TONES[status.code], status.reason)

    def _fill_actions(self) -> None:
        self.actions_menu.clear()
        member = Member.get_by_id(self.member_id)
        if not member.erased_on:
            for offer in self.desk.member_offers():
                choice = offer.choice((member.id,))
                self._action(
                    _(offer.words),
                    lambda tab=offer.tab, choice=choice: self.desk.wanted.emit(tab, choice),
                )
            self.actions_menu.addSeparator()
        for fact, label in (
            ("resigned_on", _("Record a resignation…")),
            ("struck_off_on", _("Strike off…")),
            ("deceased_on", _("Record a death…")),
        ):
            if fact != "deceased_on" or member.kind == PERSON:
                self._action(label, lambda fact=fact: ask_leaving(self.desk, self, self.member_id, fact))
        self.actions_menu.addSeparator()
        self._action(
            _("Find duplicates of this member…"),
            lambda: self.desk.wanted.emit("members", {"duplicates": (self.member_id,)}),
        )
        if member.archived_on:
            self._action(_("Bring back from the archive"), self._bring_back_member)
        else:
            self._action(_("Archive…"), lambda: ask_archive(self.desk, self, [self.member_id]))
        self.actions_menu.addSeparator()
        for label, what in (
            (_("Everything kept on this member…"), "disclose"),
            (_("Erase on request…"), "erase"),
        ):
            self._action(label, lambda what=what: self.desk.wanted.emit("members", {what: self.member_id}))

    def _action(self, label: str, do: Any) -> None:
        action = QAction(label, self.actions_menu)
        action.triggered.connect(lambda _on=False: do())
        self.actions_menu.addAction(action)

    def _bring_back_member(self) -> None:
        bring_members_back(self.desk, self, [self.member_id])

    def _add_panes(self, member_id: int) -> None:
        given = {pane.key: (pane.words, pane.make) for pane in self.desk.member_panes()}
        self._parts = {**_PARTS, **given, **_LAST_PART}
        self.tabs = QTabBar()
        look(self.tabs, "parts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Parts of the page"))
        for word in (_("Details"), *(_(word) for word, _pane in self._parts.values())):
            self.tabs.addTab(word)
        self.body.insertWidget(0, self.tabs)
        self._panes = {
            place: pane(self.desk, member_id)
            for place, (_word, pane) in enumerate(self._parts.values(), start=1)
        }
        for pane in self._panes.values():
            pane.hide()
            self.body.insertWidget(self.body.count() - 1, pane, 1)
        self.tabs.currentChanged.connect(self._show_pane)

    def show_part(self, part: str) -> None:
        """Open the page at `details`, or at the key of a part."""
        self.tabs.setCurrentIndex(["details", *self._parts].index(part))

    def timeline(self) -> TimelinePane:
        """The pane of what happened to the member."""
        return self._panes[len(self._parts)]

    def pane(self, part: str) -> QWidget:
        """The pane of a part, by its key."""
        found: QWidget = self._panes[["details", *self._parts].index(part)]
        return found

    def _show_pane(self, place: int) -> None:
        if self.tabs.isVisible():
            # What had the keyboard is about to be hidden; Tab goes on into the pane from here.
            self.tabs.setFocus()
        for number, pane in self._panes.items():
            if number == place:
                pane.show_again()
            pane.setVisible(number == place)
        for widget in (self._scroll, self.save_button, self.cancel_button):
            widget.setVisible(place == 0)

    def _show_facts(self) -> None:
        """The days of leaving are recorded with the actions above; once there, they can be corrected here."""
        for fact in _FACTS:
            self.show_field(fact, bool(self.fields[fact].typed()))

    def show_problems(self, problems: dict[str, str]) -> None:
        if problems and self._panes:
            self.tabs.setCurrentIndex(0)
        for fact in _FACTS:
            if fact in problems:
                self.show_field(fact, True)
        super().show_problems(problems)

    def _tell_saved(self, sentence: str) -> None:
        if self.member_id:
            self.desk.changed.disconnect(self.show_again)
        self.desk.tell_change(self, sentence)
        if self.member_id:
            self.desk.changed.connect(self.show_again)
