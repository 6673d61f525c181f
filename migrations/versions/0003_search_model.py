"""Search: what the index holds of a document by eId, the model that puts marks back, saved searches, searches that found nothing.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The index is disposable, and is made anew by the next start, which sees that its layout is an older one.
    op.execute("delete from search_passage")
    op.add_column("search_passage", sa.Column("eids", postgresql.ARRAY(sa.Text()), nullable=False))
    op.create_table(
        "search_model",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_model")),
    )
    op.create_table(
        "saved_search",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_saved_search")),
    )
    op.create_table(
        "search_miss",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("days", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_search_miss")),
    )
    op.create_index(op.f("ix_search_miss_last_on"), "search_miss", ["last_on"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_search_miss_last_on"), table_name="search_miss")
    op.drop_table("search_miss")
    op.drop_table("saved_search")
    op.drop_table("search_model")
    op.drop_column("search_passage", "eids")
    op.execute("delete from search_passage")
    op.execute("delete from search_statistics")
