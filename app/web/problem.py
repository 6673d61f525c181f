"""Problems (RFC 9457): every refusal, in the reader's language, with a stable code; never an echo of what was sent."""

import re
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from app.core.errors import Conflict, Invalid, N_, NotFound, Refusal, Unavailable, Words
from app.core.mistakes import TEMPLATES
from app.i18n import translate
from app.web.locale import interface_of

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"


class ProblemDetail(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    location: str = Field(max_length=16, description="body, query, path or header")
    pointer: str = Field(max_length=500, description="JSON Pointer into the body, or the parameter's name")
    code: str = Field(max_length=80, description="Stable code of this kind of mistake")
    message: str = Field(max_length=1000, description="What is wrong, in the reader's language")


class Problem(BaseModel):
    """A refusal, as RFC 9457 writes it. ``code`` is stable; ``title`` and ``detail`` are in the reader's language."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    type: str = Field(max_length=200)
    title: str = Field(max_length=1000)
    status: int = Field(ge=400, le=599)
    code: str = Field(max_length=80)
    instance: str = Field(max_length=2048)
    errors: list[ProblemDetail] = Field(default=[], max_length=50)


class MethodNotAllowed(Refusal):
    status = 405
    code = "method-not-allowed"
    title = N_("This address does not take the method {method}.")


class MalformedRequest(Refusal):
    status = 400
    code = "malformed-request"
    title = N_("The request cannot be read.")


# What pydantic's error types mean to a reader. Facts come from the error's context, never from the input.
MESSAGES: dict[str, str] = {
    "missing": N_("This is required."),
    "extra_forbidden": N_("This field is not known here."),
    "string_type": N_("This must be a text."),
    "string_too_long": N_("This is too long: at most {max_length} characters."),
    "string_too_short": N_("This is too short: at least {min_length} characters."),
    "string_pattern_mismatch": N_("This does not have the form that is asked for."),
    "int_type": N_("This must be a whole number."),
    "int_parsing": N_("This must be a whole number."),
    "int_parsing_size": N_("This number is too large."),
    "int_from_float": N_("This must be a whole number."),
    "float_type": N_("This must be a number."),
    "float_parsing": N_("This must be a number."),
    "finite_number": N_("This must be a finite number."),
    "decimal_type": N_("This must be a number."),
    "decimal_parsing": N_("This must be a number."),
    "decimal_max_digits": N_("This number has too many digits."),
    "decimal_max_places": N_("This number has too many decimal places."),
    "decimal_whole_digits": N_("This number is too large."),
    "bool_type": N_("This must be true or false."),
    "bool_parsing": N_("This must be true or false."),
    "greater_than_equal": N_("This must be at least {ge}."),
    "greater_than": N_("This must be more than {gt}."),
    "less_than_equal": N_("This must be at most {le}."),
    "less_than": N_("This must be less than {lt}."),
    "date_type": N_("This must be a date such as 2018-10-25."),
    "date_parsing": N_("This must be a date such as 2018-10-25."),
    "date_from_datetime_parsing": N_("This must be a date such as 2018-10-25."),
    "date_from_datetime_inexact": N_("This must be a date such as 2018-10-25."),
    "datetime_type": N_("This must be a date and time."),
    "datetime_parsing": N_("This must be a date and time."),
    "datetime_from_date_parsing": N_("This must be a date and time."),
    "uuid_type": N_("This must be an identifier (UUID)."),
    "uuid_parsing": N_("This must be an identifier (UUID)."),
    "enum": N_("This must be one of: {expected}."),
    "literal_error": N_("This must be one of: {expected}."),
    "list_type": N_("This must be a list."),
    "dict_type": N_("This must be an object."),
    "model_type": N_("This must be an object."),
    "model_attributes_type": N_("This must be an object."),
    "too_long": N_("There are too many: at most {max_length}."),
    "too_short": N_("There are too few: at least {min_length}."),
    "union_tag_invalid": N_("This must be one of: {expected_tags}."),
    "union_tag_not_found": N_("The kind is missing."),
    "json_invalid": N_("This is not valid JSON."),
    "url_parsing": N_("This must be an address beginning with https:// or http://."),
    "url_scheme": N_("This must be an address beginning with https:// or http://."),
    "url_type": N_("This must be an address beginning with https:// or http://."),
}
OTHERWISE = N_("This value is not acceptable.")


def responses(*refusals: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI ``responses`` for the refusals of a route, one entry a status, with the codes named."""
    by_status: dict[int | str, list[str]] = {}
    for refusal in refusals:
        by_status.setdefault(refusal.status, []).append(f"`{refusal.code}`: {refusal.title}")
    return {
        status: {
            "description": "\n\n".join(dict.fromkeys(lines)),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, lines in by_status.items()
    }


def facts_of(refusal: Refusal, locale: str) -> dict[str, object]:
    """The facts of a refusal as they fill its title in ``locale``."""
    return {name: translate(value, locale) if isinstance(value, Words) else str(value) for name, value in refusal.facts.items()}


def answer(request: Request, refusal: Refusal, details: Sequence[ProblemDetail] = ()) -> JSONResponse:
    """The response for a refusal, in the reader's language."""
    locale = interface_of(request)
    problem = Problem(
        type=f"urn:nhanquyen:problem:{refusal.code}",
        title=translate(refusal.title, locale, facts_of(refusal, locale))[:1000],
        status=refusal.status,
        code=refusal.code,
        instance=request.url.path.encode("utf-8", "replace").decode()[:2048],
        errors=list(details)[:50],
    )
    headers = {**refusal.headers, "Content-Language": locale, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    if "allow" in refusal.facts:
        headers["Allow"] = str(refusal.facts["allow"])
    return JSONResponse(problem.model_dump(), refusal.status, headers, MEDIA_TYPE)


def _path(place: str, path: Sequence[Any], body: Any, missing: bool) -> list[str]:
    """The parts of a location that a client wrote. pydantic names union members in between, which say nothing to a reader."""
    if place != "body":
        return [str(part) for position, part in enumerate(path) if position == 0 or isinstance(part, int)]
    parts: list[str] = []
    here = body
    for position, part in enumerate(path):
        last = position == len(path) - 1
        if isinstance(here, dict) and (part in here or (missing and last)):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            continue
        parts.append(str(part))
    return parts


def _plain(value: object) -> str:
    """A fact of a mistake as readers see it; pydantic joins the values that it expects with quotes and an English "or"."""
    text = str(value)[:500]
    choices = re.findall(r"'([^']*)'", text)
    return ", ".join(choices) if choices else text


def detail(locale: str, error: dict[str, Any], body: Any = None) -> ProblemDetail:
    """One pydantic error as a detail: where and what, without the input."""
    place, *path = error.get("loc") or ("body",)
    parts = [part[:80].encode("utf-8", "replace").decode() for part in _path(str(place), path, body, error["type"] == "missing")]
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts) if place == "body" else "/".join(parts)
    message = TEMPLATES.get(error["type"]) or MESSAGES.get(error["type"], OTHERWISE)
    return ProblemDetail(
        location=str(place)[:16],
        pointer=pointer[:500],
        code=str(error["type"]).replace("_", "-")[:80],
        message=translate(message, locale, {k: _plain(v) for k, v in (error.get("ctx") or {}).items()})[:1000],
    )


def allowed_methods(request: Request) -> str:
    """Every method that some endpoint takes at this path; Starlette itself names those of the first match only."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    methods = {method for endpoint in request.app.state.endpoints if endpoint.stands_at(path) for method in endpoint.methods}
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))


def on_refusal(request: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)
    pointer = refusal.facts.get("pointer")
    if pointer is None:
        return answer(request, refusal)
    locale = interface_of(request)
    place = str(refusal.facts.get("location", "body"))
    words = translate(refusal.title, locale, facts_of(refusal, locale))[:1000]
    return answer(request, refusal, [ProblemDetail(location=place, pointer=str(pointer), code=refusal.code, message=words)])


def on_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    locale = interface_of(request)
    found = error.errors()
    # A parameter that may be left out is a union with null: what null would have needed is of no interest.
    told = [one for one in found if one["type"] != "none_required"] or found
    return answer(request, Invalid(), [detail(locale, one, error.body) for one in told[:50]])


def on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return answer(request, NotFound())
    if error.status_code == 405:
        return answer(request, MethodNotAllowed(method=request.method[:20], allow=allowed_methods(request)))
    if error.status_code < 500:
        return answer(request, MalformedRequest())
    return answer(request, Unavailable())


def on_integrity(request: Request, error: Exception) -> JSONResponse:
    """Two requests met at a constraint that the service had checked for each alone: the later one is refused."""
    log.info("database.constraint", error=type(error).__name__)
    return answer(request, Conflict())


def on_database(request: Request, error: Exception) -> JSONResponse:
    """A database that is away is 503; anything else it says is a defect of ours and is logged as one."""
    if isinstance(error, (OperationalError, PoolTimeout)):
        log.warning("database.unavailable", error=type(error).__name__)
        return answer(request, Unavailable())
    return on_defect(request, error)


class Defect(Refusal):
    status = 500
    code = "internal-error"
    title = N_("Something went wrong on our side. It has been recorded.")


def on_defect(request: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", method=request.method, path=request.url.path, exc_info=error)
    return answer(request, Defect())


def install(app: FastAPI) -> None:
    """Have ``app`` answer every failure as a problem."""
    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(IntegrityError, on_integrity)
    app.add_exception_handler(DBAPIError, on_database)
    app.add_exception_handler(PoolTimeout, on_database)
    app.add_exception_handler(Exception, on_defect)
