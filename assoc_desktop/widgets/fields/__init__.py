"""The fields of form pages. Each holds one value, says when it changes, and tells a bad entry in words."""

from assoc_desktop.widgets.fields.amount import AmountField, NumberField
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.fields.choice import CheckField, ChoiceField, TagsField
from assoc_desktop.widgets.fields.contacts import ContactsField, EmailsField, PhonesField
from assoc_desktop.widgets.fields.date import DateField
from assoc_desktop.widgets.fields.image import ImageField
from assoc_desktop.widgets.fields.path import PathField
from assoc_desktop.widgets.fields.text import LineField, TextField

__all__ = [
    "AmountField",
    "CheckField",
    "ChoiceField",
    "ContactsField",
    "DateField",
    "EmailsField",
    "Field",
    "ImageField",
    "LineField",
    "NumberField",
    "PathField",
    "PhonesField",
    "TagsField",
    "TextField",
]
