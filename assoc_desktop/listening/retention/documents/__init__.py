"""The figures on retention as a report, with their charts."""
