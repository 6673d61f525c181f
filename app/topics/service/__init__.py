"""What can be done with topics: one module a noun, one function an act."""

from app.topics.service.reading import Label, labels, show, tree
from app.topics.service.writing import change, create, delete

__all__ = ["Label", "change", "create", "delete", "labels", "show", "tree"]
