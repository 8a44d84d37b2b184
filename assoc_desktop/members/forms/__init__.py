"""Edit pages of members and of what belongs to them."""
