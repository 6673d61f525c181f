"""How far plans have come: progress of tasks, what an agency owes, the dashboard, two dates compared, and what was recorded when."""
