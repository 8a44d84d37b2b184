"""Reading the statements of banks and mobile-money operators, whatever their format."""

from assoc_desktop.exchange.statements.model import BankLine, Statement
from assoc_desktop.exchange.statements.opening import open_statements

__all__ = ["BankLine", "Statement", "open_statements"]
