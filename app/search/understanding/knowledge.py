"""What reading a query may lean on: the model of what is indexed, and the glossary. A value, handed in by who holds it."""

from dataclasses import dataclass, field

from app.search.understanding.marks import SyllableModel
from app.search.understanding.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``model`` is None before anything was indexed."""

    model: SyllableModel | None = None
    thesaurus: Thesaurus = field(default_factory=Thesaurus)


NOTHING = Knowledge()
