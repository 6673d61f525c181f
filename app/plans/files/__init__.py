"""Plans as files: the yearly report, the workbook, and an agency's calendar, filled from what was known and handed out."""
