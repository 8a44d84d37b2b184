"""The screen of the surveys: a place that a tab shows."""
