"""The screens of filters: the page on which one is made, and the list of those that are saved."""
