"""What is published, as records and as files: the inverse of loading."""

from app.transfer.exporting.agencies import agencies
from app.transfer.exporting.documents import documents, keys, some_documents
from app.transfer.exporting.files import Exported, export
from app.transfer.exporting.plans import plans
from app.transfer.exporting.terms import terms
from app.transfer.exporting.topics import topics

__all__ = ["Exported", "agencies", "documents", "export", "keys", "plans", "some_documents", "terms", "topics"]
