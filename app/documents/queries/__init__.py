"""Statements on documents. A list is one statement: texts in the reader's language, labels and legal state come with each row.

Each is built once and comes with the values that are bound: ``session.execute(*queries.detail(view, id, kinds))``.
"""

from app.documents.queries.detail import detail, face
from app.documents.queries.lists import Page, count, listed
from app.documents.queries.near import related, relations
from app.documents.queries.view import Filters, View

__all__ = ["Filters", "Page", "View", "count", "detail", "face", "listed", "related", "relations"]
