"""Papers of dues."""
