"""nhanquyen: a bilingual human-rights knowledge base with search, beside the tracking of the plan that asked for it."""

__version__ = "0.1.0"
