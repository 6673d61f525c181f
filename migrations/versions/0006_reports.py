"""Reports: in which role an agency files one, drafts that were discarded; and periods that a plan manager closed.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_report", sa.Column("role", sa.Text(), nullable=False, server_default="lead"))
    op.alter_column("plan_report", "role", server_default=None)
    op.create_check_constraint(op.f("ck_plan_report_role"), "plan_report", "role in ('lead', 'coordinating')")
    op.add_column("plan_report", sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("uq_plan_report_task_id_period_agency_id"), "plan_report", type_="unique")
    op.create_index(
        "ix_plan_report_there",
        "plan_report",
        ["task_id", "period", "agency_id"],
        unique=True,
        postgresql_where=sa.text("discarded_at is null"),
    )
    op.create_table(
        "plan_period_closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_period_closing_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_period_closing")),
        sa.UniqueConstraint("plan_id", "period", "number", name=op.f("uq_plan_period_closing_plan_id_period_number")),
    )
    op.execute(
        "create trigger append_only before update or delete on plan_period_closing"
        " for each row execute function refuse_alteration()"
    )


def downgrade() -> None:
    op.execute("drop trigger append_only on plan_period_closing")
    op.drop_table("plan_period_closing")
    op.drop_index("ix_plan_report_there", table_name="plan_report")
    # What was discarded has no place in the older tables, and what belongs to it can only go with their triggers asleep.
    kept = ("plan_report_text", "plan_report_figure", "plan_report_evidence", "plan_report_step", "plan_report_revision")
    for table in kept:
        op.execute(f"alter table {table} disable trigger append_only")
    gone = "select id from plan_report where discarded_at is not null"
    for table in kept[:3]:
        op.execute(f"delete from {table} where revision_id in (select id from plan_report_revision where report_id in ({gone}))")
    for table in kept[3:]:
        op.execute(f"delete from {table} where report_id in ({gone})")
    op.execute("delete from plan_report where discarded_at is not null")
    for table in kept:
        op.execute(f"alter table {table} enable trigger append_only")
    op.create_unique_constraint(
        op.f("uq_plan_report_task_id_period_agency_id"), "plan_report", ["task_id", "period", "agency_id"]
    )
    op.drop_column("plan_report", "discarded_at")
    op.drop_constraint(op.f("ck_plan_report_role"), "plan_report", type_="check")
    op.drop_column("plan_report", "role")
