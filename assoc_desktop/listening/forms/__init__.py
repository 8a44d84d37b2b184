"""Pages on which conversations, possible members and lapsed members are edited."""
