"""The designs that an association keeps, and the association as its cards show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assoc_desktop.association.records import Association, the_association
from assoc_desktop.language import N_, _
from assoc_desktop.members import records
from assoc_desktop.members.cards.design import CardDesign, check_design, from_json
from assoc_desktop.members.cards.faces import CardIssuer
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import operation


@dataclass(frozen=True, slots=True)
class StoredDesign:
    """A design and the row it is kept in; `preferred` is the one that is offered first."""

    id: int
    design: CardDesign
    preferred: bool


def stored_designs() -> list[StoredDesign]:
    """All designs that are kept, the preferred first, then by name.

    Raises:
        Invalid: the settings of one are not those of a design.
    """
    rows = records.CardDesign.select().order_by(records.CardDesign.preferred.desc(), records.CardDesign.name)
    return [StoredDesign(row.id, from_json(row.name, row.settings), row.preferred) for row in rows]


def usual_design() -> CardDesign:
    """The design to begin with: the preferred one, else the first that is kept, else the program's own."""
    kept = stored_designs()
    return kept[0].design if kept else CardDesign(name=_("Membership card"))


def save_design(design: CardDesign, *, design_id: int | None = None, preferred: bool = False) -> int:
    """Keep a design, or change one, and give its id. A preferred design takes that place from any other.

    Raises:
        Invalid: see `check_design`; or another design has the name.
    """
    design = replace(design, name=design.name.strip())
    problems = check_design(design)
    table = records.CardDesign
    same_name = table.select().where((table.name == design.name) & (table.id != (design_id or 0)))
    if same_name.exists():
        problems["name"] = _("There is a card design named {name} already.").format(name=design.name)
    if problems:
        raise Invalid(problems)
    label = N_("Add the card design {name}") if design_id is None else N_("Change the card design {name}")
    with operation(label, name=design.name):
        row = table() if design_id is None else table.get_by_id(design_id)
        if preferred:
            table.update(preferred=False).where(table.id != (design_id or 0), table.preferred).execute()
        row.name, row.settings, row.preferred = design.name, design.to_json(), preferred
        row.save(force_insert=design_id is None)
    return int(row.id)


def remove_design(design_id: int) -> None:
    """Keep a design no longer; cards that were printed with it stay as they are."""
    row = records.CardDesign.get_by_id(design_id)
    with operation(N_("Remove the card design {name}"), name=row.name):
        row.delete_instance()


def card_issuer(design: CardDesign) -> CardIssuer:
    """The association with the pictures that a design asks for.

    Raises:
        Refused: a picture is not in the file any more.
    """
    association = the_association()
    return CardIssuer(
        name=association.name,
        contact=tuple(_contact(association)),
        logo=_picture(association.logo_id) if design.logo else None,
        background=_picture(design.background),
        signature=_picture(design.signature),
        language=association.language,
    )


def _picture(sha256: str | None) -> bytes | None:
    if not sha256:
        return None
    found = attachment.read_many({sha256}).get(sha256)
    if found is None:
        raise Refused(_("A picture of the card design is not in the file any more. Choose it again."))
    return found


def _contact(association: Association) -> list[str]:
    """Address, phone, e-mail and website, each on its line."""
    conventions = association.conventions
    lines = conventions.address_lines(
        association.address,
        association.postcode,
        association.town,
        association.region,
        association.country,
        always_country=True,
    )
    phone = conventions.phone(association.phone) if association.phone else ""
    return [line for line in (*lines, phone, association.email, association.website) if line]
