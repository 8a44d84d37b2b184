"""The figures on retention, and who stands behind each number."""
