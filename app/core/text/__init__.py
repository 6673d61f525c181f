"""Language craft: pure functions over text, without tables, HTTP or subject.

Each module is one craft and is imported by its name (``from app.core.text import tokens``); nothing is gathered here,
so that importing one craft does not load the others.
"""
