"""What comes in and what goes out, by what it is about."""
