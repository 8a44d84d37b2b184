"""The papers that the treasury offers as reports."""
