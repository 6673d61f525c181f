"""Lists by year are read off an index instead of sorting all documents.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_document_by_year", "document", [sa.text("coalesce(year, 0)"), "id"])


def downgrade() -> None:
    op.drop_index("ix_document_by_year", "document")
