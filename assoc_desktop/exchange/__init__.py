"""Reading and writing other people's files: CSV, spreadsheets, address cards. Knows no feature and no Qt."""

from assoc_desktop.exchange.opening import open_table, sheet_names
from assoc_desktop.exchange.tables import Cell, Row, Table

__all__ = ["Cell", "Row", "Table", "open_table", "sheet_names"]
