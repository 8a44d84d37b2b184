"""Filters: questions by which members are chosen, and where they are kept."""
