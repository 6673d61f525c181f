"""The endpoints of an application, one by one. FastAPI keeps included routers nested, and tells their routes only when asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute, compile_path


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``path`` is a template such as ``/agencies/{code}``; ``guarded`` says that only keys of some roles pass."""

    path: str
    methods: frozenset[str]
    guarded: bool
    pattern: re.Pattern[str]

    def stands_at(self, path: str) -> bool:
        """Whether the template matches an actual path."""
        return self.pattern.match(path) is not None


def _guarded(dependant: Dependant) -> bool:
    """Whether one of a route's dependencies carries ``roles``."""
    return hasattr(dependant.call, "roles") or any(_guarded(one) for one in dependant.dependencies)


def endpoints(routes: Sequence[BaseRoute]) -> Iterator[Endpoint]:
    """Every endpoint under ``routes``, with the prefixes of the routers it is included by."""
    for context in iter_route_contexts(routes):
        if isinstance(context.original_route, APIRoute):
            path = str(context.path)
            yield Endpoint(path, frozenset(context.methods or ()), _guarded(context.dependant), compile_path(path)[0])
