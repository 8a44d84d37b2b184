"""Erasing: what goes, what stays and why, where else a person is mentioned, and how it is done."""
