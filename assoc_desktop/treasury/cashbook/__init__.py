"""The cash book: money in, money out, transfers, and what belongs to them."""
