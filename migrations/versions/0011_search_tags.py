"""Search: the values that facets count, each with the character that stands for it in a passage.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The index is made anew by the next start, which sees that its layout is an older one; until then its facets are empty.
    op.create_table(
        "search_tag",
        sa.Column("code", sa.Integer(), sa.Identity(always=True, start=0x20000, maxvalue=0xEFFFF), nullable=False),
        sa.Column("value", sa.Text(collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_search_tag")),
        sa.UniqueConstraint("value", name=op.f("uq_search_tag_value")),
    )


def downgrade() -> None:
    op.drop_table("search_tag")
