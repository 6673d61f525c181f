"""docs/permissions.md, cell by cell: what each role gets from each endpoint."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.core.actor import Role
from tests.access import plan_scenes  # noqa: F401  (its scenes are added to the others)
from tests.access.scenes import SCENES
from tests.callers import Caller, a_caller

TABLE = Path(__file__).parents[2] / "docs" / "permissions.md"
COLUMNS = ("anonymous", *(role.value for role in Role))


def table() -> dict[str, dict[str, int]]:
    """operationId → role → status, as the document says."""
    rows = [line.strip().strip("|").split("|") for line in TABLE.read_text("utf-8").splitlines() if line.startswith("|")]
    head = [cell.strip() for cell in rows[0]]
    assert head == ["operation", "what it does", *COLUMNS]
    return {cells[0].strip().strip("`"): dict(zip(COLUMNS, (int(cell) for cell in cells[2:]), strict=True)) for cells in rows[2:]}


@pytest.mark.parametrize("operation", sorted(table()))
def test_each_role_gets_what_the_table_says(app: FastAPI, session: Session, operation: str) -> None:
    expected = table()[operation]
    callers = {role.value: a_caller(app, session, role) for role in Role} | {"anonymous": Caller(app)}
    found = {}
    for role in COLUMNS:
        with session.begin_nested() as savepoint:
            session.connection()  # the savepoint is only set when the session first needs its connection
            request = SCENES[operation](session)
            headers = {} if request.revision is None else {"If-Match": f'"{request.revision}"'}
            answer = callers[role].request(request.method, f"/api/v1{request.path}", json=request.json, headers=headers)
            found[role] = answer.status_code
            savepoint.rollback()
        session.expire_all()
    assert found == expected


def test_every_endpoint_is_in_the_table_and_every_row_is_an_endpoint(app: FastAPI) -> None:
    operations = {one["operationId"] for item in app.openapi()["paths"].values() for one in item.values()}
    assert operations == set(table()) == set(SCENES)
