"""Reviews: what members said of each benefit and category beside use and cost, and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.benefits.forms.benefit_page import BenefitPage
from assoc_desktop.benefits.records import DECISIONS, ReviewRound
from assoc_desktop.benefits.reviews.figures import (
    ItemFigures,
    ReviewFigures,
    read_review,
    review_report,
    told_last,
    told_score,
)
from assoc_desktop.benefits.reviews.forms.review_forms import DecisionForm, IdeaForm, RoundPage
from assoc_desktop.benefits.reviews.rounds import (
    STATES,
    archive_what_goes,
    close_round,
    follow_up,
    open_round,
    remove_round,
    rounds,
    state_of,
)
from assoc_desktop.language import _, ngettext
from assoc_desktop.language.folding import fold
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.list_place import ListPlace, MenuEntry
from assoc_desktop.widgets.messages import confirm, show_refusal
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.record_table import Column, Row

_TONES = {"keep": "good", "change": "warn", "drop": "bad", "new": "info", "": "neutral"}


class ReviewsPlace(ListPlace):
    """The items of a round; the round is chosen above."""

    def __init__(self, desk: Desk) -> None:
        self._figures: ReviewFigures | None = None
        self._items: dict[int, ItemFigures] = {}
        none = EmptyState(
            "star",
            _("Nothing chosen"),
            _("Choose a line of the list to see what was said of it and to decide."),
        )
        details = DetailsPane(
            none,
            [
                ("decide", "check", _("Decide…")),
                ("archive", "archive", _("Archive it")),
                ("edit", "edit", _("Change it…")),
                ("add", "add", _("Add it to the catalogue…")),
            ],
        )
        empty = EmptyState(
            "star",
            _("What should the dues buy?"),
            _(
                "Put benefits and categories to the members: a survey is made for them. When the answers are in, decide on "
                "each with its score, use and cost before you."
            ),
            (_("New review…"), self.add),
        )
        super().__init__(
            desk, "reviews", _columns(), details, search=_("Search this review"),
            tip=_("Name and reason (Ctrl+F)"), empty=empty, widths=(760, 300),
        )  # fmt: skip
        self.add_box("round", _("Review"), stretch=3)
        self.next_button = self.add_button("next", "", self.go_on)
        self.add_main("add", _("&New review…"), self.add, _("Begin a review (Ctrl+N)"))
        self.add_menu(_("More: idea, survey, report, columns"), self._menu)
        self.read_again()

    # What the tab asks

    def add(self) -> None:
        """Begin a review."""
        page = RoundPage(self.desk)
        page.saved.connect(self._begun)
        self.lay(page)

    def print_now(self) -> None:
        """Show the report on the round, to be printed or saved."""
        review = self.review()
        if review is None:
            return
        head, folder = head_of(the_association().language), self.desk.path.parent

        def show(content: bytes) -> None:
            name = f"{review.name}.pdf".replace("/", "-")
            self.lay(PreviewPage(review.name, content, name, folder=folder))

        run_in_background(
            lambda _progress: report_pdf(lambda say: review_report(review, say), head),
            title=_("Writing the report…"), done=show, parent=self,
        )  # fmt: skip

    def read_again(self) -> None:
        known = rounds()
        self.offer("round", [(each.id, each.name) for each in known])
        self.boxes["round"].setVisible(bool(known))
        # Counting takes a while in a large file: once for each change, not for each letter of a search.
        self._figures = None
        super().read_again()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """`review` chooses a round."""
        self.show_everything()
        self.choose("round", choice.get("review"))
        self.read_list()

    def show_everything(self) -> None:
        """Take the search away; the round stays."""
        self.search_field.clear()
        self.read_list()

    def read_ids(self) -> tuple[Sequence[int], bool]:
        review = self.review()
        if self._figures is None or self._figures.review != review:
            self._figures = read_review(review) if review else None
        self._items = {each.row.id: each for each in self._figures.items} if self._figures else {}
        words = fold(self.search_field.text()).split()
        found = [
            key
            for key, each in self._items.items()
            if all(word in fold(f"{each.name} {each.row.reason}") for word in words)
        ]
        self._show_next(review)
        return found, bool(self._items)

    def rows(self, ids: list[int]) -> list[Row]:
        return [self._row(self._items[each]) for each in ids]

    def opened(self, record_id: int) -> None:
        self._decide(self._items[record_id])

    def told_sums(self, ids: Sequence[int]) -> str:  # noqa: ARG002
        figures, say = self._figures, self.desk.conventions
        if figures is None:
            return ""
        answers = ngettext("{n} answer", "{n} answers", figures.answered).format(
            n=say.number(figures.answered)
        )
        decided = _("{n} of {all} decided").format(
            n=say.number(figures.decided), all=say.number(len(figures.items))
        )
        return " · ".join((_(STATES[state_of(figures.review)]), answers, decided))

    def show_details(self, record_id: int | None) -> None:
        item = self._items.get(record_id or 0)
        pane = self.details
        if item is None:
            pane.show_none()
            return
        say, row = self.desk.conventions, item.row
        pane.begin(item.name)
        has_use = item.members is not None
        pane.add_facts(
            [
                (_("Score (n)"), told_score(item.score, item.n, say)),
                (_("Members"), say.number(item.members or 0) if has_use else ""),
                (_("Uses"), say.number(item.uses or 0) if has_use else ""),
                (_("Cost"), say.money(item.cost or 0) if has_use else ""),
                (_("Decision"), _(DECISIONS[row.decision]) if row.decision else _("not decided")),
                (_("Decided on"), say.date(row.decided_on) if row.decided_on else ""),
                (_("Reason"), row.reason),
                (_("Last time"), told_last(item.last, say)),
                (_("Reason then"), item.last.reason if item.last else ""),
            ]
        )
        closed = row.round.closed_on is not None
        pane.offer(*(() if closed else ("decide",)), *filter(None, (follow_up(row),)))

    # What is done

    def review(self) -> ReviewRound | None:
        """The round that is shown."""
        return ReviewRound.get_or_none(ReviewRound.id == self.chosen("round"))

    def do(self, what: str) -> None:
        """Do what a button below the details says."""
        item = self._items.get(self.current() or 0)
        if item is None:
            return
        if what == "decide":
            self._decide(item)
        elif what == "archive":
            self._try(lambda: archive_what_goes(item.row.id))
        elif what == "edit" and item.row.category_id:
            self.desk.settings_wanted.emit("categories")
        else:
            self._open_benefit(item)

    def go_on(self) -> None:
        """Do the next step of the round: ask the members, type answers in, close it."""
        review = self.review()
        if review is None:
            return
        state = state_of(review)
        if state == "preparing":
            self._ask_members(review)
        elif state == "asking":
            self.show_survey()
        elif state == "deciding":
            self._try(lambda: close_round(review.id, today=self.desk.today()))

    def show_survey(self) -> None:
        """Show the survey of the round among all surveys."""
        review = self.review()
        if review is not None and review.survey_id:
            self.desk.wanted.emit("listening", {"place": "surveys", "survey": review.survey_id})

    # Inside

    def _menu(self) -> Sequence[MenuEntry]:
        review = self.review()
        if review is None:
            return ()
        entries: list[MenuEntry] = []
        state = state_of(review)
        if state != "closed":
            entries.append(("add", _("Add an idea…"), lambda: self._add_idea(review)))
        if review.survey_id:
            entries.append(("list", _("See the survey"), self.show_survey))
        entries.append(("print", _("Report…"), self.print_now))
        if state == "asking":
            entries.append(
                (
                    "lock",
                    _("Close the review"),
                    lambda: self._try(lambda: close_round(review.id, today=self.desk.today())),
                )
            )
        if state != "closed":
            entries.append(
                ("delete", _("Remove this review"), lambda: self._try(lambda: remove_round(review.id)))
            )
        return entries

    def _show_next(self, review: ReviewRound | None) -> None:
        words = {
            "preparing": _("&Ask the members…"),
            "asking": _("To the &answers"),
            "deciding": _("Close the &review"),
        }
        state = state_of(review) if review else "closed"
        self.next_button.setVisible(state in words)
        self.next_button.setText(words.get(state, ""))

    def _begun(self, round_id: object) -> None:
        self.desk.tell_last(self)
        self.read_again()
        self.choose("round", round_id)
        self.read_list()

    def _ask_members(self, review: ReviewRound) -> None:
        sentence = _(
            "The survey “{name}” is opened: its questions stand from now on. Print the forms and type the answers in among "
            "the surveys of the tab for listening."
        ).format(name=review.survey.name)
        if confirm(self, _("Ask the members now?"), sentence, _("Open the survey")) and self._try(
            lambda: open_round(review.id, today=self.desk.today())
        ):
            self.show_survey()

    def _add_idea(self, review: ReviewRound) -> None:
        show_form(IdeaForm(review.id), self, lambda _id: self.desk.tell_last(self))

    def _decide(self, item: ItemFigures) -> None:
        if item.row.round.closed_on is None:
            show_form(DecisionForm(self.desk, item), self, lambda _id: self.desk.tell_last(self))

    def _open_benefit(self, item: ItemFigures) -> None:
        try:
            page = BenefitPage(self.desk, item.row.benefit_id)
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        if item.row.idea:
            page.fields["name"].set_value(item.row.idea)
        page.saved.connect(lambda _id: self.desk.tell_change(self, _("The benefit was saved.")))
        self.lay(page)

    def _try(self, do: Any) -> bool:
        try:
            do()
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return False
        self.desk.tell_last(self)
        return True

    def _row(self, item: ItemFigures) -> Row:
        say, decision = self.desk.conventions, item.row.decision
        return Row(
            {
                "name": item.name,
                "kind": _kinds()[item.kind],
                "score": told_score(item.score, item.n, say),
                "members": "" if item.members is None else say.number(item.members),
                "uses": "" if item.uses is None else say.number(item.uses),
                "cost": "" if item.cost is None else say.amount(item.cost),
                "last": _(DECISIONS[item.last.decision]) if item.last and item.last.decision else "",
                "decision": _(DECISIONS[decision]) if decision else _("To decide"),
            },
            {"name": item.name, "last": told_last(item.last, say), "decision": item.row.reason},
            {"decision": _TONES[decision]},
        )


def _kinds() -> dict[str, str]:
    return {"benefit": _("Benefit"), "category": _("Category"), "idea": _("Idea")}


def _columns() -> list[Column]:
    return [
        Column("name", _("What"), 150, sortable=False, stretch=True),
        Column("kind", _("Kind"), 92, sortable=False, shown=False),
        Column("score", _("Score (n)"), 94, right=True, sortable=False),
        Column("members", _("Members"), 92, right=True, sortable=False),
        Column("uses", _("Uses"), 104, right=True, sortable=False),
        Column("cost", _("Cost"), 76, right=True, sortable=False),
        Column("last", _("Before"), 128, sortable=False),
        Column("decision", _("Decision"), 112, chip=True, sortable=False),
    ]
