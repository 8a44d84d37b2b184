"""How states of payment are coloured."""

#: State of `dues.listing` → tone of its chip.
TONES = {"nothing": "bad", "part": "warn", "paid": "good", "too_much": "info", "free": "neutral"}
