"""A legal text: laws, decrees, decisions, plans, treaties and declarations. Whether it is in force is derived, never typed in."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.errors import N_
from app.documents.kinds.base import FACET, Fields, Kind, Line, Prose
from app.web.fields import Day

LegalType = Literal[
    "constitution",
    "code",
    "law",
    "ordinance",
    "resolution",
    "decree",
    "decision",
    "directive",
    "circular",
    "plan",
    "treaty",
    "declaration",
    "other",
]


class LegalTextFields(Fields):
    """``number`` is kept as printed. A treaty is in force here from the later of ``effective_on`` and ``viet_nam_bound_on``."""

    number: Line | None = None
    type: LegalType
    signer: Line | None = None
    issued_on: Day | None = None
    adopted_on: Day | None = None
    effective_on: Day | None = None
    expires_on: Day | None = None
    viet_nam_bound_on: Day | None = None
    viet_nam_manner: Literal["ratification", "accession", "signature", "member"] | None = None


class LegalTextLanguageFields(Fields):
    """``editor_notes`` say where the print is odd; ``citation_form`` is how the text is cited in this language."""

    editor_notes: Annotated[list[Prose], Field(max_length=50)] = []
    citation_form: Line | None = None


KIND = Kind(
    name="legal_text",
    label=N_("Legal text"),
    model_name="LegalText",
    neutral=LegalTextFields,
    per_language=LegalTextLanguageFields,
    json_ld="Legislation",
    number="number",
    issued="issued_on",
    effective=("effective_on", "viet_nam_bound_on"),
    expires="expires_on",
    years=("issued_on", "adopted_on", "effective_on"),
    has_force=True,
    uses={"type": FACET},
)
