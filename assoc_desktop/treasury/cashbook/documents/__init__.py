"""Papers of the cash book: deposit slip, sheet of a cash count, closing of a year."""
