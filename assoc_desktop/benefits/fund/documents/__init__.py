"""Letters of the solidarity fund."""
