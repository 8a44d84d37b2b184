"""Pages that read every feature: the settings of the association, and the first-run assistant."""
