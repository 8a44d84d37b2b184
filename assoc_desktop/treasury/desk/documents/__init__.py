"""Papers of the desk besides receipts."""
