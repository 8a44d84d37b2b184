"""Who we are: identity, logo, currency, seasons."""
