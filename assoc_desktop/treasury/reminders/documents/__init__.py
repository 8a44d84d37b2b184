"""Papers and drafts of reminders."""
