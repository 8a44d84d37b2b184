"""Those who did not renew: whom to talk to, the sheet for it, and the results typed in."""
