"""Dues: who owes what for which season, opening a season, and who may settle for whom."""
