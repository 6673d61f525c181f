"""What has no tables, no HTTP and no subject: settings, database sessions, actors, refusals, time, languages, text."""
