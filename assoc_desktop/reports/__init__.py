"""Reports of any feature: what one is, and how it is written on paper and into a spreadsheet."""
