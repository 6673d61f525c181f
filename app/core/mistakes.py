"""Mistakes in values: what a schema refuses, with a stable type and words that the catalogues translate.

pydantic knows its own mistakes; ours are declared here once, so that the door can put them into the reader's language::

    EID_TWICE = mistake("eid_twice", N_("The eId {eid} occurs twice."))
    raise EID_TWICE(eid=provision.eid)
"""

from collections.abc import Callable

from pydantic_core import PydanticCustomError

TEMPLATES: dict[str, str] = {}


def mistake(type: str, template: str) -> Callable[..., PydanticCustomError]:
    """Declare a mistake. The result makes the error to raise from a validator, with the facts that fill ``template``."""
    if TEMPLATES.setdefault(type, template) != template:
        raise ValueError(f"the mistake {type} is declared twice")

    def make(**facts: object) -> PydanticCustomError:
        return PydanticCustomError(type, template, facts)

    return make
