"""The place for those who did not renew: whom to talk to, with what is known of them; the call sheet; typing in answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import Season, present_season
from assoc_desktop.language import _, ngettext
from assoc_desktop.listening.lapsed.documents.call_sheet import call_list, call_sheets, history_of
from assoc_desktop.listening.lapsed.listing import (
    VIEWS,
    Lapsed,
    NotRenewed,
    lapsed_ids,
    lapsed_rows,
    not_renewed,
    seasons_to_renew,
)
from assoc_desktop.listening.records import REASONS
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.list_place import ListPlace, MenuEntry
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.record_table import Column, Row


class LapsedPlace(ListPlace):
    """Search, season and what is shown above; the list left, the history of the one in focus right."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "talk",
            _("Nobody to talk to"),
            _(
                "Here stands who belonged in the season before and did not renew. "
                "Call or visit them, and type in what they say."
            ),
        )
        super().__init__(
            desk,
            "lapsed",
            _columns(),
            _Details(desk),
            search=_("Search those who did not renew"),
            tip=_("Name, number, town, telephone (Ctrl+F)"),
            empty=empty,
        )
        self.add_box("season", _("Season"), stretch=1)
        self.add_box("view", _("What is shown"), [(key, _(words)) for key, words in VIEWS.items()], stretch=2)
        self.sheets_button = self.add_button("print", _("Call sheets…"), self.print_now, _("Print (Ctrl+P)"))
        self.add_main(
            "edit", _("Type in answers"), self.add, _("Type in what they said, one after the other (Ctrl+N)")
        )
        self.add_menu(_("More: a list on one paper"), self._entries)
        self._known: tuple[int, NotRenewed] | None = None
        season = present_season(desk.today())
        self._offer_seasons(season.id if season else None)
        self.read_list()

    # What the tab asks

    def read_again(self) -> None:
        self._known = None
        self._offer_seasons(self.chosen("season"))
        self.read_list()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show `season_id`, `view` and `member`, as far as they are asked for."""
        self.search_field.clear()
        if "season_id" in choice:
            self._offer_seasons(choice["season_id"])
        self.choose("view", choice.get("view", "open"))
        self.read_list()
        if "member" in choice:
            self.table.select_id(choice["member"])

    def show_everything(self) -> None:
        self.search_field.clear()
        self.choose("view", "")
        self.read_list()

    def add(self) -> None:
        """Type in what those of the list said, from the one in focus on."""
        from assoc_desktop.listening.lapsed.forms.entry_page import EntryPage

        season, ids = self.season(), self.table.shown_ids()
        if season is None or not ids:
            return
        current = self.current()
        start = ids.index(current) if current in ids else 0
        self.lay(EntryPage(self.desk, season, [*ids[start:], *ids[:start]]))

    def print_now(self) -> None:
        """Print a sheet for each of the list, or of those chosen in it."""
        season, ids = self.season(), self._printed()
        if season is None:
            return
        run_in_background(
            lambda progress: call_sheets(season, ids, progress=progress),
            title=_("Writing the call sheets…"),
            done=lambda content: self._preview(_("Call sheets"), content),
            failed=lambda refusal: show_refusal(self, str(refusal)),
            parent=self,
        )

    def print_list(self) -> None:
        """Print all of them on one list."""
        season = self.season()
        if season is None:
            return
        try:
            content = call_list(season, self._printed())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._preview(_("Call list"), content)

    def season(self) -> Season | None:
        """The season that they did not renew for."""
        return Season.get_or_none(Season.id == self.chosen("season"))

    # What the list asks

    def read_ids(self) -> tuple[Sequence[int], bool]:
        season, view, typed = self.season(), self.chosen("view") or "", self.search_field.text()
        if season is None:
            return (), False
        ids = lapsed_ids(season, self.desk.today(), view=view, typed=typed, known=self._not_renewed(season))
        # Everybody was talked to: that is said instead of an empty place.
        return ids, bool(typed.strip() or view not in ("open", ""))

    def rows(self, ids: list[int]) -> list[Row]:
        season = self.season()
        found = {row.id: row for row in lapsed_rows(season, ids)} if season else {}
        return [self._row(found[each]) if each in found else Row({}) for each in ids]

    def opened(self, record_id: int) -> None:
        del record_id
        self.add()

    def show_details(self, record_id: int | None) -> None:
        season = self.season()
        rows = lapsed_rows(season, [record_id]) if season and record_id is not None else []
        self.details.show_person(rows[0] if rows else None)

    def told_sums(self, ids: Sequence[int]) -> str:
        season, say = self.season(), self.desk.conventions.number
        if season is None:
            return ""
        everybody = self._not_renewed(season)
        whole, talked = len(everybody.ids), len(everybody.talked)
        words = ngettext("{n} member shown", "{n} members shown", len(ids)).format(n=say(len(ids)))
        told = _("{talked} of {n} who did not renew were talked to")
        return " · ".join((words, told.format(talked=say(talked), n=say(whole))))

    # Inside

    def _not_renewed(self, season: Season) -> NotRenewed:
        """Everybody of a season, read once until something changes."""
        if self._known is None or self._known[0] != season.id:
            self._known = season.id, not_renewed(season, self.desk.today())
        return self._known[1]

    def _offer_seasons(self, season_id: int | None) -> None:
        items = [(season.id, str(season.label)) for season in seasons_to_renew()]
        self.offer("season", items or [(None, _("No season yet"))], season_id)

    def _printed(self) -> list[int]:
        chosen = self.table.selected_ids()
        return chosen if len(chosen) > 1 else self.table.shown_ids()

    def _row(self, row: Lapsed) -> Row:
        say = self.desk.conventions
        texts = {
            "name": row.name,
            "town": row.town,
            "phone": "" if row.no_calls else ", ".join(say.phone(each) for each in row.phones),
            "calls": _("no calls") if row.no_calls else "",
            "paid": say.amount(row.paid) if row.paid else "",
            "paid_on": say.date(row.paid_on),
            "uses": say.number(row.uses) if row.uses else "",
            "reasons": ", ".join(_(REASONS[each]) for each in row.reasons if each in REASONS),
            "talked": say.date(row.talked_on),
        }
        return Row(texts, tones={"calls": "warn"}, quiet=row.talked_on is not None)

    def _entries(self) -> Sequence[MenuEntry]:
        return (("list", _("All on one list…"), self.print_list),)

    def _preview(self, title: str, content: bytes) -> None:
        self.lay(PreviewPage(title, content, f"{title}.pdf", folder=self.desk.path.parent))

    def do(self, what: str) -> None:
        chosen = self.current()
        if chosen is None:
            return
        if what == "answer":
            self.add()
        elif what == "member":
            self.desk.wanted.emit("members", {"open": chosen})
        else:
            choice = {"place": "conversations", "member_id": chosen, "told": _("with this member")}
            self.desk.wanted.emit("listening", choice)


class _Details(DetailsPane):
    """The pane on the right. Buttons say what is wanted: `answer`, `member`, `talks`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            EmptyState("person", _("Nobody chosen"), _("Choose somebody in the list to see their history.")),
            (
                ("answer", "edit", _("Type in the answer")),
                ("talks", "talk", _("Conversations")),
                ("member", "person", _("Open the member")),
            ),
        )
        self._desk = desk

    def show_person(self, person: Lapsed | None) -> None:
        """Show somebody; nothing without one."""
        if person is None:
            self.show_none()
            return
        self.begin(person.name)
        self.add_facts(history_of(person, self._desk.conventions))
        if person.talked_on:
            day = self._desk.conventions.date(person.talked_on, "long")
            self.add_text(_("Talked to on {day}.").format(day=day), "quiet")


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), 150, stretch=True, sortable=False),
        Column("town", _("Town"), 100, sortable=False),
        Column("phone", _("Phone"), 112, sortable=False),
        Column("calls", _("Consent"), 90, chip=True, sortable=False),
        Column("paid", _("Dues"), 108, right=True, sortable=False),
        Column("paid_on", _("Paid on"), 92, sortable=False, shown=False),
        Column("uses", _("Uses"), 104, right=True, sortable=False),
        Column("reasons", _("Stated before"), 130, sortable=False, shown=False),
        Column("talked", _("Talked to"), 92, sortable=False, shown=False),
    ]
