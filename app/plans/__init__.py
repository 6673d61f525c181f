"""Plans: what a plan asks of whom by when, what was reported, and how far it has come.

``rules`` computes all of it, from facts and dates alone: no database, no HTTP, no clock.
"""
