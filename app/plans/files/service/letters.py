"""What stands around the yearly report: who issues it, under which number and day, who signs, and who receives it."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from app.agencies.errors import UnknownAgency
from app.plans.files.service.asking import Wanted
from app.plans.models import Plan
from app.plans.outputs.contents import Office, Signer
from app.plans.progress import queries as progress
from app.plans.structure.service.showing import names

#: What a name is of begins with one of these words.
TERRITORIES = ("tỉnh", "thành", "huyện", "xã", "phường")


@dataclass(frozen=True, slots=True)
class Letter:
    """``office`` is the code of the agency that issues the report (None: the one that issued the plan), ``superior`` that of the one
    it stands under (None: nobody). What else is None stays a blank to fill in.
    """

    office: str | None = None
    superior: str | None = None
    symbol: str | None = None
    place: str | None = None
    number: str | None = None
    dated: date | None = None
    signer: Signer = field(default_factory=Signer)
    recipients: tuple[str, ...] = ()

    def completed(self, office: str, superior: str, symbol: str, place: str) -> "Letter":
        """With what the settings say (empty: nothing). Their office comes with its own superior and sign, which are no other's."""
        own = self.office in (None, office or None)
        return replace(
            self,
            office=self.office or office or None,
            superior=self.superior or (own and superior) or None,
            symbol=self.symbol or (own and symbol) or None,
            place=self.place or place or None,
        )


def office(session: Session, plan: Plan, wanted: Wanted, letter: Letter) -> Office:
    """The issuing office by its names; UnknownAgency."""
    order = wanted.asked.view.order
    given = {pointer: code for pointer, code in (("office", letter.office), ("superior", letter.superior)) if code is not None}
    found = {row.code: row.name for row in session.execute(progress.labels(order, set(given.values())))}
    for pointer, code in given.items():
        if code not in found:
            raise UnknownAgency(agency=code[:80], pointer=pointer, location="query")
    name = names(session, order, {plan.issuer_id}).of(plan.issuer_id).label if letter.office is None else found[letter.office]
    superior = None if letter.superior is None else found[letter.superior]
    return Office(name if superior is None else beneath(name, superior), superior, letter.symbol, letter.place)


def beneath(name: str, superior: str) -> str:
    """A name as it stands under that of its superior: "Sở Ngoại vụ", where both are of "tỉnh Cao Bằng"."""
    words, above = name.split(), superior.split()
    for place in range(1, len(words)):
        if words[place].lower() in TERRITORIES and above[-len(words[place:]) :] == words[place:]:
            return " ".join(words[:place])
    return name
