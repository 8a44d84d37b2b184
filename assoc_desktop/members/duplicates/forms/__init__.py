"""The page of duplicates: pairs, side by side, and what becomes of them."""
