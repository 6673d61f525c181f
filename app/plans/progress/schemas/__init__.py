"""What goes out of questions on how far plans have come."""
