"""Pages of the export."""
