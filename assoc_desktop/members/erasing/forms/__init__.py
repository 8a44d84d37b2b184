"""The screens of erasing, of handing out and of retention."""
