"""Papers of the export."""
