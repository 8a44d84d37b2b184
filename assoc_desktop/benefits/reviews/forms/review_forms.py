"""The forms of a review: what is put to the members, an idea, and a decision."""

from __future__ import annotations

from typing import Any

from assoc_desktop.association.records import present_season, seasons
from assoc_desktop.benefits.records import DECISIONS
from assoc_desktop.benefits.reviews.figures import ItemFigures, told_last, told_score
from assoc_desktop.benefits.reviews.rounds import (
    LONGEST_IDEA,
    LONGEST_NAME,
    RoundData,
    add_idea,
    begin_round,
    check_item,
    check_round,
    choices_for,
    decide_item,
    offered_for_review,
)
from assoc_desktop.language import _, ngettext
from assoc_desktop.surveys.records import MODES
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, LineField, TextField
from assoc_desktop.widgets.fields.ticks import TicksField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import WideFormPage, plain_label


class RoundPage(WideFormPage):
    """Begin a review: its name, what is put to the members, and how they answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("New review"))
        self._desk = desk
        offered, kinds = offered_for_review()
        self.add_section(_("What is put to the members"))
        for name, words, known in (
            ("benefits", _("&Benefits"), offered),
            ("categories", _("C&ategories"), kinds),
        ):
            self.add_field(name, words, TicksField([(each.id, each.name) for each in known], _("none yet")))
        hint = _("One in each line. Members say how much they would want it.")
        self.add_field("ideas", _("New &ideas"), TextField(3), hint)
        self.add_section(_("The review"), side=1)
        self.add_field("name", _("&Name"), LineField(longest=LONGEST_NAME), _("The survey is called so too."))
        hint = _("Its uses and costs stand beside the answers.")
        offered_seasons = [(each.id, each.label) for each in seasons()]
        self.add_field("season_id", _("&Season"), ChoiceField(offered_seasons), hint)
        modes = [(key, _(words)) for key, words in MODES.items()]
        self.add_field("mode", _("Ans&wers"), ChoiceField(modes))
        self.save_button.setText(_("Make the survey"))
        self.start()

    def load(self) -> dict[str, Any]:
        season = present_season(self._desk.today())
        offered, kinds = offered_for_review()
        return {
            "benefits": [each.id for each in offered],
            "categories": [each.id for each in kinds],
            "name": _("Review {season}").format(season=season.label) if season else _("Review"),
            "season_id": season.id if season else None,
            "mode": "anonymous",
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_round(_round(values))

    def save(self, values: dict[str, Any]) -> object:
        return begin_round(_round(values), today=self._desk.today()).id


def _round(values: dict[str, Any]) -> RoundData:
    ideas = tuple(line.strip() for line in values["ideas"].splitlines() if line.strip())
    chosen = {name: tuple(values[name]) for name in ("benefits", "categories")}
    return RoundData(values["name"], values["season_id"], ideas=ideas, mode=values["mode"], **chosen)


class IdeaForm(FormPage):
    """An idea that came up during a review."""

    def __init__(self, round_id: int) -> None:
        super().__init__(_("New idea"))
        self._round_id = round_id
        hint = _("Such as what members wrote in their own words.")
        self.add_field("idea", _("&Idea"), LineField(longest=LONGEST_IDEA), hint)
        self.start()

    def save(self, values: dict[str, Any]) -> object:
        return add_idea(self._round_id, values["idea"]).id


class DecisionForm(FormPage):
    """What is decided of an item, why, and when; its figures stand above."""

    dialog_signs = 92

    def __init__(self, desk: Desk, item: ItemFigures) -> None:
        super().__init__(_("Decide: {name}").format(name=item.name))
        self._desk, self._item = desk, item
        self.add_widget(plain_label(told_figures(item, desk), "quiet"))
        if item.last is not None and item.last.reason:
            words = _("Reason the last time: {reason}").format(reason=item.last.reason)
            self.add_widget(plain_label(words, "quiet"))
        choices = [(key, _(DECISIONS[key])) for key in choices_for(item.row)]
        self.add_field("decision", _("&Decision"), ChoiceField(choices))
        self.add_field("reason", _("&Reason"), TextField(3), _("It is shown when this comes up again."))
        self.add_field("on", _("Decided &on"), DateField(desk.conventions))
        self.save_button.setText(_("Decide"))
        self.start()

    def load(self) -> dict[str, Any]:
        row = self._item.row
        return {
            "decision": row.decision or choices_for(row)[0],
            "reason": row.reason,
            "on": row.decided_on or self._desk.today(),
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_item(self._item.row, **values, today=self._desk.today())

    def save(self, values: dict[str, Any]) -> object:
        return decide_item(self._item.row.id, **values, today=self._desk.today()).id


def told_figures(item: ItemFigures, desk: Desk) -> str:
    """Score, use, cost, members and the last decision in one line."""
    say = desk.conventions
    told = [_("Score {score}").format(score=told_score(item.score, item.n, say))]
    if item.members is not None:
        uses = item.uses or 0
        told.append(ngettext("{n} member", "{n} members", item.members).format(n=say.number(item.members)))
        told.append(ngettext("{n} use", "{n} uses", uses).format(n=say.number(uses)))
        told.append(_("cost {amount}").format(amount=say.money(item.cost or 0)))
    if item.last is not None:
        told.append(_("last time: {decision}").format(decision=told_last(item.last, say)))
    return " · ".join(told)
