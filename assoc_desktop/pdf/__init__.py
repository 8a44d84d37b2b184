"""Paper: fonts, text, colours, pages, sheets, codes and tables as PDF. Knows no Qt, no feature."""
