"""What needs doing today, and key figures."""
