"""Changing many members at once: what would change, told beforehand, and done as one operation."""
