"""Search: passages with their lexemes, and statistics of the lexemes.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_passage",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("eid", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_force", sa.Boolean(), nullable=False),
        sa.Column("force_from", sa.Date(), nullable=True),
        sa.Column("force_until", sa.Date(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("language_bit", sa.Integer(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("lexemes", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_passage")),
        sa.UniqueConstraint("document_id", "language", "position", name=op.f("uq_search_passage_document_id_language_position")),
    )
    # What filters and facets read stays in the row; long texts and lexemes are kept beside it, so that counting reads little.
    op.execute("alter table search_passage set (toast_tuple_target = 128)")
    for column in ("language", "kind", "tags", "languages"):
        op.execute(f"alter table search_passage alter {column} set storage main")
    op.create_index("ix_search_passage_lexemes", "search_passage", ["lexemes"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_search_passage_newest",
        "search_passage",
        ["published_at", "document_id"],
        unique=False,
        postgresql_where=sa.text("position = 0"),
    )
    op.create_table(
        "search_lexeme",
        sa.Column("lexeme", sa.Text(collation="C"), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lexeme", name=op.f("pk_search_lexeme")),
    )
    op.create_table(
        "search_statistics",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("average_length", sa.Float(), nullable=False),
        sa.Column("layout", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_statistics")),
    )


def downgrade() -> None:
    op.drop_table("search_statistics")
    op.drop_table("search_lexeme")
    op.drop_index("ix_search_passage_newest", table_name="search_passage", postgresql_where=sa.text("position = 0"))
    op.drop_index("ix_search_passage_lexemes", table_name="search_passage", postgresql_using="gin")
    op.drop_table("search_passage")
