"""What can be done with the glossary: one module a noun, one function an act."""

from app.glossary.queries import Filters
from app.glossary.service.reading import Listed, browse, edition, forms, show
from app.glossary.service.writing import change, create, delete

__all__ = ["Filters", "Listed", "browse", "change", "create", "delete", "edition", "forms", "show"]
