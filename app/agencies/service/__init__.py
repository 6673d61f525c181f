"""What can be done with agencies: one module a noun, one function an act."""

from app.agencies.queries import Filters, View
from app.agencies.service.descent import Heir, Step, resolve
from app.agencies.service.members import enrol
from app.agencies.service.reading import Label, Listed, browse, labels, show
from app.agencies.service.successions import succeed
from app.agencies.service.writing import change, create

__all__ = [
    "Filters",
    "Heir",
    "Label",
    "Listed",
    "Step",
    "View",
    "browse",
    "change",
    "create",
    "enrol",
    "labels",
    "resolve",
    "show",
    "succeed",
]
