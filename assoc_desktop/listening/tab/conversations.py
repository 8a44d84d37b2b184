"""The place for conversations: the list, what was said on the right, and what was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from assoc_desktop.association.records import seasons
from assoc_desktop.language import _, ngettext
from assoc_desktop.listening.conversations import listeners
from assoc_desktop.listening.forms.assess_form import AssessForm
from assoc_desktop.listening.forms.choices import SATISFACTION
from assoc_desktop.listening.listing import (
    SHOWN,
    Choice,
    conversation_ids,
    conversation_rows,
    read_texts,
)
from assoc_desktop.listening.records import REASONS, Conversation
from assoc_desktop.listening.tab.conversation_details import ConversationDetails
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.list_place import ListPlace, MenuEntry
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved

#: Satisfaction → tone of its chip.
_TONES = {1: "bad", 2: "warn", 3: "neutral", 4: "good", 5: "good"}


class ConversationsPlace(ListPlace):
    """Search, season, reason, satisfaction, what is shown and who listened above; the list left, what was said right."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "talk",
            _("No conversation is written down yet"),
            _(
                "Talk to members, possible members and those who left, and write down here what they say in their own "
                "words: how satisfied they are, and why they do not join or renew."
            ),
            (_("New conversation"), self.add),
        )
        super().__init__(
            desk,
            "conversations",
            _columns(),
            ConversationDetails(desk),
            search=_("Search the conversations"),
            tip=_("Words, name, who listened (Ctrl+F)"),
            empty=empty,
        )
        self._texts: dict[int, str] | None = None
        self._ids: tuple[int, ...] | None = None
        self._told = ""
        self._member_id: int | None = None
        # Five choices stand beside the search.
        self.bar.setStretch(0, 1)
        for key, name in (
            ("season", _("Season")),
            ("reason", _("Reason")),
            ("satisfaction", _("Satisfaction")),
            ("shown", _("What is shown")),
            ("by_whom", _("Who listened")),
        ):
            self.add_box(key, name, stretch=1)
        self.add_main("add", _("New conversation"), self.add, _("New conversation (Ctrl+N)"))
        self.add_menu(_("More: save as a spreadsheet"), self._entries)
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._texts = None
        self._offer_choices()
        self.read_list()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show conversations by names and values of `listing.Choice`; `conversation` puts one into focus, `note` asks
        for a new one with a member."""
        if "note" in choice:
            self.add(choice["note"])
            return
        known = {field.name for field in fields(Choice)}
        wanted = Choice(**{key: value for key, value in choice.items() if key in known})
        self._ids, self._told, self._member_id = wanted.ids, wanted.told, wanted.member_id
        self.search_field.setText(wanted.typed)
        self._offer_choices()
        for key, value in (
            ("season", wanted.season_id),
            ("reason", wanted.reason),
            ("satisfaction", wanted.satisfaction),
            ("shown", wanted.shown),
            ("by_whom", wanted.by_whom),
        ):
            self.choose(key, value)
        self.read_list()
        if "conversation" in choice:
            self.table.select_id(choice["conversation"])

    def show_everything(self) -> None:
        self._ids, self._told, self._member_id = None, "", None
        super().show_everything()

    def add(self, member_id: int | None = None) -> None:
        """Ask for a new conversation."""
        from assoc_desktop.listening.forms.conversation_form import ConversationForm

        page = ConversationForm(self.desk, member_id=member_id)
        page.saved.connect(self._saved)
        self.lay(page)

    def edit(self) -> None:
        """Correct the conversation in focus."""
        from assoc_desktop.listening.forms.conversation_form import ConversationForm

        if (chosen := self.current()) is not None:
            page = ConversationForm(self.desk, chosen)
            page.saved.connect(self._saved)
            self.lay(page)

    def assess(self) -> FormDialog | None:
        """Ask for the cause of the conversation in focus."""
        chosen = self.current()
        if chosen is None:
            return None
        return show_form(AssessForm(self.desk, chosen), self, lambda _id: self.desk.tell_last(self))

    # What the list asks

    def choice(self) -> Choice:
        """Which conversations are shown."""
        return Choice(
            season_id=self.chosen("season"),
            reason=self.chosen("reason") or "",
            satisfaction=self.chosen("satisfaction"),
            shown=self.chosen("shown") or "",
            by_whom=self.chosen("by_whom") or "",
            member_id=self._member_id,
            ids=self._ids,
            told=self._told,
            typed=self.search_field.text().strip(),
        )

    def read_ids(self) -> tuple[Sequence[int], bool]:
        choice = self.choice()
        if choice.typed and self._texts is None:
            # Read once for all that is typed.
            self._texts = read_texts()
        return conversation_ids(choice, self._texts), choice != Choice()

    def rows(self, ids: list[int]) -> list[Row]:
        found = {row.id: row for row in conversation_rows(ids)}
        say, shown = self.desk.conventions, []
        for each in ids:
            row = found.get(each)
            if row is None:
                shown.append(Row({}))
                continue
            texts = {
                "day": say.date(row.day),
                "name": row.name,
                "words": " ".join(row.words.split()),
                "satisfaction": str(row.satisfaction or ""),
                "season": row.season,
                "stated": _(REASONS[row.stated]) if row.stated in REASONS else "",
                "assessed": _(REASONS[row.assessed]) if row.assessed in REASONS else "",
                "by_whom": row.by_whom,
            }
            shown.append(Row(texts, tones={"satisfaction": _TONES.get(row.satisfaction or 3, "neutral")}))
        return shown

    def opened(self, record_id: int) -> None:
        del record_id
        self.edit()

    def show_details(self, record_id: int | None) -> None:
        self.details.show_conversation(record_id)

    def told_sums(self, ids: Sequence[int]) -> str:
        n = len(ids)
        words = ngettext("{n} conversation", "{n} conversations", n).format(n=self.desk.conventions.number(n))
        return " · ".join(filter(None, (words, self._told)))

    def save_sheet(self) -> None:
        """Ask for a name, and write the conversations that are shown as a spreadsheet."""
        name = _("Conversations")
        proposed = self.desk.path.with_name(f"{name}.xlsx")
        path = ask_where_to_save(self, _("Save the conversations"), proposed, _("Spreadsheet (*.xlsx)"))
        if path is not None:
            self.write_sheet(path)

    def write_sheet(self, path: Path) -> None:
        """Write the conversations that are shown as a spreadsheet, and offer to open its folder."""
        from assoc_desktop.listening.documents.spreadsheet import write_conversations

        ids = self.table.shown_ids()
        run_in_background(
            lambda progress: write_conversations(path, ids, progress=progress),
            title=_("Writing the spreadsheet…"),
            done=lambda _nothing: tell_saved(self, _("Saved as {name}").format(name=path.name), path),
            failed=lambda refusal: show_refusal(self, str(refusal)),
            parent=self,
        )

    # Inside

    def _entries(self) -> Sequence[MenuEntry]:
        return (("export", _("Save as a spreadsheet…"), self.save_sheet),)

    def _offer_choices(self) -> None:
        season_items = [(season.id, str(season.label)) for season in reversed(seasons())]
        self.offer("season", [(None, _("Any season")), *season_items])
        self.offer("reason", [("", _("Any reason")), *((key, _(words)) for key, words in REASONS.items())])
        values = [(value, _(words)) for value, words in SATISFACTION.items()]
        self.offer("satisfaction", [(None, _("Any satisfaction")), *values])
        self.offer("shown", [(key, _(words)) for key, words in SHOWN.items()])
        self.offer("by_whom", [("", _("Whoever listened")), *((name, name) for name in listeners())])

    def _saved(self, conversation_id: object) -> None:
        self.desk.tell_change(self, _("The conversation was saved."))
        # The page still lies over the list, which is read when it is seen again.
        self.read_again()
        if isinstance(conversation_id, int) and conversation_id in self.table.model.ids:
            self.table.select_id(conversation_id)

    def do(self, what: str) -> None:
        chosen = self.current()
        stored = Conversation.get_or_none(Conversation.id == chosen)
        if what == "member" and stored is not None and stored.member_id:
            self.desk.wanted.emit("members", {"open": stored.member_id})
        elif what == "assess":
            self.assess()
        elif what == "edit":
            self.edit()
        elif what == "actions" and stored is not None:
            self.desk.wanted.emit("listening", {"place": "actions", "about": ("conversation", stored.id)})


def _columns() -> list[Column]:
    return [
        Column("day", _("Day"), 100, sortable=False),
        Column("name", _("With whom"), 140, sortable=False),
        Column("words", _("What they said"), 180, stretch=True, sortable=False),
        Column("satisfaction", _("Satisfied"), 86, chip=True, sortable=False),
        Column("season", _("Season"), 80, sortable=False, shown=False),
        Column("stated", _("Stated"), 130, sortable=False),
        Column("assessed", _("Assessed"), 148, sortable=False),
        Column("by_whom", _("Who listened"), 120, sortable=False, shown=False),
    ]
