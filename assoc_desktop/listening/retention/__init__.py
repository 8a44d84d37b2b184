"""Who stays: renewal, retention, tenure, lifetime value, engagement, cohorts, and the reasons people give."""
