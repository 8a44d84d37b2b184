"""The association's file: create, open, upgrade, history, backup. Knows no feature and no Qt."""

from assoc_desktop.storage.database import DateField, MoneyField, Record, database
from assoc_desktop.storage.file import AssociationFile, create_file, open_file
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_id, new_ids
from assoc_desktop.storage.undoing import undo

__all__ = [
    "AssociationFile",
    "DateField",
    "MoneyField",
    "Record",
    "create_file",
    "database",
    "new_id",
    "new_ids",
    "open_file",
    "operation",
    "undo",
]
