"""The history of a member told in a person's words."""

from assoc_desktop.members.telling.teller import Told, tell, told_history
from assoc_desktop.members.telling.values import custom_value_in_words

__all__ = ["Told", "custom_value_in_words", "tell", "told_history"]
