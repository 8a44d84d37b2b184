"""Pages on which possible members are edited."""
