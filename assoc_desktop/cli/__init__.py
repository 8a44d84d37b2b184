"""The same work without a window. Exit code 0: done; 1: refused, with one sentence; 2: wrong usage.

Empty of imports: the window looks only at `words`, and must not wait for what the commands need.
"""
