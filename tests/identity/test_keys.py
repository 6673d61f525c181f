"""API keys: made once, shown once, looked up, expired, revoked."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from app import identity
from app.audit.models import AuditEntry
from app.core import clock
from app.core.actor import SYSTEM, Role
from app.identity import service
from app.identity.models import ApiKey
from tests.builders import an_agency

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_key_stands_for_an_actor_with_its_role_and_name(session: Session) -> None:
    key = service.create(session, SYSTEM, Role.editor, "Phòng biên tập")
    actor = identity.authenticate(session, key.secret)
    assert actor is not None
    assert (actor.name, actor.role, actor.agency) == ("Phòng biên tập", Role.editor, None)
    assert actor.key_id is not None


def test_the_secret_is_stored_nowhere(session: Session) -> None:
    key = service.create(session, SYSTEM, Role.reader, "reader")
    row = session.scalars(select(ApiKey)).one()
    tail = key.secret.rsplit("_", 1)[-1] if key.secret.count("_") == 2 else key.secret[14:]
    stored = [str(value) for value in (row.prefix, row.name, row.digest.hex(), row.digest)]
    assert not any(tail in value for value in stored)
    assert tail not in str(session.scalars(select(AuditEntry.detail)).all())


def test_two_keys_are_never_alike(session: Session) -> None:
    secrets = {service.create(session, SYSTEM, Role.reader, "reader").secret for _ in range(20)}
    assert len(secrets) == 20
    assert all(len(secret) == 57 for secret in secrets)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "nq_",
        "nq_0123456789_" + "A" * 43,
        "NQ_0123456789_" + "A" * 43,
        "nq_0123456789_" + "A" * 42,
        "nq_0123456789_" + "A" * 44,
        "nq_0123456789_" + "é" * 43,
        "x" * 100_000,
    ],
)
def test_what_is_no_key_stands_for_nobody(session: Session, wrong: str) -> None:
    service.create(session, SYSTEM, Role.admin, "admin")
    assert identity.authenticate(session, wrong) is None


def test_a_right_prefix_with_a_wrong_secret_stands_for_nobody(session: Session) -> None:
    key = service.create(session, SYSTEM, Role.admin, "admin")
    other = service.create(session, SYSTEM, Role.admin, "other")
    assert identity.authenticate(session, key.secret[:14] + other.secret[14:]) is None
    assert identity.authenticate(session, key.secret[:-1] + ("A" if key.secret[-1] != "A" else "B")) is None


def test_a_key_is_good_until_it_expires(session: Session) -> None:
    with clock.frozen(NOW):
        key = service.create(session, SYSTEM, Role.reader, "reader", life=timedelta(days=1))
    assert key.expires_at == NOW + timedelta(days=1)
    with clock.frozen(key.expires_at - timedelta(seconds=1)):
        assert identity.authenticate(session, key.secret) is not None
    with clock.frozen(key.expires_at):
        assert identity.authenticate(session, key.secret) is None


def test_no_key_lives_longer_than_three_years(session: Session) -> None:
    with clock.frozen(NOW):
        key = service.create(session, SYSTEM, Role.reader, "reader", life=timedelta(days=36_500))
    assert key.expires_at - NOW <= timedelta(days=366 * 3)


def test_a_revoked_key_stands_for_nobody_from_then_on(session: Session) -> None:
    key = service.create(session, SYSTEM, Role.reader, "reader")
    service.revoke(session, SYSTEM, key.prefix)
    assert identity.authenticate(session, key.secret) is None
    with pytest.raises(service.AlreadyRevoked):
        service.revoke(session, SYSTEM, key.prefix)
    with pytest.raises(service.UnknownKey):
        service.revoke(session, SYSTEM, "nobody")


def test_a_reporters_key_names_an_agency_and_no_other_key_does(session: Session) -> None:
    an_agency(session, "so-tu-phap")
    key = service.create(session, SYSTEM, Role.reporter, "reporter", agency="so-tu-phap")
    actor = identity.authenticate(session, key.secret)
    assert actor is not None
    assert actor.agency == "so-tu-phap"
    with pytest.raises(service.AgencyNeeded):
        service.create(session, SYSTEM, Role.reporter, "reporter")
    with pytest.raises(service.AgencyNeeded):
        service.create(session, SYSTEM, Role.editor, "editor", agency="so-tu-phap")
    with pytest.raises(service.UnknownAgencyOfKey):
        service.create(session, SYSTEM, Role.reporter, "reporter", agency="nowhere")


def test_keys_are_listed_oldest_first(session: Session) -> None:
    prefixes = []
    for day in range(3):
        with clock.frozen(NOW + timedelta(days=day)):
            prefixes.append(service.create(session, SYSTEM, Role.reader, "reader").prefix)
    assert [key.prefix for key in service.keys(session)] == prefixes


def test_making_and_revoking_are_recorded(session: Session) -> None:
    key = service.create(session, SYSTEM, Role.editor, "editor")
    service.revoke(session, SYSTEM, key.prefix)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == ["key.create", "key.revoke"]
    assert entries[0].detail == {"prefix": key.prefix, "role": "editor", "agency": None}


def test_looking_up_a_key_is_one_statement(session: Session, connection: Connection) -> None:
    key = service.create(session, SYSTEM, Role.editor, "editor")
    session.flush()
    session.expunge_all()
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    identity.authenticate(session, key.secret)
    assert len(statements) == 1
