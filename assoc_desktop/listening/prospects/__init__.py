"""Possible members: where they stand, what comes next, the letter that invites them."""
