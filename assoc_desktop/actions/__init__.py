"""Actions: who does what by when, in one list for every part of the program."""
