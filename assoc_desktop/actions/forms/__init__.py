"""Pages on which actions are edited."""
