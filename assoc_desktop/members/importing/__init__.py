"""Taking in a list of members from a file: columns guessed, a dry run, one operation, and its undo."""
