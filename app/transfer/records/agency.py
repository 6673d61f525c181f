"""A line of agencies.jsonl."""

from typing import Annotated

from pydantic import Field, StrictBool

from app.agencies.schemas import (
    AgencyChange,
    AgencyType,
    Aliases,
    Names,
    NewAgency,
    NewAgencyNote,
    NewMembership,
    Predecessors,
    Source,
)
from app.transfer.records.base import Record
from app.web.fields import Code, Day, LanguageTag, prose


class MemberRecord(Record):
    """The agency ``code`` belongs to the class ``from`` a day ``to`` a day, both included; null when open or unknown."""

    code: Code
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")


class AgencyRecord(Record):
    """An agency. Predecessors and members may stand further down in the file."""

    code: Code
    type: AgencyType
    names: Names
    aliases: Aliases = []
    valid_from: Day | None = None
    valid_to: Day | None = None
    enumerable: StrictBool | None = None
    predecessors: Predecessors = []
    members: Annotated[list[MemberRecord], Field(max_length=1000)] = []
    source: Source
    verified: StrictBool
    note: (
        Annotated[
            dict[LanguageTag, Annotated[str, prose(2000, min_length=1)]],
            Field(max_length=20),
        ]
        | None
    ) = None

    def new(self) -> NewAgency:
        """The agency by itself, so that the others may be made before it is tied to them."""
        return NewAgency(
            code=self.code,
            type=self.type,
            names=self.names,
            aliases=self.aliases,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            enumerable=self.enumerable,
            source=self.source,
            verified=self.verified,
            notes=self._notes(),
        )

    def change(self) -> AgencyChange:
        """Everything but what ties it to others. A body says nothing of its members, not even null."""
        change = AgencyChange(
            names=self.names,
            aliases=self.aliases,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            source=self.source,
            verified=self.verified,
            notes=self._notes(),
        )
        return change if self.enumerable is None else change.model_copy(update={"enumerable": self.enumerable})

    def ties(self) -> AgencyChange:
        """Whom it took over from and who belongs to it."""
        members = [NewMembership(code=one.code, since=one.since, until=one.until) for one in self.members]
        return AgencyChange(predecessors=self.predecessors, members=members)

    def _notes(self) -> list[NewAgencyNote]:
        return [NewAgencyNote(language=language, text=text) for language, text in (self.note or {}).items()]
