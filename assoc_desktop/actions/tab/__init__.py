"""The place for actions, shown in a tab that the window composes."""
