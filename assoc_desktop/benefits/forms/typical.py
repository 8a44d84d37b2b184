"""A few plainly typical benefits, chosen by ticks, to begin a catalogue with."""

from __future__ import annotations

from typing import Any

from assoc_desktop.benefits.catalogue import TYPICAL, add_typical, benefits
from assoc_desktop.language import _
from assoc_desktop.language.folding import fold
from assoc_desktop.widgets.fields import CheckField
from assoc_desktop.widgets.form_page import FormPage


class TypicalForm(FormPage):
    """Ticks beside the typical benefits that are not in the catalogue yet."""

    def __init__(self) -> None:
        super().__init__(_("Typical benefits"))
        known = {fold(each.name) for each in benefits(archived=True)}
        self._offered = [at for at, each in enumerate(TYPICAL) if fold(_(each.name)) not in known]
        self.add_section(
            _("Which of these do you offer?"),
            _("Every category is entitled at first; change each benefit afterwards as it is with you."),
        )
        for at in self._offered:
            self.add_field(str(at), "", CheckField(_(TYPICAL[at].name)), _(TYPICAL[at].description))
        self.start()

    def load(self) -> dict[str, Any]:
        return {str(at): TYPICAL[at].kind in ("vote", "publication") for at in self._offered}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        if any(values.values()):
            return {}
        return {"": _("Tick at least one, or cancel.")}

    def save(self, values: dict[str, Any]) -> object:
        return add_typical([int(at) for at, ticked in values.items() if ticked])
