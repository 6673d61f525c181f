"""How many statements each public endpoint sends to the database. Lists send one, however much they list."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.documents import service as documents
from app.documents.schemas.incoming import NewRelation
from app.search import indexing
from app.search.engines.postgresql import PostgreSQLEngine
from tests.access.scenes import SCENES
from tests.access.test_permissions import table
from tests.builders import a_document, a_topic, a_translation, an_agency
from tests.callers import Caller

#: operationId → statements. A number is raised only with a reason that stands beside it.
STATEMENTS = {
    "getLiveness": 0,
    "getReadiness": 1,
    "getVersion": 0,
    "listDocuments": 1,
    "getDocument": 1,
    # By which document the slug is known, and that document.
    "getDocumentBySlug": 2,
    # Whether the reader sees the document, and what stands under it.
    "listProvisions": 2,
    "getProvision": 2,
    "listRelations": 2,
    "listRelated": 2,
    "listTopics": 1,
    # Its neighbours, and all its names.
    "getTopic": 2,
    "listAgencies": 1,
    # Itself, its names, what became of it, and who belongs to it.
    "getAgency": 4,
    "getSavedSearch": 1,
    # Settings of the transaction, statistics, candidates, counts, and what is shown; labels are read once for all searches of a second.
    "search": 5,
    # The same without counts and labels; the candidates are looked for twice when all words stand nowhere together.
    "searchPassages": 4,
    "suggest": 2,
    "listTerms": 1,
    # Itself, its forms, its definitions, and when the glossary was last changed.
    "getTerm": 4,
    "listHolidays": 1,
    # A plan is computed from what is recorded: each table once, however many tasks, reports and years there are.
    "listPlans": 2,
    "getPlan": 9,
    "listPlanTasks": 7,
    "getPlanTask": 12,
    "getPlanProgress": 20,
    # One of them counts what stands in the database.
    "getPlanDashboard": 22,
    "getPlanAgency": 17,
    # What is computed as for progress, with the words of everything, and when something was recorded last.
    "getPlanWorkbook": 30,
    "getPlanAgencyCalendar": 23,
    # What hangs on the day or on the instant is read for each of the two.
    "comparePlanDays": 29,
    "listPlanChanges": 4,
    "listIndicators": 12,
    "getIndicator": 12,
    "listMeasurements": 5,
    "listReportingRules": 5,
    "getReportingRule": 5,
    "listObligations": 15,
    "listPeriods": 14,
    "listAcceptedReports": 4,
    "getAcceptedReport": 6,
}


CONTROL = ("savepoint", "release savepoint", "rollback to savepoint")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach the driver inside, without those that set the savepoints of the tests and the empty
    one by which the pool asks whether a connection lives.
    """
    found: list[str] = []
    execute = psycopg.Cursor.execute

    def noting(self: Any, statement: Any, *values: Any, **options: Any) -> Any:
        if statement and not str(statement).lower().startswith(CONTROL):
            found.append(str(statement))
        return execute(self, statement, *values, **options)

    with pytest.MonkeyPatch.context() as patch:
        # At the driver, for what is sent ahead goes past SQLAlchemy's events.
        patch.setattr(psycopg.Cursor, "execute", noting)
        yield found


def a_library(session: Session) -> None:
    """So much of everything that a statement for each would be noticed."""
    for number in range(3):
        topic = a_topic(session, f"topic-{number}", vi=f"Chủ đề {number}", en=f"Topic {number}", mappings=(("UDHR", "19"),))
        a_topic(session, f"under-{number}", parent=topic)
        an_agency(session, f"agency-{number}", vi=f"Cơ quan {number}", en=f"Agency {number}")
    first = None
    for number in range(8):
        document = a_document(
            session,
            title=f"Quyền {number}",
            kind="legal_text",
            fields={"type": "law", "effective_on": "2020-01-01"},
            topics=("topic-0", f"topic-{number % 3}")[: 1 + (number % 3 > 0)],
            agencies=(("agency-0", "issuer"), (f"agency-{number % 3}", "responsible")),
            provisions=({"eid": "art_1", "kind": "article", "label": "Điều 1", "text": "Mọi người"},),
        )
        a_translation(session, document, "en", f"Right {number}")
        if first is not None:
            documents.relate(session, SYSTEM, document.id, None, NewRelation(type="cites", target=first))
        else:
            first = document.id
    indexing.rebuild(session, PostgreSQLEngine(session))


def _public() -> list[str]:
    return sorted(name for name, row in table().items() if row["anonymous"] == 200)


@pytest.mark.parametrize("operation", _public())
def test_an_endpoint_sends_as_many_statements_as_the_table_says(
    app: FastAPI, session: Session, anyone: Caller, operation: str
) -> None:
    a_library(session)
    request = SCENES[operation](session)
    anyone.get("/api/v1/search")  # what a process reads once for all queries
    with counted() as statements:
        answer = anyone.request(request.method, f"/api/v1{request.path}")
    assert answer.status_code == 200
    print(operation, len(statements), [one[:60].replace("\n", " ") for one in statements])
    assert len(statements) == STATEMENTS.get(operation), "\n\n".join(statements)


@pytest.mark.parametrize("path", ["documents", "agencies", "documents?sort=title&topic=topic-0&limit=2"])
def test_all_are_counted_on_request_only_and_by_one_statement_more(session: Session, anyone: Caller, path: str) -> None:
    a_library(session)
    joint = "&" if "?" in path else "?"
    with counted() as statements:
        assert anyone.get(f"/api/v1/{path}").json()["total"] is None
        assert len(statements) == 1
        assert anyone.get(f"/api/v1/{path}{joint}count=true").json()["total"] is not None
        assert len(statements) == 3


def test_a_law_with_everything_that_was_done_to_it_is_one_statement(session: Session, anyone: Caller) -> None:
    a_library(session)
    first = anyone.get("/api/v1/documents?sort=oldest").json()["items"][0]["id"]
    with counted() as statements:
        document = anyone.get(f"/api/v1/documents/{first}").json()
    assert document["force"]["state"] == "in_force" and document["outline"] and len(document["languages"]) == 2
    assert len(statements) == 1


def test_what_does_not_change_is_not_built_anew(session: Session, anyone: Caller) -> None:
    """Building a statement takes many times as long as running it: one for each shape, whatever the values."""
    from app.documents.queries import Filters, Page, View, detail, listed

    def shape(**of: object) -> object:
        return listed(View(("vi",), date(2020, 1, 1)), Filters(**of), Page("newest", None, 20), ("legal_text",))[0]  # type: ignore[arg-type]

    assert shape(topic="a", year=2001) is shape(topic="b", year=2002) is not shape(topic="a")
    assert shape(in_force=True) is not shape(in_force=False)
    assert shape(fields=(("agreement", "CPTPP"),)) is shape(fields=(("agreement", "EVFTA"),))
    views = (View(("vi", "en"), date(2020, 1, 1)), View(("en",), date(2021, 1, 1)))
    assert len({id(detail(view, UUID(int=1), ())[0]) for view in views}) == 1
