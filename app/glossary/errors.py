"""What this room refuses, by name."""

from app.core.errors import Conflict, Invalid, N_, NotFound


class TermNotFound(NotFound):
    code = "term-not-found"
    title = N_("There is no term {code}.")


class TermCodeTaken(Conflict):
    code = "term-code-taken"
    title = N_("There is a term {code} already.")


class FormTwice(Invalid):
    code = "form-twice"
    title = N_("“{text}” stands twice among the forms in the language {language}.")


class NotOnePreferred(Invalid):
    code = "not-one-preferred"
    title = N_("Of the forms in the language {language} exactly one must be preferred.")


class DefinitionTwice(Invalid):
    code = "language-twice"
    title = N_("The language {language} occurs twice.")
