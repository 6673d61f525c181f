"""What comes in and what goes out of indicators."""
