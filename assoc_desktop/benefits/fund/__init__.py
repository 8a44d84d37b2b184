"""The solidarity fund: what is asked of it, what is granted, what is left."""
