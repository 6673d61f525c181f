"""What a plan is made of: plans, what they print, groups and tasks, and who is assigned to them."""
