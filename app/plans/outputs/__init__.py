"""What leaves the plan room as a file: the yearly report (DOCX), the workbook (XLSX) and an agency's calendar (iCalendar).

Pure functions from the value types of ``contents`` to bytes: no table, no HTTP, no clock. The same contents give the same bytes.

- ``report.render(YearlyReport) -> bytes``
- ``workbook.render(PlanContents, locale) -> bytes``
- ``agenda.render(AgencyCalendar, locale) -> bytes``
"""
