"""Papers about benefits."""
