"""Pages and dialogs of dues."""
