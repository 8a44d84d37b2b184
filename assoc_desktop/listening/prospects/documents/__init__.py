"""Papers for possible members."""
