"""A commitment in a free-trade agreement that touches human rights, in our own words, with the state of its implementation."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from app.core.errors import N_
from app.documents.kinds.base import FACET, FILTER, Fields, Kind, Line, Prose
from app.web.fields import Day

Mark = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]


class FtaCommitmentFields(Fields):
    """``agreement`` by its short name (CPTPP), ``chapter`` and ``article`` as numbered there; national law is told by relations."""

    agreement: Mark
    chapter: Mark
    article: Mark | None = None
    in_force_on: Day | None = None
    implementation: Literal["not_started", "in_progress", "implemented", "unknown"] = "unknown"


class FtaCommitmentLanguageFields(Fields):
    """The right concerned, the obligation, and the evidence for the state of implementation."""

    right: Line
    obligation: Prose
    evidence: Prose | None = None


KIND = Kind(
    name="fta_commitment",
    label=N_("Free-trade-agreement commitment"),
    model_name="FtaCommitment",
    neutral=FtaCommitmentFields,
    per_language=FtaCommitmentLanguageFields,
    json_ld="Legislation",
    effective=("in_force_on",),
    years=("in_force_on",),
    uses={"agreement": FACET, "implementation": FACET, "chapter": FILTER},
)
