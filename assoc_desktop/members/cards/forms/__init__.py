"""Screens of membership cards: printing them, their designs, their register, and checking one."""
