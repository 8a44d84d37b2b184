"""For whom the statements “what your dues bought” are made."""

from __future__ import annotations

from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.benefits.figures import who_is_in, who_used
from assoc_desktop.language import _
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.form_page import FormPage

_USED, _ENROLLED = "used", "enrolled"


class StatementsForm(FormPage):
    """Who gets a statement of a season; `saved` gives their ids."""

    def __init__(self, desk: Desk, season: Season) -> None:
        super().__init__(_("What the dues bought in {season}").format(season=season.label))
        self._season, self._today = season, desk.today()
        number = desk.conventions.number
        self._ids = {_USED: who_used(season), _ENROLLED: who_is_in(season)}
        offers: list[tuple[Any, str]] = [
            (_USED, _("Who used a benefit: {n}").format(n=number(len(self._ids[_USED])))),
            (_ENROLLED, _("Everybody enrolled: {n}").format(n=number(len(self._ids[_ENROLLED])))),
        ]
        self._filters = {each.id: each.group for each in saved_filters(self._today) if not each.problem}
        offers += [
            (each.id, _("Saved filter: {name}").format(name=each.name))
            for each in saved_filters(self._today)
            if not each.problem
        ]
        hint = _("One page each, in the language of each member.")
        self.add_field("who", _("&Who"), ChoiceField(offers), hint)
        self.save_button.setText(_("Make them"))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"who": _USED if self._ids[_USED] else _ENROLLED}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if self.ids(values["who"]) else {"who": _("These are nobody. Choose others.")}

    def save(self, values: dict[str, Any]) -> object:
        return self.ids(values["who"])

    def ids(self, who: Any) -> list[int]:
        """The members that a choice means."""
        if who in self._ids:
            return self._ids[who]
        group = self._filters.get(who)
        return filtered_ids(group, self._today) if group is not None else []
