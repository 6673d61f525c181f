"""Statements on documents. A list is one statement: texts in the reader's language, labels and legal state come with each row."""

from app.documents.queries.detail import detail
from app.documents.queries.legal import causes, force
from app.documents.queries.lists import after, count, documents
from app.documents.queries.near import related, relations
from app.documents.queries.view import Filters, View, chosen, visible

__all__ = [
    "Filters",
    "View",
    "after",
    "causes",
    "chosen",
    "count",
    "detail",
    "documents",
    "force",
    "related",
    "relations",
    "visible",
]
