"""What comes in and what goes out of the calendar."""
