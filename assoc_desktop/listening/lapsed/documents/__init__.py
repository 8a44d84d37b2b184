"""Papers for talking to those who did not renew."""
