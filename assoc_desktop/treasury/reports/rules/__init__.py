"""What the reports say: figures read from the postings, in tables with their definitions."""
