"""The page on which many members are changed at once."""
