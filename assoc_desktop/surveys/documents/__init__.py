"""Papers of the surveys: the form that is filled in with a pen."""
