"""Plan tracking: what a plan prints, its tasks, reports, indicators, reporting rules, holidays and extensions.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEPT_FOR_EVER = (
    "plan_task_version",
    "plan_assignment",
    "plan_task_statement",
    "plan_report_revision",
    "plan_report_text",
    "plan_report_figure",
    "plan_report_evidence",
    "plan_report_step",
    "plan_indicator_version",
    "plan_expected_agency",
    "plan_condition",
    "plan_condition_label",
    "plan_measurement",
    "plan_rule",
    "plan_rule_label",
    "plan_rule_task",
    "holiday_year",
    "holiday",
    "plan_extension",
)


def upgrade() -> None:
    op.create_table(
        "holiday_year",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_year")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_holiday_year_year_number")),
    )
    op.create_table(
        "holiday",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["year_id"], ["holiday_year.id"], name=op.f("fk_holiday_year_id_holiday_year")),
        sa.PrimaryKeyConstraint("year_id", "day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("printed_title", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("predecessor_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("signed_as", sa.Text(), nullable=True),
        sa.Column("annex_title", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_year <= last_year", name=op.f("ck_plan_years")),
        sa.CheckConstraint("predecessor_id <> id", name=op.f("ck_plan_distinct")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_plan_document_id_document"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["issuer_id"], ["agency.id"], name=op.f("fk_plan_issuer_id_agency")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["plan.id"], name=op.f("fk_plan_predecessor_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_plan_code")),
    )
    op.create_index(op.f("ix_plan_document_id"), "plan", ["document_id"], unique=False)
    op.create_index(op.f("ix_plan_issuer_id"), "plan", ["issuer_id"], unique=False)
    op.create_index(op.f("ix_plan_predecessor_id"), "plan", ["predecessor_id"], unique=False)
    op.create_table(
        "plan_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=True),
        sa.Column("body_printed", sa.Text(), nullable=True),
        sa.Column("eid", sa.Text(), nullable=True),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_group_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_group")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_plan_group_plan_id_key")),
    )
    op.create_table(
        "plan_passage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("eid", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("kind in ('section', 'heading', 'item', 'paragraph')", name=op.f("ck_plan_passage_kind")),
        sa.CheckConstraint(
            "part in ('section', 'legal_basis', 'preamble', 'viewpoint', 'objective', 'solution', 'task_group', 'milestone', 'funding', 'responsibility', 'closing', 'recipient')",
            name=op.f("ck_plan_passage_part"),
        ),
        sa.CheckConstraint("first_year <= last_year", name=op.f("ck_plan_passage_years")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_plan_passage_document_id_document"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plan_passage.id"], name=op.f("fk_plan_passage_parent_id_plan_passage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_passage_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_passage")),
        sa.UniqueConstraint("plan_id", "eid", name=op.f("uq_plan_passage_plan_id_eid")),
    )
    op.create_index(op.f("ix_plan_passage_document_id"), "plan_passage", ["document_id"], unique=False)
    op.create_index(op.f("ix_plan_passage_parent_id"), "plan_passage", ["parent_id"], unique=False)
    op.create_table(
        "plan_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("due_kind", sa.Text(), nullable=False),
        sa.Column("due_month", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("due_count", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("after_period", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(due_kind = 'day_of_year') = (due_month is not null and due_day is not null) and (due_kind = 'working_days_after') = (due_count is not null) and (due_kind = 'fixed_day') = (due_on is not null)",
            name=op.f("ck_plan_rule_due"),
        ),
        sa.CheckConstraint("(source = 'plan') = (printed is not null)", name=op.f("ck_plan_rule_printed")),
        sa.CheckConstraint("due_kind in ('day_of_year', 'working_days_after', 'fixed_day')", name=op.f("ck_plan_rule_due_kind")),
        sa.CheckConstraint("frequency in ('once', 'yearly', 'half_yearly', 'quarterly')", name=op.f("ck_plan_rule_frequency")),
        sa.CheckConstraint("shift in ('next', 'previous')", name=op.f("ck_plan_rule_shift")),
        sa.CheckConstraint("source in ('plan', 'administrator')", name=op.f("ck_plan_rule_source")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_plan_rule_validity")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_rule_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_rule")),
        sa.UniqueConstraint("plan_id", "code", "number", name=op.f("uq_plan_rule_plan_id_code_number")),
    )
    op.create_table(
        "plan_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("eid", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_task_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_task_plan_id_number")),
    )
    op.create_table(
        "plan_title",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_title_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "language", name=op.f("pk_plan_title")),
    )
    op.create_table(
        "plan_extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("owed_as_id", sa.Uuid(), nullable=False),
        sa.Column("new_due", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_plan_extension_document_id_document")),
        sa.ForeignKeyConstraint(["owed_as_id"], ["agency.id"], name=op.f("fk_plan_extension_owed_as_id_agency")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_plan_extension_task_id_plan_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_extension")),
    )
    op.create_index(op.f("ix_plan_extension_document_id"), "plan_extension", ["document_id"], unique=False)
    op.create_index(op.f("ix_plan_extension_owed_as_id"), "plan_extension", ["owed_as_id"], unique=False)
    op.create_index("ix_plan_extension_task", "plan_extension", ["task_id", "period"], unique=False)
    op.create_table(
        "plan_group_title",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["plan_group.id"], name=op.f("fk_plan_group_title_group_id_plan_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "language", name=op.f("pk_plan_group_title")),
    )
    op.create_table(
        "plan_indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("passage_id", sa.Uuid(), nullable=True),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(source = 'plan') = (printed is not null)", name=op.f("ck_plan_indicator_printed")),
        sa.CheckConstraint("source in ('plan', 'administrator')", name=op.f("ck_plan_indicator_source")),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["plan_passage.id"], name=op.f("fk_plan_indicator_passage_id_plan_passage"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_indicator_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_indicator")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_plan_indicator_plan_id_code")),
    )
    op.create_index(op.f("ix_plan_indicator_passage_id"), "plan_indicator", ["passage_id"], unique=False)
    op.create_table(
        "plan_passage_agency",
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_plan_passage_agency_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["plan_passage.id"], name=op.f("fk_plan_passage_agency_passage_id_plan_passage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passage_id", "agency_id", name=op.f("pk_plan_passage_agency")),
    )
    op.create_index(op.f("ix_plan_passage_agency_agency_id"), "plan_passage_agency", ["agency_id"], unique=False)
    op.create_table(
        "plan_passage_task",
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["plan_passage.id"], name=op.f("fk_plan_passage_task_passage_id_plan_passage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["plan_task.id"], name=op.f("fk_plan_passage_task_task_id_plan_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passage_id", "task_id", name=op.f("pk_plan_passage_task")),
    )
    op.create_index(op.f("ix_plan_passage_task_task_id"), "plan_passage_task", ["task_id"], unique=False)
    op.create_table(
        "plan_passage_text",
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["plan_passage.id"], name=op.f("fk_plan_passage_text_passage_id_plan_passage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passage_id", "language", name=op.f("pk_plan_passage_text")),
    )
    op.create_table(
        "plan_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=False),
        sa.Column("period_last", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("period_first <= period_last", name=op.f("ck_plan_report_period")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_plan_report_agency_id_agency")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_plan_report_task_id_plan_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_report")),
        sa.UniqueConstraint("task_id", "period", "agency_id", name=op.f("uq_plan_report_task_id_period_agency_id")),
    )
    op.create_index(op.f("ix_plan_report_agency_id"), "plan_report", ["agency_id"], unique=False)
    op.create_table(
        "plan_rule_label",
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["plan_rule.id"], name=op.f("fk_plan_rule_label_rule_id_plan_rule")),
        sa.PrimaryKeyConstraint("rule_id", "language", name=op.f("pk_plan_rule_label")),
    )
    op.create_table(
        "plan_rule_task",
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["plan_rule.id"], name=op.f("fk_plan_rule_task_rule_id_plan_rule")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_plan_rule_task_task_id_plan_task")),
        sa.PrimaryKeyConstraint("rule_id", "task_id", name=op.f("pk_plan_rule_task")),
    )
    op.create_index(op.f("ix_plan_rule_task_task_id"), "plan_rule_task", ["task_id"], unique=False)
    op.create_table(
        "plan_task_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("eid", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("state in ('under_way', 'done', 'dropped')", name=op.f("ck_plan_task_statement_state")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_plan_task_statement_document_id_document")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_plan_task_statement_task_id_plan_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task_statement")),
    )
    op.create_index(op.f("ix_plan_task_statement_document_id"), "plan_task_statement", ["document_id"], unique=False)
    op.create_index(op.f("ix_plan_task_statement_task_id"), "plan_task_statement", ["task_id"], unique=False)
    op.create_table(
        "plan_task_title",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["plan_task.id"], name=op.f("fk_plan_task_title_task_id_plan_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "language", name=op.f("pk_plan_task_title")),
    )
    op.create_table(
        "plan_task_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("timeframe_printed", sa.Text(), nullable=False),
        sa.Column("timeframe_kind", sa.Text(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("leads_printed", sa.Text(), nullable=False),
        sa.Column("coordinating_printed", sa.Text(), nullable=True),
        sa.Column("succeeds_id", sa.Uuid(), nullable=True),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "timeframe_kind in ('year', 'span', 'yearly', 'continuous')", name=op.f("ck_plan_task_version_timeframe_kind")
        ),
        sa.CheckConstraint(
            "timeframe_kind in ('yearly', 'continuous') or (first_year is not null and last_year is not null)",
            name=op.f("ck_plan_task_version_timeframe_years"),
        ),
        sa.CheckConstraint("first_year <= last_year", name=op.f("ck_plan_task_version_years")),
        sa.CheckConstraint("succeeds_id <> task_id", name=op.f("ck_plan_task_version_distinct")),
        sa.ForeignKeyConstraint(["group_id"], ["plan_group.id"], name=op.f("fk_plan_task_version_group_id_plan_group")),
        sa.ForeignKeyConstraint(["succeeds_id"], ["plan_task.id"], name=op.f("fk_plan_task_version_succeeds_id_plan_task")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_plan_task_version_task_id_plan_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task_version")),
        sa.UniqueConstraint("task_id", "number", name=op.f("uq_plan_task_version_task_id_number")),
    )
    op.create_index(op.f("ix_plan_task_version_group_id"), "plan_task_version", ["group_id"], unique=False)
    op.create_index(op.f("ix_plan_task_version_succeeds_id"), "plan_task_version", ["succeeds_id"], unique=False)
    op.create_table(
        "plan_assignment",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.CheckConstraint("role in ('lead', 'coordinating')", name=op.f("ck_plan_assignment_role")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_plan_assignment_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_task_version.id"], name=op.f("fk_plan_assignment_version_id_plan_task_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "agency_id", "role", name=op.f("pk_plan_assignment")),
    )
    op.create_index(op.f("ix_plan_assignment_agency_id"), "plan_assignment", ["agency_id"], unique=False)
    op.create_table(
        "plan_indicator_title",
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["plan_indicator.id"],
            name=op.f("fk_plan_indicator_title_indicator_id_plan_indicator"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("indicator_id", "language", name=op.f("pk_plan_indicator_title")),
    )
    op.create_table(
        "plan_indicator_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("expected_known", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["plan_indicator.id"], name=op.f("fk_plan_indicator_version_indicator_id_plan_indicator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_indicator_version")),
        sa.UniqueConstraint("indicator_id", "number", name=op.f("uq_plan_indicator_version_indicator_id_number")),
    )
    op.create_table(
        "plan_report_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_plan_report_revision_edition")),
        sa.ForeignKeyConstraint(["report_id"], ["plan_report.id"], name=op.f("fk_plan_report_revision_report_id_plan_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_report_revision")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_plan_report_revision_report_id_number")),
    )
    op.create_table(
        "plan_condition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("combine", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("target", sa.Numeric(), nullable=False),
        sa.Column("baseline", sa.Numeric(), nullable=True),
        sa.Column("tolerance", sa.Numeric(), nullable=False),
        sa.CheckConstraint("combine <> 'ratio' or unit = 'percent'", name=op.f("ck_plan_condition_ratio_in_percent")),
        sa.CheckConstraint("combine in ('ratio', 'sum', 'single')", name=op.f("ck_plan_condition_combine")),
        sa.CheckConstraint("direction in ('increase', 'decrease', 'maintain')", name=op.f("ck_plan_condition_direction")),
        sa.CheckConstraint("tolerance >= 0", name=op.f("ck_plan_condition_tolerance")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_indicator_version.id"], name=op.f("fk_plan_condition_version_id_plan_indicator_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_condition")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_plan_condition_version_id_code")),
    )
    op.create_table(
        "plan_expected_agency",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_plan_expected_agency_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_indicator_version.id"], name=op.f("fk_plan_expected_agency_version_id_plan_indicator_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "agency_id", name=op.f("pk_plan_expected_agency")),
    )
    op.create_index(op.f("ix_plan_expected_agency_agency_id"), "plan_expected_agency", ["agency_id"], unique=False)
    op.create_table(
        "plan_measurement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("numerator", sa.Numeric(), nullable=True),
        sa.Column("denominator", sa.Numeric(), nullable=True),
        sa.Column("report_revision_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("(numerator is null) = (denominator is null)", name=op.f("ck_plan_measurement_ratio")),
        sa.CheckConstraint("value is not null or numerator is not null", name=op.f("ck_plan_measurement_something")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_plan_measurement_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["plan_indicator.id"], name=op.f("fk_plan_measurement_indicator_id_plan_indicator")
        ),
        sa.ForeignKeyConstraint(
            ["report_revision_id"],
            ["plan_report_revision.id"],
            name=op.f("fk_plan_measurement_report_revision_id_plan_report_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_measurement")),
    )
    op.create_index(op.f("ix_plan_measurement_agency_id"), "plan_measurement", ["agency_id"], unique=False)
    op.create_index("ix_plan_measurement_indicator", "plan_measurement", ["indicator_id", "condition", "period"], unique=False)
    op.create_index(op.f("ix_plan_measurement_report_revision_id"), "plan_measurement", ["report_revision_id"], unique=False)
    op.create_table(
        "plan_report_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("eid", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_plan_report_evidence_document_id_document")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["plan_report_revision.id"], name=op.f("fk_plan_report_evidence_revision_id_plan_report_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_report_evidence")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_plan_report_evidence_revision_id_position")),
    )
    op.create_index(op.f("ix_plan_report_evidence_document_id"), "plan_report_evidence", ["document_id"], unique=False)
    op.create_table(
        "plan_report_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("numerator", sa.Numeric(), nullable=True),
        sa.Column("denominator", sa.Numeric(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("(numerator is null) = (denominator is null)", name=op.f("ck_plan_report_figure_ratio")),
        sa.CheckConstraint("value is not null or numerator is not null", name=op.f("ck_plan_report_figure_something")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["plan_indicator.id"], name=op.f("fk_plan_report_figure_indicator_id_plan_indicator")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["plan_report_revision.id"], name=op.f("fk_plan_report_figure_revision_id_plan_report_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_report_figure")),
        sa.UniqueConstraint(
            "revision_id", "indicator_id", "condition", name=op.f("uq_plan_report_figure_revision_id_indicator_id_condition")
        ),
    )
    op.create_index(op.f("ix_plan_report_figure_indicator_id"), "plan_report_figure", ["indicator_id"], unique=False)
    op.create_table(
        "plan_report_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("snapshot", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'accepted') = (snapshot is not null)", name=op.f("ck_plan_report_step_snapshot")),
        sa.CheckConstraint("(state = 'returned') = (reasons is not null)", name=op.f("ck_plan_report_step_reasons")),
        sa.CheckConstraint("state in ('draft', 'submitted', 'returned', 'accepted')", name=op.f("ck_plan_report_step_state")),
        sa.ForeignKeyConstraint(["report_id"], ["plan_report.id"], name=op.f("fk_plan_report_step_report_id_plan_report")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["plan_report_revision.id"], name=op.f("fk_plan_report_step_revision_id_plan_report_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_report_step")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_plan_report_step_report_id_number")),
    )
    op.create_index(op.f("ix_plan_report_step_revision_id"), "plan_report_step", ["revision_id"], unique=False)
    op.create_table(
        "plan_report_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("made_from", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["plan_report_revision.id"], name=op.f("fk_plan_report_text_revision_id_plan_report_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_report_text")),
        sa.UniqueConstraint("revision_id", "language", "number", name=op.f("uq_plan_report_text_revision_id_language_number")),
    )
    op.create_table(
        "plan_condition_label",
        sa.Column("condition_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("numerator", sa.Text(), nullable=True),
        sa.Column("denominator", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["plan_condition.id"], name=op.f("fk_plan_condition_label_condition_id_plan_condition")
        ),
        sa.PrimaryKeyConstraint("condition_id", "language", name=op.f("pk_plan_condition_label")),
    )

    # What answers are computed from is append-only: the database itself refuses to alter it.
    for table in KEPT_FOR_EVER:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function refuse_alteration()"
        )


def downgrade() -> None:
    for table in KEPT_FOR_EVER:
        op.execute(f"drop trigger append_only on {table}")
    op.drop_table("plan_condition_label")
    op.drop_table("plan_report_text")
    op.drop_index(op.f("ix_plan_report_step_revision_id"), table_name="plan_report_step")
    op.drop_table("plan_report_step")
    op.drop_index(op.f("ix_plan_report_figure_indicator_id"), table_name="plan_report_figure")
    op.drop_table("plan_report_figure")
    op.drop_index(op.f("ix_plan_report_evidence_document_id"), table_name="plan_report_evidence")
    op.drop_table("plan_report_evidence")
    op.drop_index(op.f("ix_plan_measurement_report_revision_id"), table_name="plan_measurement")
    op.drop_index("ix_plan_measurement_indicator", table_name="plan_measurement")
    op.drop_index(op.f("ix_plan_measurement_agency_id"), table_name="plan_measurement")
    op.drop_table("plan_measurement")
    op.drop_index(op.f("ix_plan_expected_agency_agency_id"), table_name="plan_expected_agency")
    op.drop_table("plan_expected_agency")
    op.drop_table("plan_condition")
    op.drop_table("plan_report_revision")
    op.drop_table("plan_indicator_version")
    op.drop_table("plan_indicator_title")
    op.drop_index(op.f("ix_plan_assignment_agency_id"), table_name="plan_assignment")
    op.drop_table("plan_assignment")
    op.drop_index(op.f("ix_plan_task_version_succeeds_id"), table_name="plan_task_version")
    op.drop_index(op.f("ix_plan_task_version_group_id"), table_name="plan_task_version")
    op.drop_table("plan_task_version")
    op.drop_table("plan_task_title")
    op.drop_index(op.f("ix_plan_task_statement_task_id"), table_name="plan_task_statement")
    op.drop_index(op.f("ix_plan_task_statement_document_id"), table_name="plan_task_statement")
    op.drop_table("plan_task_statement")
    op.drop_index(op.f("ix_plan_rule_task_task_id"), table_name="plan_rule_task")
    op.drop_table("plan_rule_task")
    op.drop_table("plan_rule_label")
    op.drop_index(op.f("ix_plan_report_agency_id"), table_name="plan_report")
    op.drop_table("plan_report")
    op.drop_table("plan_passage_text")
    op.drop_index(op.f("ix_plan_passage_task_task_id"), table_name="plan_passage_task")
    op.drop_table("plan_passage_task")
    op.drop_index(op.f("ix_plan_passage_agency_agency_id"), table_name="plan_passage_agency")
    op.drop_table("plan_passage_agency")
    op.drop_index(op.f("ix_plan_indicator_passage_id"), table_name="plan_indicator")
    op.drop_table("plan_indicator")
    op.drop_table("plan_group_title")
    op.drop_index("ix_plan_extension_task", table_name="plan_extension")
    op.drop_index(op.f("ix_plan_extension_owed_as_id"), table_name="plan_extension")
    op.drop_index(op.f("ix_plan_extension_document_id"), table_name="plan_extension")
    op.drop_table("plan_extension")
    op.drop_table("plan_title")
    op.drop_table("plan_task")
    op.drop_table("plan_rule")
    op.drop_index(op.f("ix_plan_passage_parent_id"), table_name="plan_passage")
    op.drop_index(op.f("ix_plan_passage_document_id"), table_name="plan_passage")
    op.drop_table("plan_passage")
    op.drop_table("plan_group")
    op.drop_index(op.f("ix_plan_predecessor_id"), table_name="plan")
    op.drop_index(op.f("ix_plan_issuer_id"), table_name="plan")
    op.drop_index(op.f("ix_plan_document_id"), table_name="plan")
    op.drop_table("plan")
    op.drop_table("holiday")
    op.drop_table("holiday_year")
