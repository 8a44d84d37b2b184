"""The solidarity fund: requests with what was decided, what is left, and its papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import Season, present_season, the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.fund.documents.letter import decision_letter
from assoc_desktop.benefits.fund.forms.request_forms import CriteriaForm, DecisionForm, RequestForm
from assoc_desktop.benefits.fund.listing import ListedRequest, read_funds, read_requests
from assoc_desktop.benefits.fund.report import fund_report
from assoc_desktop.benefits.fund.requests import (
    STATES,
    met_by,
    remove_request,
    request_with,
    seasons_asked,
    take_grant_back,
)
from assoc_desktop.benefits.records import REQUEST_KINDS, SolidarityCriterion, SolidarityRequest
from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_place import ListPlace, MenuEntry
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.record_table import Column, Row

_TONES = {"open": "warn", "granted": "good", "refused": "neutral", "back": "info"}


class FundPlace(ListPlace):
    """The requests, those to decide first."""

    def __init__(self, desk: Desk) -> None:
        self._listed: dict[int, ListedRequest] = {}
        none = EmptyState(
            "benefits",
            _("No request chosen"),
            _("Choose a request in the list to read it and to decide on it."),
        )
        details = DetailsPane(
            none,
            [
                ("decide", "check", _("Decide…")),
                ("letter", "letters", _("Letter…")),
                ("edit", "edit", _("Change…")),
                ("member", "person", _("Member")),
                ("back", "undo", _("Take the grant back…")),
                ("again", "refresh", _("Decide anew…")),
                ("remove", "delete", _("Remove")),
            ],
        )
        empty = EmptyState(
            "benefits",
            _("Who cannot pay the dues?"),
            _(
                "Write down who asks for help, by which criteria you judge, and what was decided. The fund pays for the dues, "
                "and the books say so without a name."
            ),
            (_("Write a request down…"), self.add),
            (_("Criteria…"), self.edit_criteria),
        )
        super().__init__(
            desk, "solidarity", _columns(), details, search=_("Search the requests"),
            tip=_("Name and number of the member (Ctrl+F)"), empty=empty,
        )  # fmt: skip
        self.add_box("season", _("Season"))
        states = [("", _("All decisions")), *((key, _(word)) for key, word in STATES.items())]
        self.add_box("state", _("Decision"), states)
        self.add_main("add", _("&New request…"), self.add, _("Write a request down (Ctrl+N)"))
        self.add_menu(_("More: criteria, report, columns"), self._menu)
        self.read_again()

    # What the tab asks

    def add(self) -> None:
        """Write a request down."""
        self._show_form(lambda: RequestForm(self.desk))

    def print_now(self) -> None:
        """The report, without names."""
        self.show_report(with_names=False)

    def read_again(self) -> None:
        self.offer("season", [(None, _("All seasons")), *((each.id, each.label) for each in seasons_asked())])
        super().read_again()

    def read_ids(self) -> tuple[Sequence[int], bool]:
        self._listed = read_requests(
            search=self.search_field.text(), season_id=self.chosen("season"), state=self.chosen("state") or ""
        )
        return list(self._listed), bool(SolidarityRequest.select().exists())

    def rows(self, ids: list[int]) -> list[Row]:
        return [self._row(self._listed[each]) for each in ids]

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`state` shows requests of that state; `request` puts the focus on one; `ask` begins one of that member."""
        self.show_everything()
        self.choose("state", choice.get("state", ""))
        self.read_list()
        self.table.select_id(choice.get("request"))
        if "ask" in choice:
            self._ask_for(choice["ask"])

    def opened(self, record_id: int) -> None:
        self.do("decide" if self._listed[record_id].state == "open" else "letter")

    def told_sums(self, ids: Sequence[int]) -> str:
        say, n = self.desk.conventions, len(ids)
        count = ngettext("{n} request", "{n} requests", n).format(n=say.number(n))
        granted = say.money(sum(self._listed[each].standing for each in ids))
        told = [count, _("granted {amount}").format(amount=granted)]
        words = _("{fund}: {amount} left")
        told += [words.format(fund=each.name, amount=say.money(each.left)) for each in read_funds()]
        return " · ".join(told)

    def show_details(self, record_id: int | None) -> None:
        listed = self._listed.get(record_id or 0)
        pane = self.details
        if listed is None:
            pane.show_none()
            return
        request, say = request_with(listed.id), self.desk.conventions
        pane.begin(listed.name)
        if request.words:
            pane.add_text(request.words)
        asked = say.money(listed.asked) if listed.asked else _("no amount")
        told_asked = _("{amount} on {date}").format(amount=asked, date=say.date(listed.asked_on))
        pane.add_facts(
            [
                (_("State"), _(STATES[listed.state])),
                (_("Season"), listed.season),
                (_("Why"), _(REQUEST_KINDS[listed.kind])),
                (_("Asked"), told_asked),
                (_("Criteria met"), "\n".join(_met(listed.id)) or _("none")),
                (_("Granted"), say.money(listed.granted) if listed.granted else ""),
                (_("Paid by"), listed.fund),
                (_("Decided on"), say.date(listed.decided_on) if listed.decided_on else ""),
                (_("Decided by"), request.decided_by),
                (_("Reason"), request.reason),
            ]
        )
        pane.offer(*_BUTTONS[listed.state])

    # What is done

    def do(self, what: str) -> None:
        """Do what a button below the details says."""
        listed = self._listed.get(self.current() or 0)
        if listed is None:
            return
        if what in ("decide", "again"):
            self._show_form(lambda: DecisionForm(self.desk, listed.id))
        elif what == "edit":
            self._show_form(lambda: RequestForm(self.desk, listed.id))
        elif what == "letter":
            self._show_letter(listed)
        elif what == "member":
            self.desk.wanted.emit("members", {"member": listed.member_id})
        else:
            self._take(what, listed)

    def edit_criteria(self) -> FormDialog | None:
        """Edit the list of criteria."""
        return self._show_form(CriteriaForm)

    def show_report(self, *, with_names: bool) -> None:
        """Show the report on the season chosen, or on all."""
        season = Season.get_or_none(Season.id == self.chosen("season")) if self.chosen("season") else None
        head, folder = head_of(the_association().language), self.desk.path.parent
        title = _("Solidarity fund")

        def show(content: bytes) -> None:
            self.lay(PreviewPage(title, content, f"{title}.pdf", folder=folder))

        run_in_background(
            lambda _progress: report_pdf(lambda say: fund_report(season, say, with_names=with_names), head),
            title=_("Writing the report…"), done=show, parent=self,
        )  # fmt: skip

    # Inside

    def _menu(self) -> Sequence[MenuEntry]:
        return (
            ("list", _("Criteria…"), self.edit_criteria),
            ("print", _("Report…"), lambda: self.show_report(with_names=False)),
            ("lock", _("Report with names, for the board…"), lambda: self.show_report(with_names=True)),
        )

    def _ask_for(self, member_id: int) -> None:
        """Show the request of a member for the present season, or begin one."""
        season = present_season(self.desk.today())
        known = (
            each.id
            for each in self._listed.values()
            if each.member_id == member_id and season is not None and each.season_id == season.id
        )
        found = next(known, None)
        if found is not None:
            self.table.select_id(found)
        else:
            self._show_form(lambda: RequestForm(self.desk, member_id=member_id))

    def _show_form(self, make: Any) -> FormDialog | None:
        try:
            page: FormPage = make()
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return None
        return show_form(page, self, lambda _id: self.desk.tell_last(self))

    def _show_letter(self, listed: ListedRequest) -> None:
        try:
            content = decision_letter(listed.id, self.desk.today())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        title = _("Letter to {name}").format(name=listed.name)
        name = _("Letter {number}").format(number=listed.number or listed.id)
        self.lay(PreviewPage(title, content, f"{name}.pdf".replace("/", "-"), folder=self.desk.path.parent))

    def _take(self, what: str, listed: ListedRequest) -> None:
        try:
            if what == "remove":
                remove_request(listed.id)
            elif self._is_sure(listed):
                take_grant_back(listed.id, today=self.desk.today())
            else:
                return
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.desk.tell_last(self)

    def _is_sure(self, listed: ListedRequest) -> bool:
        amount = self.desk.conventions.money(listed.granted or 0)
        words = _("{amount} goes back to the fund, and {name} is to pay it. The books keep both entries.")
        title = _("Take the grant back?")
        told = words.format(amount=amount, name=listed.name)
        return confirm(self, title, told, _("Take it back"), danger=True)

    def _row(self, listed: ListedRequest) -> Row:
        say = self.desk.conventions
        return Row(
            {
                "name": listed.name,
                "season": listed.season,
                "kind": _(REQUEST_KINDS[listed.kind]),
                "asked_on": say.date(listed.asked_on),
                "asked": say.amount(listed.asked) if listed.asked else "",
                "granted": say.amount(listed.standing) if listed.standing else "",
                "state": _(STATES[listed.state]),
            },
            tones={"state": _TONES[listed.state]},
        )


_BUTTONS = {
    "open": ("decide", "edit", "member", "remove"),
    "granted": ("letter", "member", "back"),
    "refused": ("letter", "member", "again"),
    "back": ("letter", "member", "again"),
}


def _met(request_id: int) -> list[str]:
    rows = SolidarityCriterion.select().where(SolidarityCriterion.id.in_(met_by(request_id)))
    return [each.text for each in rows.order_by(SolidarityCriterion.position)]


def _columns() -> list[Column]:
    return [
        Column("name", _("Member"), 180, sortable=False, stretch=True),
        Column("season", _("Season"), 86, sortable=False),
        Column("kind", _("Why"), 100, sortable=False),
        Column("asked_on", _("Date"), 100, sortable=False),
        Column("asked", _("Asked"), 92, right=True, sortable=False),
        Column("granted", _("Granted"), 84, right=True, sortable=False),
        Column("state", _("Decision"), 100, chip=True, sortable=False),
    ]
