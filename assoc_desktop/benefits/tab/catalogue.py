"""The catalogue: the list of benefits, and what is known of the one in focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import Season, present_season
from assoc_desktop.benefits.catalogue import (
    archive_benefit,
    benefits,
    is_held,
    order_benefits,
    remove_benefit,
)
from assoc_desktop.benefits.entitlement import entitled_ids
from assoc_desktop.benefits.figures import who_used
from assoc_desktop.benefits.forms.benefit_page import BenefitPage
from assoc_desktop.benefits.forms.typical import TypicalForm
from assoc_desktop.benefits.listing import (
    STATES,
    Listed,
    has_benefits,
    read_catalogue,
    told_categories,
    told_rule,
)
from assoc_desktop.benefits.records import AUDIENCES, BENEFIT_KINDS
from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.list_place import ListPlace, MenuEntry
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.record_table import Column, Row

#: State → tone of its chip.
_TONES = {
    "current": "good", "ending": "warn", "coming": "info", "over": "bad", "nobody": "warn", "archived": "neutral",
}  # fmt: skip


class CataloguePlace(ListPlace):
    """The benefits, with add, change, order and archive."""

    def __init__(self, desk: Desk) -> None:
        self._listed: dict[int, Listed] = {}
        none = EmptyState(
            "benefits",
            _("No benefit chosen"),
            _("Choose a benefit in the list to see who is entitled and what was used."),
        )
        details = DetailsPane(
            none,
            [
                ("edit", "edit", _("Change…")),
                ("users", "members", _("Who used it")),
                ("bring_back", "undo", _("Bring back")),
                ("archive", "archive", _("Archive")),
                ("remove", "delete", _("Remove")),
            ],
        )
        empty = EmptyState(
            "benefits",
            _("What does membership give?"),
            _(
                "Write down what the dues buy: discounts, training, loans, a vote. Then say who is entitled, and record uses "
                "at the desk."
            ),
            (_("Begin with typical ones…"), self.begin),
            (_("Add a benefit…"), self.add),
        )
        super().__init__(
            desk, "benefits", _columns(), details, search=_("Search the catalogue"),
            tip=_("Name, description and partner (Ctrl+F)"), empty=empty,
        )  # fmt: skip
        kinds = [("", _("All kinds")), *((key, _(word)) for key, word in BENEFIT_KINDS.items())]
        self.add_box("kind", _("Kind of benefit"), kinds)
        self.add_box("archived", _("Offered or archived"), [(False, _("Offered")), (True, _("Archived too"))])
        self.add_main("add", _("Add a &benefit"), self.add, _("Add a benefit (Ctrl+N)"))
        self.add_menu(_("More: typical benefits, order, columns"), self._menu)
        self.read_again()

    # What the tab asks

    def add(self) -> None:
        """Add a benefit."""
        self._open(None)

    def read_ids(self) -> tuple[Sequence[int], bool]:
        season = present_season(self.desk.today())
        search, kind = self.search_field.text(), self.chosen("kind") or ""
        self._listed = read_catalogue(
            self.desk.today(), season.id if season else None, search=search, kind=kind,
            archived=bool(self.chosen("archived")),
        )  # fmt: skip
        return list(self._listed), has_benefits()

    def rows(self, ids: list[int]) -> list[Row]:
        return [self._row(self._listed[each]) for each in ids]

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`benefit` puts the focus on a benefit."""
        self.show_everything()
        self.table.select_id(choice.get("benefit"))

    def opened(self, record_id: int) -> None:
        self._open(record_id)

    def told_sums(self, ids: Sequence[int]) -> str:
        n, uses = len(ids), sum(self._listed[each].uses for each in ids)
        count = ngettext("{n} benefit", "{n} benefits", n).format(n=self.desk.conventions.number(n))
        season = present_season(self.desk.today())
        if season is None:
            return count
        return _("{benefits} · {uses}").format(benefits=count, uses=self._told_uses(uses, season))

    def show_details(self, record_id: int | None) -> None:
        listed = self._listed.get(record_id or 0)
        pane = self.details
        if listed is None:
            pane.show_none()
            return
        benefit, say = listed.benefit, self.desk.conventions
        pane.begin(benefit.name)
        if benefit.description:
            pane.add_text(benefit.description)
        agreed = _span(say.date(benefit.agreed_from), say.date(benefit.agreed_until))
        partner = " · ".join(filter(None, (benefit.partner, agreed)))
        quota = _("as often as wanted") if benefit.quota is None else say.number(benefit.quota)
        pane.add_facts(
            [
                (_("State"), _(STATES[listed.state])),
                (_("Kind"), _(BENEFIT_KINDS[benefit.kind])),
                (_("Entitled"), told_categories(listed)),
                (_("Dues"), _("only up to date") if benefit.needs_dues else _("also with dues overdue")),
                (_("Only for"), told_rule(benefit.only_for)),
                (_("In a season"), quota),
                (_("Valid"), _span(say.date(benefit.valid_from), say.date(benefit.valid_until))),
                (_("Partner"), partner),
                (_("Meant for"), _(AUDIENCES[benefit.audience])),
                (_("Cost of a use"), say.money(benefit.cost) if benefit.cost else ""),
                (_("Worth of a use"), say.money(benefit.value) if benefit.value else ""),
                (_("Used"), self._used(listed)),
            ]
        )
        pane.offer(*_buttons(listed))

    # What is done

    def do(self, what: str) -> None:
        """Do what a button below the details says."""
        chosen = self.current()
        if chosen is None:
            return
        if what == "edit":
            self._open(chosen)
        elif what == "users":
            self._show_users(chosen)
        else:
            self._change(what, chosen)

    def begin(self) -> FormDialog:
        """Offer the typical benefits."""
        return show_form(TypicalForm(), self, lambda _n: self.desk.tell_last(self), _("Add them"))

    def move(self, step: int) -> None:
        """Move the benefit in focus up or down in every list and leaflet."""
        order = [each.id for each in benefits()]
        chosen = self.current()
        if chosen not in order:
            return
        at = order.index(chosen)
        order.insert(max(0, at + step), order.pop(at))
        order_benefits(order)
        self.desk.tell_change(self, _("The order was changed."))

    def show_entitled(self) -> None:
        """Open the list of the members who may have the benefit in focus today."""
        listed = self._listed.get(self.current() or 0)
        if listed is None:
            return
        benefit, today, say = listed.benefit, self.desk.today(), self.desk.conventions
        words = _("may have {benefit} today").format(benefit=benefit.name)

        def show(ids: dict[int, set[int]]) -> None:
            self.desk.wanted.emit("members", {"ids": tuple(sorted(ids[benefit.id])), "told": words})

        run_in_background(
            lambda _progress: entitled_ids(today, say, offered=[benefit]),
            title=_("Looking at every member…"), done=show, parent=self, can_cancel=False,
        )  # fmt: skip

    # Inside

    def _menu(self) -> Sequence[MenuEntry]:
        return (
            ("members", _("Show who may have it now"), self.show_entitled),
            ("benefits", _("Begin with typical ones…"), self.begin),
            ("up", _("Move up"), lambda: self.move(-1)),
            ("down", _("Move down"), lambda: self.move(1)),
        )

    def _open(self, benefit_id: int | None) -> None:
        try:
            page = BenefitPage(self.desk, benefit_id)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        page.saved.connect(lambda _id: self.desk.tell_change(self, _("The benefit was saved.")))
        self.lay(page)

    def _change(self, what: str, benefit_id: int) -> None:
        try:
            if what == "remove":
                remove_benefit(benefit_id)
            else:
                archive_benefit(benefit_id, archived=what == "archive")
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.desk.tell_last(self)

    def _show_users(self, benefit_id: int) -> None:
        season = present_season(self.desk.today())
        if season is not None:
            name = self._listed[benefit_id].benefit.name
            words = _("used {benefit}, {season}").format(benefit=name, season=season.label)
            self.desk.wanted.emit("members", {"ids": tuple(who_used(season, benefit_id)), "told": words})

    def _used(self, listed: Listed) -> str:
        season = present_season(self.desk.today())
        if season is None:
            return ""
        if not listed.uses:
            return _("not yet in {season}").format(season=season.label)
        n = self.desk.conventions.number(listed.members)
        members = ngettext("{n} member", "{n} members", listed.members).format(n=n)
        return " · ".join((self._told_uses(listed.uses, season), members))

    def _told_uses(self, uses: int, season: Season) -> str:
        words = ngettext("{n} use in {season}", "{n} uses in {season}", uses)
        return words.format(n=self.desk.conventions.number(uses), season=season.label)

    def _row(self, listed: Listed) -> Row:
        benefit, say = listed.benefit, self.desk.conventions
        return Row(
            {
                "name": benefit.name,
                "kind": _(BENEFIT_KINDS[benefit.kind]),
                "entitled": told_categories(listed),
                "quota": "" if benefit.quota is None else say.number(benefit.quota),
                "uses": say.number(listed.uses),
                "cost": say.amount(benefit.cost) if benefit.cost else "",
                "value": say.amount(benefit.value) if benefit.value else "",
                "state": _(STATES[listed.state]),
            },
            {"name": benefit.name, "entitled": told_categories(listed)},
            {"state": _TONES[listed.state]},
            quiet=benefit.archived,
        )


def _buttons(listed: Listed) -> tuple[str, ...]:
    used = ("users",) if listed.uses else ()
    if listed.benefit.archived:
        return ("edit", *used, "bring_back")
    removable = () if is_held(listed.benefit.id) else ("remove",)
    return ("edit", *used, "archive", *removable)


def _span(first: str, last: str) -> str:
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if first:
        return _("from {first}").format(first=first)
    return _("until {last}").format(last=last) if last else ""


def _columns() -> list[Column]:
    return [
        Column("name", _("Benefit"), 190, sortable=False, stretch=True),
        Column("kind", _("Kind"), 100, sortable=False),
        Column("entitled", _("Entitled"), 132, sortable=False),
        Column("quota", _("Quota"), 64, right=True, sortable=False),
        Column("uses", _("Uses"), 106, right=True, sortable=False),
        Column("cost", _("Cost"), 90, right=True, sortable=False, shown=False),
        Column("value", _("Value"), 90, right=True, sortable=False, shown=False),
        Column("state", _("State"), 120, chip=True, sortable=False),
    ]
