"""What comes in and what goes out of the structure of plans."""
