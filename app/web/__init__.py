"""HTTP without subject: problems, guards, languages, pages, entity tags, sessions and health."""
