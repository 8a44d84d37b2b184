"""Forms of the solidarity fund."""
