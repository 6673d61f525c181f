"""What routes on topics need of a request, and the answer's headers."""

from typing import Annotated

from fastapi import Depends, Path, Response

from app.topics.schemas import TopicView
from app.web import etag

TopicCode = Annotated[str, Path(max_length=120, description="The topic's code", examples=["right-to-life"])]
Expected = Annotated[int, Depends(etag.expected_revision)]


def told(response: Response, view: TopicView) -> TopicView:
    """``view`` with its headers: the language its name is served in, and its revision as a strong tag."""
    response.headers["Content-Language"] = view.language.served
    response.headers["ETag"] = etag.strong(view.revision)
    return view
