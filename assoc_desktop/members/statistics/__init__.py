"""Statistics of members: figures with their definitions, and the members behind every number."""
