"""The journal for an accountant: plain CSV, the French FEC, and what GnuCash imports."""
