"""What the place for retention is made of."""
