"""Search: the digest of each passage, and what a search server beside the database has yet to be told of.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The index is disposable, and is made anew by the next start, which sees that its layout is an older one.
    op.execute("delete from search_passage")
    op.add_column("search_passage", sa.Column("digest", sa.Text(), nullable=False))
    op.create_table(
        "search_backlog",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_backlog")),
    )
    op.create_index(op.f("ix_search_backlog_due_at"), "search_backlog", ["due_at"], unique=False)
    op.create_table(
        "search_mirror",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.Text(), nullable=False),
        sa.Column("build", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("fed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_mirror")),
    )


def downgrade() -> None:
    op.drop_table("search_mirror")
    op.drop_index(op.f("ix_search_backlog_due_at"), table_name="search_backlog")
    op.drop_table("search_backlog")
    op.drop_column("search_passage", "digest")
    op.execute("delete from search_passage")
    op.execute("delete from search_statistics")
