"""The OpenAPI document, finished by hand where generated clients need it: problems on every 4xx, security said plainly."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.web.problem import MEDIA_TYPE, Problem

METHODS = ("get", "put", "post", "delete", "patch")


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def finish(app: FastAPI, document: dict[str, Any]) -> dict[str, Any]:
    """``document`` with problems and security completed, in place."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    needing = {(path, method) for path, method in app.state.guarded}
    for path, item in document["paths"].items():
        for method in METHODS:
            operation = item.get(method)
            if operation is None:
                continue
            answers = operation["responses"]
            if _is_default(answers.get("422")):
                answers.pop("422")
            if operation.get("parameters") or operation.get("requestBody"):
                answers.setdefault("422", _problem("`invalid`: a value is not acceptable."))
            answers.setdefault("400", _problem("`malformed-request`: the request cannot be read."))
            if "requestBody" in operation:
                answers.setdefault("413", _problem("`too-large`: the body is too large."))
            if (path, method) in needing:
                operation["security"] = [{"ApiKey": []}]
                answers.setdefault("401", _problem("`unauthenticated`: this needs a valid API key."))
                answers.setdefault("403", _problem("`forbidden`: the key's role does not allow this."))
            else:
                operation["security"] = []
                answers.setdefault("401", _problem("`unauthenticated`: a key was sent that is not valid."))
            operation["responses"] = dict(sorted(answers.items()))
    return document


def _is_default(answer: dict[str, Any] | None) -> bool:
    """Whether FastAPI wrote this answer by itself (its own validation error, which the service never sends)."""
    return answer is not None and "application/json" in answer.get("content", {})


def install(app: FastAPI) -> None:
    """Have ``app.openapi()`` return the finished document."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=app.openapi_tags,
                license_info=app.license_info,
            )
            app.openapi_schema = finish(app, made)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]
