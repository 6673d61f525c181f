"""How many requests a process answers, beside what its server can do at most: `make bench`. See docs/performance.md.

generator   asks over kept connections, and takes times
responders  what is measured beside the service: an answer of nothing, and FastAPI's hello-world
library     a generated collection in two languages, and what readers ask of it
lines       what is asked for each line of the report
editing     edits while others read
importing   how quickly files come in and are indexed
report      the table, the JSON object and the goals
"""
