"""Measuring: corpora that nobody here wrote are loaded, searched through the public API, and judged. See docs/benchmarks.md.

Nothing in ``app`` imports this. `make bench-search` runs it.
"""
