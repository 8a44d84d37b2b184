"""Giving members to other programs and to paper: lists, address cards, the directory of members."""
