"""The payment desk: what is due, what was received, its receipt; reversals, refunds and the use of credit."""

from assoc_desktop.treasury.desk.dues import OpenDue, open_dues, propose_shares
from assoc_desktop.treasury.desk.payments import (
    CREDIT,
    DONATE,
    Payment,
    Share,
    account_for,
    check_payment,
    take_each,
    take_payment,
    use_credit,
)
from assoc_desktop.treasury.desk.reversing import refund_credit, reverse_receipt
from assoc_desktop.treasury.desk.warning import warnings

__all__ = [
    "CREDIT",
    "DONATE",
    "OpenDue",
    "Payment",
    "Share",
    "account_for",
    "check_payment",
    "open_dues",
    "propose_shares",
    "refund_credit",
    "reverse_receipt",
    "take_each",
    "take_payment",
    "use_credit",
    "warnings",
]
