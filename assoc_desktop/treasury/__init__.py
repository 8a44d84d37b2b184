"""Treasury: dues, payments, receipts, the cash book, statements, reminders."""
