"""Persons and institutions, categories, memberships, cards."""
