"""Refusals: what a service answers when it will not do what was asked.

A refusal has a stable ``code``, a ``status`` for HTTP, a ``title`` in English that the catalogues translate, and facts that
fill the title's ``{placeholders}``. It is put into words at the door (``web.problem``), in the reader's language.
"""

from typing import Any, ClassVar


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


class Words(str):
    """A fact that is itself words for the catalogues: translated before it fills a placeholder. Write ``Words(N_("…"))``."""

    __slots__ = ()


class Refusal(Exception):
    """Base of everything a service refuses. ``facts`` fill the title and are published in the problem."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = N_("The request cannot be carried out.")
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts


class Invalid(Refusal):
    """The request is well formed and wrong in itself; ``pointer`` (JSON Pointer) says where, when given as a fact."""

    status = 422
    code = "invalid"
    title = N_("The request contains values that are not acceptable.")


class Unauthenticated(Refusal):
    status = 401
    code = "unauthenticated"
    title = N_("This needs a valid API key.")
    headers = {"WWW-Authenticate": "Bearer"}


class Forbidden(Refusal):
    status = 403
    code = "forbidden"
    title = N_("Your role does not allow this.")


class NotFound(Refusal):
    status = 404
    code = "not-found"
    title = N_("There is nothing at this address.")


class Conflict(Refusal):
    status = 409
    code = "conflict"
    title = N_("This does not fit the present state.")


class Gone(Refusal):
    status = 410
    code = "gone"
    title = N_("This was withdrawn.")


class PreconditionFailed(Refusal):
    status = 412
    code = "precondition-failed"
    title = N_("Somebody changed this in the meantime: it is at revision {revision} now. Read it again, then send your change.")


class PreconditionRequired(Refusal):
    status = 428
    code = "precondition-required"
    title = N_("Send If-Match with the revision that your change is made from.")


class Unavailable(Refusal):
    status = 503
    code = "unavailable"
    title = N_("The service cannot answer at the moment. Try again soon.")
    headers = {"Retry-After": "5"}
