"""Pages and dialogs of the treasury."""
