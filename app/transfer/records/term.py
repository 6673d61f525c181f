"""A line of glossary.jsonl."""

from pydantic import StrictBool

from app.glossary.schemas import Definitions, Domain, Forms, NewTerm, NewTermSource, Note, TermChange
from app.transfer.records.base import Record
from app.web.fields import Code


class TermRecord(Record):
    """A term. The forms of one language stay in their order."""

    code: Code
    domain: Domain
    forms: Forms
    definitions: Definitions = []
    source: NewTermSource
    verified: StrictBool
    note: Note | None = None

    def new(self) -> NewTerm:
        return NewTerm(
            code=self.code,
            domain=self.domain,
            forms=self.forms,
            definitions=self.definitions,
            source=self.source,
            verified=self.verified,
            note=self.note,
        )

    def change(self) -> TermChange:
        return TermChange(
            domain=self.domain,
            forms=self.forms,
            definitions=self.definitions,
            source=self.source,
            verified=self.verified,
            note=self.note,
        )
