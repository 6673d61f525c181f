"""A search as it is saved: what was asked, without who asked it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.search.kinds import LABELS
from app.search.schemas.answers import Searched, Short
from app.web.fields import Code, Day, LanguageTag, line

Year = Annotated[int, Field(ge=1000, le=9999)]
KindCode = Annotated[str, Field(max_length=40, pattern=f"^({'|'.join(LABELS)})$")]


class SearchParameters(BaseModel):
    """The parameters of `search`, without those of a page: they have the same names and mean the same."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)

    q: Annotated[str, line(500, min_length=0)] = ""
    language: list[LanguageTag] = Field(default=[], max_length=10)
    kind: list[KindCode] = Field(default=[], max_length=10)
    topic: list[Code] = Field(default=[], max_length=20)
    agency: list[Code] = Field(default=[], max_length=20)
    year: list[Year] = Field(default=[], max_length=50)
    year_from: Year | None = None
    year_to: Year | None = None
    in_force: bool | None = Field(default=None, strict=True)
    on: Day | None = None


class NewSavedSearch(SearchParameters):
    """A search to be saved. The same search has the same code, whoever saves it and however often."""


class SavedSearchView(Searched):
    """``code`` tells nothing of what is asked; ``permalink`` is this resource, ``search`` the search itself."""

    code: Annotated[str, Field(max_length=40)]
    permalink: Short
    search: Annotated[str, Field(max_length=8000)]
    parameters: SearchParameters
