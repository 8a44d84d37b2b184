"""Membership cards: their codes, designs, drawing, and the register of what was printed."""
