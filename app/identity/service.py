"""API keys: made once and shown once, looked up by prefix, compared in constant time, revoked with effect on the next request."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.agencies.models import Agency
from app.core import clock
from app.core.actor import Actor, Role
from app.core.errors import Conflict, Invalid, N_, NotFound
from app.identity.models import ApiKey

_FORM = re.compile(r"nq_([0-9a-z]{10})_([0-9A-Za-z_-]{43})", re.ASCII)
LONGEST_LIFE = timedelta(days=366 * 3)


class UnknownKey(NotFound):
    code = "unknown-key"
    title = N_("There is no key {prefix}.")


class UnknownAgencyOfKey(Invalid):
    code = "unknown-agency"
    title = N_("There is no agency {agency}.")


class AgencyNeeded(Invalid):
    code = "agency-needed"
    title = N_("A reporter's key names the agency that it reports for, and no other key does.")


class AlreadyRevoked(Conflict):
    code = "already-revoked"
    title = N_("Key {prefix} is already revoked.")


@dataclass(frozen=True, slots=True)
class NewKey:
    """``secret`` is the whole key, and exists nowhere else once this value is gone."""

    prefix: str
    secret: str
    expires_at: datetime


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def create(
    session: Session, actor: Actor, role: Role, name: str, *, agency: str | None = None, life: timedelta = timedelta(days=365)
) -> NewKey:
    """A new key of ``role``, valid for ``life`` (three years at most); ``agency`` is the code of a reporter's agency."""
    if (role is Role.reporter) != (agency is not None):
        raise AgencyNeeded
    agency_id = None
    if agency is not None:
        agency_id = session.scalar(select(Agency.id).where(Agency.code == agency))
        if agency_id is None:
            raise UnknownAgencyOfKey(agency=agency)
    prefix = "".join(secrets.choice("0123456789abcdefghijklmnopqrstuvwxyz") for _ in range(10))
    secret = f"nq_{prefix}_{secrets.token_urlsafe(32)}"
    expires_at = clock.now() + min(life, LONGEST_LIFE)
    key = ApiKey(
        prefix=prefix,
        digest=_digest(secret),
        name=name,
        role=role,
        agency_id=agency_id,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    session.add(key)
    session.flush()
    audit.record(session, actor, "key.create", key.id, prefix=prefix, role=role, agency=agency)
    return NewKey(prefix, secret, expires_at)


def revoke(session: Session, actor: Actor, prefix: str) -> None:
    """Revoke the key with ``prefix``; the next request made with it is refused."""
    key = session.scalar(select(ApiKey).where(ApiKey.prefix == prefix).with_for_update())
    if key is None:
        raise UnknownKey(prefix=prefix)
    if key.revoked_at is not None:
        raise AlreadyRevoked(prefix=prefix)
    key.revoked_at = clock.now()
    audit.record(session, actor, "key.revoke", key.id, prefix=prefix)


def keys(session: Session) -> Sequence[ApiKey]:
    """Every key ever made, oldest first."""
    return session.scalars(select(ApiKey).order_by(ApiKey.created_at)).all()


def authenticate(session: Session, credentials: str) -> Actor | None:
    """The actor of a key that is known, unexpired and unrevoked; else None. One statement."""
    found = _FORM.fullmatch(credentials)
    if found is None:
        return None
    row = session.execute(
        select(ApiKey, Agency.code).outerjoin(Agency, Agency.id == ApiKey.agency_id).where(ApiKey.prefix == found.group(1))
    ).one_or_none()
    if row is None:
        return None
    key, agency = row
    now = clock.now()
    if not hmac.compare_digest(key.digest, _digest(credentials)) or key.revoked_at is not None:
        return None
    if key.expires_at is not None and key.expires_at <= now:
        return None
    return Actor(name=key.name, role=Role(key.role), key_id=key.id, agency=agency)
