"""Enrolling several members at once for a season."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import Season, seasons
from assoc_desktop.language import _
from assoc_desktop.members.admission import forecast
from assoc_desktop.members.fees import fee_for
from assoc_desktop.members.forms.who import WhoField
from assoc_desktop.members.memberships import (
    Enrolment,
    categories,
    last_category,
    propose_enrolment,
    write_enrolment,
)
from assoc_desktop.members.records import BOTH, Category, Member
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label

#: So many of the chosen members tell which categories suit them: enough, and looked up at once.
_SAMPLE = 500
#: In the place of a category.
EACH_THEIR_OWN = "own"


class EnrolPage(FormPage):
    """Season and category for the chosen members; who is enrolled already stays as they are."""

    def __init__(self, desk: Desk, member_ids: Sequence[int], season: Season) -> None:
        super().__init__(_("Enrol members"))
        self._desk, self._ids, self._first = desk, list(member_ids), season
        self.who = WhoField(desk, member_ids)
        self.add_field("who", _("&Who"), self.who)
        self.add_section(
            _("For which season"), _("Whoever is enrolled for it already keeps their membership as it is.")
        )
        self.add_field("season", _("&Season"), ChoiceField([(each.id, each.label) for each in seasons()]))
        self._offered = self._categories()
        self.category = ChoiceField(self._offered)
        self.add_field("category", _("&Category"), self.category)
        self._forecast = plain_label("", "quiet")
        self.add_widget(self._forecast)
        self.who.changed.connect(self._who_chosen)
        self.fields["season"].changed.connect(self._season_chosen)
        self.category.changed.connect(self._tell)
        self.save_button.setText(_("Enrol"))
        self.start()
        self._tell()

    def take_keyboard(self) -> None:
        """Whom it is about was chosen in the list already: the keyboard goes to the season."""
        self.fields["season"].target().setFocus()

    def load(self) -> dict[str, Any]:
        return {"season": self._first.id, "category": self._usual_category()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {} if values["who"] else {"who": _("This filter lets nobody through.")}
        return problems if values["category"] else {**problems, "category": _("Choose a category.")}

    def save(self, values: dict[str, Any]) -> object:
        ids = values["who"]
        enrolment = self._proposed(ids, values["season"], values["category"])
        if not write_enrolment(enrolment):
            raise Refused(" ".join(forecast(enrolment, self._desk.today(), self._desk.conventions)))
        self._desk.tell_last(self)
        return ids[0]

    def _proposed(self, ids: Sequence[int], season_id: int, category_id: Any) -> Enrolment:
        category = None if category_id == EACH_THEIR_OWN else Category.get_by_id(category_id)
        season = Season.get_by_id(season_id)
        return propose_enrolment(ids, season, category, day=self._desk.today())

    def _tell(self) -> None:
        """What enrolling would write, before it is written; when that is nothing, the button is off."""
        self.save_button.setEnabled(True)
        season_id, category_id = self.fields["season"].value(), self.category.value()
        if not (season_id and category_id):
            self._forecast.setText("")
            return
        ids = self.who.ids()
        if not ids:
            self._forecast.setText(self.who.problem() or _("This filter lets nobody through."))
            self.save_button.setEnabled(False)
            return
        try:
            enrolment = self._proposed(ids, season_id, category_id)
        except Refused as refusal:
            self._forecast.setText(str(refusal))
            self.save_button.setEnabled(False)
            return
        self.save_button.setEnabled(bool(enrolment.rows))
        self._forecast.setText("\n".join(forecast(enrolment, self._desk.today(), self._desk.conventions)))

    def _season_chosen(self) -> None:
        """Another season may have other fees."""
        self._offered = self._categories()
        self.category.set_choices(self._offered)
        self._tell()

    def _who_chosen(self) -> None:
        """Other members may have other categories."""
        self._ids = self.who.ids()
        self._offered = self._categories()
        self.category.set_choices(self._offered)
        self.category.set_value(self._usual_category())
        self._tell()

    def _usual_category(self) -> int | None:
        """The category all of them were in last, if it is still offered."""
        usual = last_category(self._ids[:_SAMPLE])
        return usual if usual in [key for key, _words in self._offered] else None

    def _categories(self) -> list[tuple[Any, str]]:
        """The categories that all chosen members may have, with their fees in the season chosen."""
        sample, season = (
            self._ids[:_SAMPLE],
            Season.get_by_id(self.fields["season"].value() or self._first.id),
        )
        kinds = {
            row[0] for row in Member.select(Member.kind).where(Member.id.in_(sample)).distinct().tuples()
        }
        offered = [each for each in categories() if each.applies_to == BOTH or kinds <= {each.applies_to}]
        words = _("{category} ({fee})")
        return [
            (None, _("Choose…")),
            (EACH_THEIR_OWN, _("Each in their last category, or the one it moves them to")),
            *(
                (
                    each.id,
                    words.format(category=each.name, fee=self._desk.conventions.money(fee_for(each, season))),
                )
                for each in offered
            ),
        ]
