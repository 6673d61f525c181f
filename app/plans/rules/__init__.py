"""Plan tracking as pure functions: the same facts and the same two dates give the same answer for ever.

The two dates are ``as_of``, a local day (what was true then), and ``known_at``, an instant (what had been recorded by then).
Callers hand in both, with every table that an answer depends on; nothing here reads a clock or a database.
"""
