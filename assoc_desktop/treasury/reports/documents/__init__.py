"""Reports on paper and in a spreadsheet."""
