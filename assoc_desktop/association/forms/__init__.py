"""Pages on who the association is, on its seasons and on its backups."""

from assoc_desktop.association.forms.backups import BackupsPane
from assoc_desktop.association.forms.choices import currency_choices, habits, month_choices
from assoc_desktop.association.forms.identity import IdentityPage
from assoc_desktop.association.forms.seasons import SeasonPage, SeasonsPane

__all__ = [
    "BackupsPane",
    "IdentityPage",
    "SeasonPage",
    "SeasonsPane",
    "currency_choices",
    "habits",
    "month_choices",
]
