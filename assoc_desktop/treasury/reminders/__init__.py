"""Arrears, and the ladder of reminders: who is asked for what, when, how, and what it brought in."""
