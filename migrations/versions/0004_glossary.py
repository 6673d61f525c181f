"""Glossary: terms, their forms and definitions in each language, and the edition that changes with them.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "domain in ('human_rights', 'administration', 'labour', 'trade', 'development')", name=op.f("ck_term_domain")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("code", name=op.f("uq_term_code")),
    )
    op.create_table(
        "term_form",
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sort_key", sa.Text(collation="C"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('preferred', 'synonym', 'abbreviation', 'variant')", name=op.f("ck_term_form_kind")),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_term_form_term_id_term"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("term_id", "language", "text", name=op.f("pk_term_form")),
    )
    op.create_index(
        "uq_term_form_preferred",
        "term_form",
        ["term_id", "language"],
        unique=True,
        postgresql_where=sa.text("kind = 'preferred'"),
    )
    op.create_table(
        "term_definition",
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_term_definition_term_id_term"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("term_id", "language", name=op.f("pk_term_definition")),
    )
    op.create_table(
        "glossary_edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_edition")),
    )


def downgrade() -> None:
    op.drop_table("glossary_edition")
    op.drop_table("term_definition")
    op.drop_index("uq_term_form_preferred", table_name="term_form", postgresql_where=sa.text("kind = 'preferred'"))
    op.drop_table("term_form")
    op.drop_table("term")
