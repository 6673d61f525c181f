"""``nhanquyen keys``: API keys."""

from datetime import timedelta
from typing import Annotated

import typer
from sqlalchemy import select

from app.agencies.models import Agency
from app.cli import database
from app.cli.configured import configured
from app.cli.group import group
from app.cli.saying import say, table
from app.core import clock
from app.core.actor import SYSTEM, Role
from app.core.db import unit_of_work
from app.identity import service
from app.identity.models import ApiKey

commands = group("API keys: made, listed, revoked.")


@commands.command()
def create(
    role: Annotated[Role, typer.Option(help="What the key may do")],
    agency: Annotated[str | None, typer.Option(help="Code of the agency that a reporter acts for")] = None,
    name: Annotated[str | None, typer.Option(help="Who will use it: stands in the record of what is done with it")] = None,
    days: Annotated[int, typer.Option(min=1, max=service.LONGEST_LIFE.days, help="How long it is valid")] = 365,
) -> None:
    """Make a key and print it. It is shown this once: only its digest is kept."""
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        key = service.create(session, SYSTEM, role, name or role.value, agency=agency, life=timedelta(days=days))
    say(f"key {key.prefix} of role {role.value}, valid until {key.expires_at:%Y-%m-%d}; it is not shown again")
    print(key.secret)


@commands.command("list")
def list_() -> None:
    """List every key ever made, without what is secret."""
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        codes = {id: code for id, code in session.execute(select(Agency.id, Agency.code))}
        rows = [
            (key.prefix, key.role, codes.get(key.agency_id, "-") if key.agency_id else "-", _state(key), _day(key), key.name)
            for key in service.keys(session)
        ]
    print(table(("PREFIX", "ROLE", "AGENCY", "STATE", "EXPIRES", "NAME"), rows))


@commands.command()
def revoke(prefix: Annotated[str, typer.Argument(help="The key's prefix, as listed")]) -> None:
    """Revoke a key, from the next request on."""
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        service.revoke(session, SYSTEM, prefix)
    say(f"key {prefix} is revoked")


def _state(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "expired" if key.expires_at is not None and key.expires_at <= clock.now() else "valid"


def _day(key: ApiKey) -> str:
    return f"{key.expires_at:%Y-%m-%d}" if key.expires_at is not None else "never"
