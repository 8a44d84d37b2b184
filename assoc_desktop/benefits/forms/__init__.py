"""Pages and parts of screens about benefits."""
