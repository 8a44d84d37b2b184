"""The forms of levies: charging members, and cancelling one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import Season, seasons
from assoc_desktop.language import _
from assoc_desktop.members.records import Member
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.dues.forms.who import CHOSEN, SHOWN, DuesWhoField
from assoc_desktop.treasury.levies import LevyData, cancel, charge, check_levy
from assoc_desktop.treasury.records import LEVY_KINDS, Levy
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_page import FormPage

_LIKELY = ("706", "758")


class LevyForm(FormPage):
    """What is owed besides the dues of a season, by whom.

    Args:
        desk: the open file.
        chosen: the members chosen in the list.
        shown: all members that the list shows.
        season: the season shown.
    """

    def __init__(
        self, desk: Desk, chosen: Sequence[int], shown: Sequence[int], season: Season | None
    ) -> None:
        title = _("New levy")
        if len(chosen) == 1:
            title = _("New levy for {name}").format(name=Member.get_by_id(chosen[0]).full_name)
        super().__init__(title)
        self._desk, self._season = desk, season
        self._chosen = bool(chosen)
        say = desk.conventions
        self.who = DuesWhoField(desk, chosen, shown)
        self.add_field("who", _("&Who"), self.who)
        self.add_field(
            "kind", _("&Kind"), ChoiceField([(key, _(words)) for key, words in LEVY_KINDS.items()])
        )
        self.add_field("text", _("F&or what"), LineField(_("Autumn trip, journal 2026…")))
        self.add_field("amount", _("A&mount for each"), AmountField(say))
        self.add_field("due_on", _("&Due on"), DateField(say))
        self._accounts = accounts(kinds=("income",))
        self.add_field(
            "account_id",
            _("&Income"),
            ChoiceField([(each.id, f"{each.code} {each.name}") for each in self._accounts]),
        )
        offered = [(None, _("No season")), *((each.id, each.label) for each in seasons())]
        self.add_field("season_id", _("&Season"), ChoiceField(offered))
        self.save_button.setText(_("Charge"))
        self.start()

    def load(self) -> dict[str, Any]:
        likely = [each.id for code in _LIKELY for each in self._accounts if each.code == code]
        first = [each.id for each in self._accounts]
        return {
            "who": CHOSEN if self._chosen else SHOWN,
            "kind": "event",
            "due_on": self._desk.today(),
            "account_id": next(iter(likely + first), None),
            "season_id": self._season.id if self._season else None,
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = check_levy(_levy(values))
        if not self.who.problem() and not self.who.ids():
            problems["who"] = _("This filter lets nobody through.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        ids = self.who.ids()
        charge(ids, _levy(values))
        return ids[0]


def _levy(values: dict[str, Any]) -> LevyData:
    return LevyData(**{name: value for name, value in values.items() if name != "who"})


class CancelLevyForm(FormPage):
    """Why a levy is no longer asked for."""

    def __init__(self, desk: Desk, levy_id: int) -> None:
        super().__init__(_("Cancel “{text}”").format(text=Levy.get_by_id(levy_id).text))
        self._desk, self._levy_id = desk, levy_id
        self.add_field(
            "reason", _("&Reason"), LineField(), _("It is kept, and the levy stays in the list as cancelled.")
        )
        self.save_button.setText(_("Cancel the levy"))
        self.start()

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if values["reason"]:
            return {}
        return {"reason": _("Say why it is cancelled: the reason is kept.")}

    def save(self, values: dict[str, Any]) -> object:
        cancel(self._levy_id, on=self._desk.today(), reason=values["reason"])
        return self._levy_id
