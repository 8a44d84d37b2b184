"""Building blocks of every screen: tables, form pages, previews, background work. They know no feature."""
