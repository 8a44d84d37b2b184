"""The tab: the list, the pages laid upon it, and what its buttons and menus do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from assoc_desktop.language import _
from assoc_desktop.members.filters.model import Group
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.records import INSTITUTION, PERSON, Member
from assoc_desktop.members.tab import pages
from assoc_desktop.members.tab.details import add_actions
from assoc_desktop.members.tab.filters import told
from assoc_desktop.members.tab.list_page import MembersList
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.tab import Tab


class MembersTab(Tab):
    """Members: list, details, edit pages, import, cards, export."""

    def __init__(self, desk: Desk) -> None:
        self.list = MembersList(desk)
        super().__init__(desk, self.list)
        self._place_in_statistics: dict[str, Any] = {}
        self._doing = {
            "add": self.add,
            "edit": self.edit,
            "print": self.print_cards,
            "print_one": self.print_card,
            "enrol": self.enrol,
            "import": self.import_list,
            "history": self.show_history,
            "archive": self.archive,
            "bring_back": self.bring_back,
            "menu": self.open_menu,
            "filter": self.make_filter,
        }
        self.list.wanted.connect(lambda what: self._doing[what]())
        self.list.table.view.customContextMenuRequested.connect(self._context_menu)

    # What the window's menus ask

    def search(self) -> None:
        """Put the keyboard into the search."""
        if self.top() is self.list:
            self.list.search.setFocus()
            self.list.search.selectAll()

    def add(self) -> None:
        """Ask whether a person or an institution, and show an empty page."""
        menu = QMenu(self)
        add_actions(
            menu,
            [
                ("person", _("A person"), lambda: self._edit_page(None, PERSON)),
                ("institution", _("An institution"), lambda: self._edit_page(None, INSTITUTION)),
            ],
        )
        button = self.list.add
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
        menu.setActiveAction(menu.actions()[0])

    def print_now(self) -> None:
        """Print what is on screen: the cards of the chosen members."""
        self.print_cards()

    def read_again(self) -> None:
        self.list.read_again()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show members by a choice: names and values of `listing.Choice`.

        Besides, `member` puts one into focus, `add` adds one, `import` imports the list of that path. `open` opens the
        page of a member and leaves the list as it is; `duplicates` searches those of some members (None: of all).
        `proposals` opens the page of proofs and limits at a part. `erase` and `disclose` open what is kept of a member;
        `retention` opens the proposals of old records, `statistics` the statistics.
        """
        if "open" in choice:
            self.open_member(choice["open"])
            return
        if "duplicates" in choice:
            self.find_duplicates(choice["duplicates"])
            return
        if "proposals" in choice:
            self.show_proposals(choice["proposals"])
            return
        for what, do in (("erase", self.erase), ("disclose", self.disclose)):
            if what in choice:
                do(choice[what])
                return
        for what, show in (("retention", self.show_retention), ("statistics", self.show_statistics)):
            if what in choice:
                show()
                return
        known = {each.name for each in fields(Choice)}
        season = self.list.contents.choice.season_id
        self.list.search.clear()
        self.list.choose(Choice(**{"season_id": season, **{k: v for k, v in choice.items() if k in known}}))
        if "add" in choice:
            self.add()
        if "import" in choice:
            self.import_list(choice["import"])
        if "member" in choice:
            self.list.table.select_id(choice["member"])

    # What the list's buttons do

    def edit(self) -> None:
        """Open the page of the member in focus."""
        member_id = self.list.table.current_id()
        if member_id is not None:
            self._edit_page(member_id, Member.get_by_id(member_id).kind)

    def open_member(self, member_id: int) -> None:
        """Open the page of any member, shown in the list or not; nothing when the member is gone."""
        found = Member.get_or_none(Member.id == member_id)
        if found is not None:
            self._edit_page(member_id, found.kind)

    def change_many(self) -> None:
        """Change the chosen members, all that the list shows when at most one is chosen, or those of a filter."""
        chosen, shown = self.list.table.selected_ids(), self.list.table.shown_ids()
        self._show(pages.change_page(self.desk, chosen if len(chosen) > 1 else [], shown))

    def show_households(self) -> None:
        """Show all households."""
        self._show(pages.households_page(self.desk))

    def find_duplicates(self, member_ids: Sequence[int] | None = None) -> None:
        """Search members who may be the same: among all, or like some of them."""
        self._show(pages.duplicates_page(self.desk, ids=member_ids))

    def merge_chosen(self) -> None:
        """Show the two chosen members side by side."""
        from assoc_desktop.members.duplicates.forms.asking import may_compare

        one, other = self.list.selected()
        if may_compare(self, one, other):
            self._show(pages.duplicates_page(self.desk, pair=(one, other)))

    def import_list(self, list_path: Path | None = None) -> None:
        """Open the import assistant, on a list if one was dropped on the window."""
        self._show(pages.import_page(self.desk, list_path))

    def print_cards(self) -> None:
        """Print the cards of the chosen members; with at most one chosen, of everybody without a card."""
        chosen = self.list.table.selected_ids()
        self._show(pages.cards_page(self.desk, chosen if len(chosen) > 1 else None, self.list.season()))

    def print_card(self) -> None:
        """Print the card of the member in focus."""
        self._show(pages.cards_page(self.desk, self.list.selected(), self.list.season()))

    def show_statistics(self) -> None:
        """Show the statistics as they were left last, of a season, of everybody, or of the list shown."""
        contents = self.list.contents
        shown = self.list.table.shown_ids() if contents.is_filtered() else None
        page = pages.statistics_page(self.desk, shown, told(contents.choice), self._place_in_statistics)
        page.preview_made.connect(self.push)
        self._show(page)

    def show_register(self) -> None:
        """Show which cards were printed, handed over, lost and replaced."""
        from assoc_desktop.members.cards.forms.page import REGISTER

        page = pages.cards_page(self.desk, None, self.list.season())
        if self._show(page):
            page.show_view(REGISTER)

    def show_proposals(self, part: str = "proofs") -> None:
        """Show whose proof runs out and who is outside the limits of their category, in the present season."""
        self._show(pages.proposals_page(self.desk, None, part))

    def show_retention(self) -> None:
        """Show who has been gone for so long that their records may be erased."""
        page = pages.retention_page(self.desk)
        page.preview_made.connect(self.push)
        self._show(page)

    def erase(self, member_id: int) -> None:
        """Show what erasing a member would do."""
        from assoc_desktop.members.erasing.forms.opening import open_erasing

        open_erasing(self.desk, self, member_id, self._show, self.push)

    def disclose(self, member_id: int) -> None:
        """Show everything held on a member, as a paper."""
        from assoc_desktop.members.erasing.forms.opening import open_disclosure

        open_disclosure(self.desk, self, member_id, self._show)

    def check_card(self) -> None:
        """Check a card with a scanner or by typing."""
        from assoc_desktop.members.cards.forms.check_dialog import CheckCardDialog

        CheckCardDialog(self.desk, self).show()

    def enrol(self) -> None:
        """Enrol the chosen members for the season shown."""
        season = self.list.season()
        if season:
            self._show(pages.enrol_page(self.desk, self.list.selected(), season))

    def show_history(self) -> None:
        """Show every change of the member in focus."""
        member_id = self.list.table.current_id()
        if member_id is not None:
            self._show(pages.history_page(self.desk, member_id))

    def archive(self) -> None:
        """Take the chosen members out of the lists, after asking for the day."""
        from assoc_desktop.members.forms.leaving import ask_archive

        if ids := self.list.selected():
            ask_archive(self.desk, self, ids, self.list.table.clear_selection)

    def bring_back(self) -> None:
        """Put the chosen members back into the lists."""
        from assoc_desktop.members.forms.leaving import bring_members_back

        if ids := self.list.selected():
            bring_members_back(self.desk, self, ids)
            self.list.table.clear_selection()

    def export(self) -> None:
        """Open the page that exports the chosen members, all shown, or those of a filter."""
        table = self.list.table
        chosen = table.selected_ids() if len(table.selected_ids()) > 1 else []
        columns = [column.key for column in table.shown_columns()]
        page = pages.export_page(self.desk, chosen, table.shown_ids(), columns, self.list.season())
        page.preview_made.connect(self.push)
        self._show(page)

    def make_filter(self) -> None:
        """Open the page of a filter, with what the list shows as its first lines."""
        from assoc_desktop.members.tab.filtering import filter_page

        self._show(filter_page(self, self._use_filter, self.list.contents.choice))

    def show_filters(self) -> None:
        """Show the filters that are saved."""
        from assoc_desktop.members.tab.filtering import saved_filters_page

        self._show(saved_filters_page(self, self._use_filter))

    def open_menu(self) -> None:
        """The "…" menu."""
        menu = QMenu(self)
        add_actions(
            menu,
            [
                ("import", _("Import a list…"), self.import_list),
                ("export", _("Export…"), self.export),
                ("filter", _("Filters…"), self.show_filters),
            ],
        )
        menu.addMenu(self.list.table.column_menu(menu))
        menu.addSeparator()
        self._add_member_actions(menu)
        add_actions(menu, [("adjust", _("Change many…"), self.change_many)])
        menu.addSeparator()
        add_actions(
            menu,
            [
                ("home", _("Households…"), self.show_households),
                ("duplicates", _("Find duplicates…"), self.find_duplicates),
                ("chart", _("Statistics…"), self.show_statistics),
                ("shield", _("Proofs and limits…"), self.show_proposals),
                ("list", _("Card register…"), self.show_register),
                ("scan", _("Check a card…"), self.check_card),
                ("delete", _("Erase old records…"), self.show_retention),
            ],
        )
        menu.addSeparator()
        settings = self.desk.settings_wanted
        add_actions(
            menu,
            [
                ("card", _("Categories…"), lambda: settings.emit("categories")),
                ("columns", _("Your own fields…"), lambda: settings.emit("fields")),
                ("tag", _("Tags…"), lambda: settings.emit("tags")),
            ],
        )
        button = self.list.more
        corner = button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4))
        menu.popup(corner)

    # Inside

    def _use_filter(self, group: Group, name: str) -> None:
        """Show exactly those whom a filter lets through."""
        season = self.list.contents.choice.season_id
        self.list.search.clear()
        self.list.choose(Choice(season_id=season, filter=group, filter_name=name))

    def _context_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        add_actions(menu, [("edit", _("Edit"), self.edit), ("history", _("History"), self.show_history)])
        menu.addSeparator()
        self._add_member_actions(menu)
        add_actions(menu, [("adjust", _("Change many…"), self.change_many)])
        menu.popup(self.list.table.view.viewport().mapToGlobal(point))

    def _add_member_actions(self, menu: QMenu) -> None:
        """What can be done with the chosen members; nothing when none is chosen."""
        season = self.list.season()
        if not self.list.selected():
            return
        if season:
            words = _("Enrol for {season}…").format(season=season.label)
            add_actions(menu, [("calendar", words, self.enrol)])
        self._add_offers(menu, self.list.selected())
        if len(self.list.selected()) == 2:
            add_actions(menu, [("duplicates", _("Merge these two…"), self.merge_chosen)])
        if self.list.contents.choice.archived:
            add_actions(menu, [("undo", _("Bring back from the archive"), self.bring_back)])
        else:
            add_actions(menu, [("archive", _("Archive…"), self.archive)])

    def _add_offers(self, menu: QMenu, member_ids: Sequence[int]) -> None:
        """What other features offer to do with a member, or with several."""
        for offer in self.desk.member_offers():
            if len(member_ids) > 1 and not offer.several:
                continue
            tab, choice = offer.tab, offer.choice(member_ids)
            add_actions(
                menu,
                [
                    (
                        offer.sign,
                        _(offer.words),
                        lambda tab=tab, choice=choice: self.desk.wanted.emit(tab, choice),
                    )
                ],
            )

    def _edit_page(self, member_id: int | None, kind: str) -> None:
        page = pages.member_page(self.desk, member_id, kind)
        page.saved.connect(self._choose_when_back)
        self._show(page)

    def _choose_when_back(self, member_id: int) -> None:
        """The list is read again when its page has gone, and only then knows a new member."""
        self.returned.connect(
            lambda: self.list.table.select_id(member_id), Qt.ConnectionType.SingleShotConnection
        )

    def _show(self, page: Page) -> bool:
        """Lay a page on the list; what lies there already may keep its place, and then False is given."""
        if not self.may_leave():
            page.deleteLater()
            return False
        self.close_pages()
        self.push(page)
        return True
