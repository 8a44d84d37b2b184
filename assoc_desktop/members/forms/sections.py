"""The fields of a member's page, section by section; a person and an institution have their own."""

from __future__ import annotations

from PySide6.QtCore import QSize

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.names import country_names
from assoc_desktop.members.custom_fields import custom_fields
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.forms.contact_people import ContactPeopleField
from assoc_desktop.members.forms.custom import LONGEST_LINE, custom_field_editor
from assoc_desktop.members.forms.enrolment import EnrolmentFields
from assoc_desktop.members.listing import towns
from assoc_desktop.members.records import INSTITUTION, LIBRARY_KINDS
from assoc_desktop.members.references import find_institutions, known_tags, name_of_member
from assoc_desktop.storage.pictures import photo_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import (
    ChoiceField,
    DateField,
    EmailsField,
    ImageField,
    LineField,
    PhonesField,
    TagsField,
    TextField,
)
from assoc_desktop.widgets.fields.reference import ReferenceField, WordsField, among
from assoc_desktop.widgets.wide_form import WideFormPage, plain_label


def add_sections(page: WideFormPage, desk: Desk, member: MemberData, *, new: bool) -> EnrolmentFields | None:
    """Add every section that this kind of member has; hand back those on the first membership of a new one."""
    conventions = desk.conventions
    if member.kind == INSTITUTION:
        _institution(page)
        _contact_people(page, conventions)
    else:
        _person(page, conventions)
    _address(page, conventions)
    _custom(page, conventions, member)
    _photo(page, member)
    enrolment = EnrolmentFields(page, desk, member.kind) if new else None
    _reach(page, conventions)
    _belonging(page, conventions)
    _sorting(page)
    return enrolment


def _line(hint: str = "", known: list[str] | None = None) -> LineField:
    return LineField(hint, known, longest=LONGEST_LINE)


def _person(page: WideFormPage, conventions: Conventions) -> None:
    page.add_section(_("Person"))
    page.add_field("title", _("Title"), _line(known=[_("Ms"), _("Mr"), _("Dr"), _("Prof.")])).keep_narrow()
    page.add_field("given_name", _("&Given name"), _line())
    page.add_field("family_name", _("Fam&ily name"), _line())
    page.add_field("birth_date", _("Birth date"), DateField(conventions))
    page.add_field("profession", _("Profession"), _line())
    employer = ReferenceField(
        find_institutions, name_of_member, _("Type the name of an institution of the list")
    )
    page.add_field("employer_id", _("Employer"), employer)
    _number(page)


def _institution(page: WideFormPage) -> None:
    page.add_section(_("Institution"))
    page.add_field("name", _("&Name"), _line())
    kinds = [("", "—"), *((key, _(word)) for key, word in LIBRARY_KINDS.items())]
    page.add_field("library_kind", _("Kind of library"), ChoiceField(kinds))
    page.add_field("isil", _("ISIL"), _line("FR-751131015"), _("The library's identifier, if it has one."))
    page.add_field("registration_number", _("Registration number"), _line())
    _number(page)


def _number(page: WideFormPage) -> None:
    page.add_field(
        "number", _("Member number"), _line(), _("Left empty, it is given on joining.")
    ).keep_narrow()


def _contact_people(page: WideFormPage, conventions: Conventions) -> None:
    page.add_section(_("Contact people"))
    page.add_field("contacts", "", ContactPeopleField(conventions))


def _address(page: WideFormPage, conventions: Conventions) -> None:
    page.add_section(_("Postal address"))
    page.add_field("address", _("&Address"), TextField(2))
    labels = {
        "postcode": (_("Postcode"), _line()),
        "town": (_("Town"), _line(known=towns())),
        "region": (_("Region"), _line()),
    }
    for name in _order_of_address(conventions):
        page.add_field(name, *labels[name])
    page.fields["postcode"].keep_narrow()
    names = country_names()
    home = names.get(conventions.country, conventions.country)
    country = ReferenceField(among(names), lambda code: names.get(code, code), home)
    page.add_field("country", _("Country"), country)
    preview = plain_label("", "quiet")
    page.add_widget(preview)

    def show() -> None:
        parts = {
            name: page.fields[name].value() for name in ("address", "postcode", "town", "region", "country")
        }
        preview.setText("\n".join(conventions.address_lines(**parts | {"country": parts["country"] or ""})))
        preview.setVisible(bool(preview.text()))

    for name in ("address", "postcode", "town", "region", "country"):
        page.fields[name].changed.connect(show)
    page.shown_again.connect(show)


def _order_of_address(conventions: Conventions) -> list[str]:
    """The fields of an address as the association's country orders them."""
    first_line = conventions.address_lines("", "1", "2", "3", conventions.country)[0]
    return ["postcode", "town", "region"] if first_line.startswith("1") else ["town", "region", "postcode"]


def _photo(page: WideFormPage, member: MemberData) -> None:
    institution = member.kind == INSTITUTION
    page.add_section(_("Logo or photo") if institution else _("Photo"), side=1)
    page.add_field("photo", "", ImageField(photo_of, QSize(96, 120), _("Photo")))


def _reach(page: WideFormPage, conventions: Conventions) -> None:
    page.add_section(_("Phone and e-mail"), side=1)
    page.add_field("phones", _("&Phones"), PhonesField(conventions))
    page.add_field("emails", _("E-mai&l"), EmailsField())
    page.add_field("website", _("Website"), _line())
    languages = {code: str(name) for code, name in conventions.locale.languages.items() if code.isalpha()}
    hint = _("The first one is the language of letters and cards.")
    page.add_field("languages", _("Languages"), WordsField(languages), hint)


def _belonging(page: WideFormPage, conventions: Conventions) -> None:
    page.add_section(_("Belonging"), side=1)
    for name, label in (
        ("prospect_since", _("Prospect since")),
        ("joined_on", _("Joined on")),
        ("resigned_on", _("Resigned on")),
        ("struck_off_on", _("Struck off on")),
    ):
        page.add_field(name, label, DateField(conventions))
    page.add_field("struck_off_reason", _("Reason for striking off"), _line())
    page.add_field("deceased_on", _("Deceased on"), DateField(conventions))


def _sorting(page: WideFormPage) -> None:
    page.add_section(_("Tags and notes"), side=1)
    page.add_field("tags", _("Tags"), TagsField(known_tags()))
    page.add_field("notes", _("Notes"), TextField(3))


def _custom(page: WideFormPage, conventions: Conventions, member: MemberData) -> None:
    fields = custom_fields(kind=member.kind)
    if not fields:
        return
    page.add_section(_("Further details"))
    for field in fields:
        stored = member.custom.get(field.id, "")
        caption = field.name.replace("&", "&&")
        page.add_field(f"custom.{field.id}", caption, custom_field_editor(field, conventions, stored))
