"""Statements of banks and operators: read in, matched with what is due or posted, and posted on a person's yes."""
