"""The page of one card design: every choice, checked and saved; whoever listens sees each change at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import N_, _
from assoc_desktop.members.cards.design import (
    CODES,
    FIELDS,
    LAYOUTS,
    LONGEST_BACK_TEXT,
    CardDesign,
    check_design,
)
from assoc_desktop.members.cards.faces import CardIssuer
from assoc_desktop.members.cards.forms.design_fields import CardColourField, ChecksField
from assoc_desktop.members.cards.rules import StoredDesign, card_issuer, save_design
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.pictures import LOGO_TYPE, PHOTO_TYPE, logo_of, photo_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import CheckField, ChoiceField, ImageField, LineField, TextField
from assoc_desktop.widgets.form_page import FormPage

_PLAIN = (
    "name", "layout", "title", "colour", "logo", "photo", "fields", "custom_fields", "custom_text", "code",
    "signatory", "back", "back_text",
)  # fmt: skip


class DesignForm(FormPage):
    """Edits one design.

    Signals:
        edited(): something was changed; the preview is drawn again.
    """

    edited = Signal()

    def __init__(
        self,
        desk: Desk,
        design: CardDesign,
        stored: StoredDesign | None,
        *,
        copied: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """
        Args:
            design: what is shown.
            stored: the design that is changed; None for a new one.
            copied: the new design is a copy of another, so it is not saved yet although nothing was typed.
        """
        draft = desk.draft(f"card design {stored.id if stored else 'new'}")
        super().__init__(design.name, draft=draft, parent=parent)
        self._design = design
        self._stored = stored
        self._copied = copied
        self.back.hide()
        self._add_fields()
        self.start()
        for field in self.fields.values():
            field.changed.connect(self.edited)

    def is_changed(self) -> bool:
        return self._copied or super().is_changed()

    def shown_design(self) -> CardDesign:
        """The design as it stands on the page, without its pictures; wrong entries are left out."""
        values = self.values()
        plain = {name: values[name] for name in _PLAIN if name in values and not self.fields[name].problem()}
        design = replace(self._design, **_tuples(plain), background="", signature="")
        wrong = check_design(design)
        return replace(design, **{name: getattr(self._design, name) for name in wrong if name != "name"})

    def shown_issuer(self) -> CardIssuer:
        """The association with the pictures as they stand on the page, saved or not."""
        issuer = card_issuer(self.shown_design())
        return replace(
            issuer,
            background=self.fields["background"].value(),
            signature=self.fields["signature"].value(),
        )

    # What a form page asks

    def load(self) -> dict[str, Any]:
        design = self._design
        pictures = attachment.read_many({design.background, design.signature} - {""})
        values = {name: getattr(design, name) for name in _PLAIN}
        return (
            {name: values[name] for name in values if name in self.fields}
            | {
                "fields": list(design.fields),
                "background": pictures.get(design.background),
                "signature": pictures.get(design.signature),
            }
            | ({"custom_fields": list(design.custom_fields)} if "custom_fields" in self.fields else {})
        )

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_design(replace(self._design, **_tuples(_plain(values)), background="", signature=""))

    def save(self, values: dict[str, Any]) -> int:
        stored = self._stored
        label = N_("Change the card design {name}") if stored else N_("Add the card design {name}")
        with operation(label, name=values["name"]):
            design = replace(
                self._design,
                **_tuples(_plain(values)),
                background=_kept(values["background"], PHOTO_TYPE),
                signature=_kept(values["signature"], LOGO_TYPE),
            )
            design_id = save_design(
                design,
                design_id=stored.id if stored else None,
                preferred=stored.preferred if stored else False,
            )
        self._copied = False
        return design_id

    # Building

    def _add_fields(self) -> None:
        self.add_field("name", _("&Name of the design"), LineField(longest=80))
        self.add_field("layout", _("&Layout"), ChoiceField([(key, _(word)) for key, word in LAYOUTS.items()]))
        self.add_field(
            "title",
            _("&Title"),
            LineField(longest=120),
            _("Empty: “Membership card” in each card's language."),
        )
        self.add_field("colour", _("Colour"), CardColourField())
        self.add_field("logo", "", CheckField(_("Show the association's logo")))
        self.add_field("photo", "", CheckField(_("Show photos, where the layout has a place")))
        self.add_section(_("What is on the card"))
        self.add_field("fields", _("Facts"), ChecksField([(key, _(word)) for key, word in FIELDS.items()]))
        own = [(field.id, field.name) for field in custom_fields()]
        if own:
            self.add_field("custom_fields", _("Your own fields"), ChecksField(own))
        self.add_field("custom_text", _("&Line on all cards"), LineField(longest=120))
        self.add_field("code", _("C&ode"), ChoiceField([(key, _(word)) for key, word in CODES.items()]))
        self.add_section(_("Pictures"))
        picture = QSize(150, 95)
        self.add_field(
            "background", _("Background"), ImageField(photo_of, picture, _("Background of the card"))
        )
        self.add_field("signature", _("Signature"), ImageField(logo_of, picture, _("Scanned signature")))
        self.add_field("signatory", _("Who si&gns"), LineField(_("The president"), longest=120))
        self.add_section(_("Back side"))
        self.add_field("back", "", CheckField(_("The cards have a back")))
        hint = _("Rules, opening hours, whom to call when the card is found. {n} characters at most.")
        self.add_field("back_text", _("Te&xt on the back"), TextField(5), hint.format(n=LONGEST_BACK_TEXT))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in _PLAIN}


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _kept(content: bytes | None, media_type: str) -> str:
    """The SHA-256 under which a picture is kept; empty for none."""
    return attachment.add(content, media_type) if content else ""
