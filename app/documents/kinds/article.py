"""An article: a text of our own that explains."""

from app.core.errors import N_
from app.documents.kinds.base import Fields, Kind, Line
from app.web.fields import Day


class ArticleFields(Fields):
    """``written_on`` is the day the text was finished."""

    written_on: Day | None = None


class ArticleLanguageFields(Fields):
    """``byline`` names the author or translator as readers shall see it."""

    byline: Line | None = None


KIND = Kind(
    name="article",
    label=N_("Article"),
    model_name="Article",
    neutral=ArticleFields,
    per_language=ArticleLanguageFields,
    json_ld="Article",
    issued="written_on",
    years=("written_on",),
)
