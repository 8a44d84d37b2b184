"""Listening: conversations, possible members, who left and why, and how many stay."""
