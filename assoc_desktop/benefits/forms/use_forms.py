"""Small forms of the use desk: giving a benefit all the same, and taking a use back."""

from __future__ import annotations

from typing import Any

from assoc_desktop.benefits.entitlement import Entitled
from assoc_desktop.benefits.uses import Used, record_use, reverse_use
from assoc_desktop.language import _
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import LineField
from assoc_desktop.widgets.form_page import FormPage


class BeyondForm(FormPage):
    """Why somebody gets a benefit that they are not entitled to."""

    def __init__(self, desk: Desk, member_id: int, entitled: Entitled, note: str = "") -> None:
        super().__init__(_("Give all the same"))
        self._desk, self._member_id, self._entitled, self._note = desk, member_id, entitled, note
        self.add_section(entitled.name, entitled.reason)
        self.add_field("reason", _("Give it &because"), LineField(), _("It is kept with the use."))
        self.save_button.setText(_("Give it"))
        self.start()

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["reason"] else {"reason": _("Say why it is given: the reason is kept.")}

    def save(self, values: dict[str, Any]) -> object:
        today, say = self._desk.today(), self._desk.conventions
        return record_use(
            self._entitled.benefit_id,
            self._member_id,
            today=today,
            say=say,
            note=self._note,
            beyond=values["reason"],
        ).id


class ReverseUseForm(FormPage):
    """Why a use counts no more."""

    def __init__(self, desk: Desk, use: Used) -> None:
        super().__init__(_("Reverse “{benefit}”").format(benefit=use.benefit))
        self._desk, self._use = desk, use
        hint = _(
            "The use and the reason both stay; it counts no more, and its place in the quota is free again."
        )
        self.add_field("reason", _("&Reason"), LineField(), hint)
        self.save_button.setText(_("Reverse"))
        self.start()

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["reason"] else {"reason": _("Say why it is reversed: the reason is kept.")}

    def save(self, values: dict[str, Any]) -> object:
        reverse_use(self._use.id, values["reason"], on=self._desk.today())
        return self._use.id
