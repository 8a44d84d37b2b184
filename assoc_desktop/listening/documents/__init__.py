"""What is written of conversations for other programs."""
