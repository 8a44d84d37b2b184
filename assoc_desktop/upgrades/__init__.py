"""What leads files of older versions to the present one, a module for each version."""
