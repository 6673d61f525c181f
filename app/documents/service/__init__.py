"""What can be done with documents: one module a noun, one function an act."""

from app.documents.service.bulk import WholeDocument, publish_new
from app.documents.service.history import compare, restore, revision, revisions
from app.documents.service.links import relate, relate_all, related, relations, unrelate
from app.documents.service.provisions import all_provisions, one_provision
from app.documents.service.reading import browse, find_slug, permalink, show, show_working, working
from app.documents.service.workflow import publish, return_to_draft, submit, withdraw, withdraw_translation
from app.documents.service.writing import change, change_translation, create, translate

__all__ = [
    "WholeDocument",
    "all_provisions",
    "browse",
    "change",
    "change_translation",
    "compare",
    "create",
    "find_slug",
    "one_provision",
    "permalink",
    "publish",
    "publish_new",
    "relate",
    "relate_all",
    "related",
    "relations",
    "restore",
    "return_to_draft",
    "revision",
    "revisions",
    "show",
    "show_working",
    "submit",
    "translate",
    "unrelate",
    "withdraw",
    "withdraw_translation",
    "working",
]
