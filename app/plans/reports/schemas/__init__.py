"""What comes in and what goes out of reports, and what is frozen of them."""
