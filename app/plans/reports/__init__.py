"""Reports of agencies on tasks and periods: written, submitted, returned with reasons, accepted and frozen."""
