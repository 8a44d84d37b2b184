"""The papers of the treasury."""
