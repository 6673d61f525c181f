"""The kinds of document there are. To add one: a file that declares it, and its line here."""

from app.core.errors import Invalid, N_
from app.documents.kinds import achievement, article, fta_commitment, legal_text, publication
from app.documents.kinds.base import Extracted, Fields, Kind, Uses, extract

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (article.KIND, legal_text.KIND, fta_commitment.KIND, achievement.KIND, publication.KIND)
}


class UnknownKind(Invalid):
    code = "unknown-kind"
    title = N_("There is no kind “{kind}”. There are: {kinds}.")


def kind_named(name: str) -> Kind:
    """The kind called ``name``; UnknownKind otherwise."""
    if name not in KINDS:
        raise UnknownKind(kind=name[:40], kinds=", ".join(KINDS), pointer="kind", location="query")
    return KINDS[name]


__all__ = ["KINDS", "Extracted", "Fields", "Kind", "UnknownKind", "Uses", "extract", "kind_named"]
