"""Every table there is, for Alembic and for the tests that look at all of them."""

import app.agencies.models
import app.audit.models
import app.documents.models
import app.glossary.models
import app.identity.models
import app.outbox.models
import app.plans.models
import app.search.models
import app.topics.models  # noqa: F401
from app.core.db import Base

metadata = Base.metadata
