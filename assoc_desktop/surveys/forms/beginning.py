"""Beginning a survey or a further round, and choosing who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel

from assoc_desktop.association.records import seasons
from assoc_desktop.language import _, ngettext
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.surveys.asking import REASONS, Asking, belonging_now, invite, of_season, plan_asking
from assoc_desktop.surveys.building import check_survey, new_survey, next_round, the_survey
from assoc_desktop.surveys.ready_made import make_ready, ready_made
from assoc_desktop.surveys.records import MODES, Survey
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, LineField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.theme import look


class NewSurveyForm(FormPage):
    """Its name, what it begins with, and whether answers carry a name."""

    def __init__(self) -> None:
        super().__init__(_("New survey"))
        self._ready = ready_made()
        self._proposed = ""
        self.add_field("name", _("&Name"), LineField(longest=100), _("As you call it in the list."))
        begins = [("", _("Nothing: my own questions"))]
        begins += [(key, _(each.name)) for key, each in self._ready.items()]
        self.begin = ChoiceField(begins)
        self.add_field("begin", _("&Begin with"), self.begin)
        self.told = QLabel(wordWrap=True)
        look(self.told, "quiet")
        self.add_widget(self.told)
        self.add_field("mode", _("Answe&rs"), ChoiceField([(key, _(words)) for key, words in MODES.items()]))
        self.begin.changed.connect(self._begin_chosen)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"name": "", "begin": "", "mode": "anonymous"}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_survey(values)

    def save(self, values: dict[str, Any]) -> object:
        made = self._ready.get(values["begin"])
        if made is not None:
            return make_ready(made, values["name"], values["mode"]).id
        return new_survey(values["name"], values["mode"]).id

    def _begin_chosen(self) -> None:
        """What a ready-made survey is for, and the mode that suits it."""
        made = self._ready.get(self.begin.value())
        self.told.setText(_(made.told) if made else "")
        if made:
            self.fields["mode"].set_value(made.mode)
            if self.fields["name"].value() in ("", self._proposed):
                self._proposed = f"{_(made.name)[:90]} {self._year()}".strip()
                self.fields["name"].set_value(self._proposed)

    def _year(self) -> str:
        latest = seasons()
        return str(latest[0].label) if latest else ""


class NextRoundForm(FormPage):
    """The name of a further round."""

    def __init__(self, survey: Survey) -> None:
        super().__init__(_("Further round"))
        self._survey = survey
        hint = _("The same questions with the same codes: results show what changed since {name}.")
        self.add_field("name", _("&Name"), LineField(longest=100), hint.format(name=survey.name))
        self.start()

    def save(self, values: dict[str, Any]) -> object:
        return next_round(self._survey, values["name"]).id


class AskForm(FormPage):
    """Who is asked: all who belong, all of a season, a saved filter, or those chosen in the members' list.

    It says whom that leaves out, and why.

    Args:
        chosen: the members chosen in the list.
        among: id and name of the surveys that may be meant; nothing when it is clear which one.
    """

    def __init__(
        self,
        desk: Desk,
        survey_id: int,
        chosen: tuple[int, ...] = (),
        among: Sequence[tuple[int, str]] = (),
    ) -> None:
        super().__init__(_("Who is asked"))
        self._desk, self._survey, self._chosen = desk, the_survey(survey_id), chosen
        if among:
            self.survey = ChoiceField(among)
            self.add_field("survey", _("&Survey"), self.survey)
            self.survey.changed.connect(self._tell)
        self._filters = {
            each.id: each for each in saved_filters(desk.today()) if each.group and not each.problem
        }
        n = len(chosen)
        words = ngettext("{n} member chosen in the list", "{n} members chosen in the list", n).format(n=n)
        offered = [("chosen", words)] if chosen else []
        offered += [("belonging", _("All who are members today"))]
        offered += [
            (f"season {each.id}", _("All of {season}").format(season=each.label)) for each in seasons()
        ]
        offered += [
            (f"filter {each.id}", _("Saved filter: {name}").format(name=each.name))
            for each in self._filters.values()
        ]
        self.who = ChoiceField(offered)
        self.add_field("who", _("&Members"), self.who)
        self.told = QLabel(wordWrap=True)
        self.add_widget(self.told)
        self.who.changed.connect(self._tell)
        self.save_button.setText(_("Ask them"))
        self.start()
        self._tell()

    def load(self) -> dict[str, Any]:
        values: dict[str, Any] = {"survey": self._survey.id} if "survey" in self.fields else {}
        return values | {"who": "chosen" if self._chosen else "belonging"}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        asking = plan_asking(self._meant(), self._ids(values["who"]), self._desk.today())
        return {} if asking.ids else {"who": _("Nobody of them is to be asked.")}

    def save(self, values: dict[str, Any]) -> object:
        return invite(self._meant(), self._ids(values["who"]), self._desk.today())

    def _ids(self, key: str) -> list[int]:
        today = self._desk.today()
        if key == "chosen":
            return list(self._chosen)
        if key == "belonging":
            return belonging_now(today)
        kind, number = key.split()
        if kind == "season":
            return of_season(int(number))
        group = self._filters[int(number)].group
        return filtered_ids(group, today) if group else []

    def _meant(self) -> Survey:
        return the_survey(self.survey.value()) if "survey" in self.fields else self._survey

    def _tell(self) -> None:
        self.told.setText(
            told_asking(plan_asking(self._meant(), self._ids(self.who.value()), self._desk.today()))
        )


def told_asking(asking: Asking) -> str:
    """How many are asked, and how many are left out for which reason."""
    n = len(asking.ids)
    lines = [ngettext("{n} member is asked.", "{n} members are asked.", n).format(n=n)]
    for key, words in REASONS.items():
        count = sum(reason == key for reason in asking.left_out.values())
        if count:
            lines.append(_("Left out: {reason} ({n})").format(reason=_(words), n=count))
    return "\n".join(lines)
