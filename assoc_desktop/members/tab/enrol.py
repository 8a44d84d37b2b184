"""Enrolling several members at once for a season."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.association.records import Season, seasons
from assoc_desktop.language import _
from assoc_desktop.members.forms.who import WhoField
from assoc_desktop.members.memberships import categories, enrol, last_category
from assoc_desktop.members.records import BOTH, Category, Member
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField
from assoc_desktop.widgets.form_page import FormPage

#: So many of the chosen members tell which categories suit them: enough, and looked up at once.
_SAMPLE = 500


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
        self.who.changed.connect(self._who_chosen)
        self.save_button.setText(_("Enrol"))
        self.start()

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
        count = enrol(ids, Season.get_by_id(values["season"]), Category.get_by_id(values["category"]))
        if not count:
            raise Refused(_("All of them are enrolled for this season already."))
        self._desk.tell_last(self)
        return ids[0]

    def _who_chosen(self) -> None:
        """Other members may have other categories."""
        self._ids = self.who.ids()
        self._offered = self._categories()
        self.category.set_choices(self._offered)
        self.category.set_value(self._usual_category())

    def _usual_category(self) -> int | None:
        """The category all of them were in last, if it is still offered."""
        usual = last_category(self._ids[:_SAMPLE])
        return usual if usual in [key for key, _words in self._offered] else None

    def _categories(self) -> list[tuple[int | None, str]]:
        """The categories that all chosen members may have, with their fees."""
        sample = self._ids[:_SAMPLE]
        kinds = {
            row[0] for row in Member.select(Member.kind).where(Member.id.in_(sample)).distinct().tuples()
        }
        offered = [each for each in categories() if each.applies_to == BOTH or kinds <= {each.applies_to}]
        words = _("{category} ({fee})")
        return [
            (None, _("Choose…")),
            *(
                (each.id, words.format(category=each.name, fee=self._desk.conventions.money(each.fee)))
                for each in offered
            ),
        ]
