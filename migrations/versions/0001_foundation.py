"""Foundation: agencies, topics, documents with their translations and revisions, keys, audit and outbox.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


KEPT_FOR_EVER = ("revision", "provision", "audit_entry")


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("enumerable", sa.Boolean(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(type = 'class') = (enumerable is not null)", name=op.f("ck_agency_class_enumerable")),
        sa.CheckConstraint("type in ('body', 'class')", name=op.f("ck_agency_type")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_agency_validity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject", "subject_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source_language", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("source_note", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("verification_note", sa.Text(), nullable=True),
        sa.Column("verified_by", sa.Text(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(withdrawn_at is null) = (withdrawn_reason is null)", name=op.f("ck_document_withdrawal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(
        "ix_document_fields",
        "document",
        ["fields"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"fields": "jsonb_path_ops"},
    )
    op.create_index("ix_document_kind_published", "document", ["kind", "published_at", "id"], unique=False)
    op.create_index(op.f("ix_document_number_key"), "document", ["number_key"], unique=False)
    op.create_index("ix_document_published", "document", ["published_at", "id"], unique=False)
    op.create_index(op.f("ix_document_year"), "document", ["year"], unique=False)
    op.create_table(
        "outbox_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_entry")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["topic.id"], name=op.f("fk_topic_parent_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("code", name=op.f("uq_topic_code")),
    )
    op.create_index(op.f("ix_topic_parent_id"), "topic", ["parent_id"], unique=False)
    op.create_table(
        "agency_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("class_id <> member_id", name=op.f("ck_agency_membership_distinct")),
        sa.CheckConstraint("since <= until", name=op.f("ck_agency_membership_period")),
        sa.ForeignKeyConstraint(
            ["class_id"], ["agency.id"], name=op.f("fk_agency_membership_class_id_agency"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["agency.id"], name=op.f("fk_agency_membership_member_id_agency"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_membership")),
    )
    op.create_index(op.f("ix_agency_membership_class_id"), "agency_membership", ["class_id"], unique=False)
    op.create_index(op.f("ix_agency_membership_member_id"), "agency_membership", ["member_id"], unique=False)
    op.create_table(
        "agency_name",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("sort_key", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_name_agency_id_agency"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("agency_id", "language", name=op.f("pk_agency_name")),
    )
    op.create_table(
        "agency_succession",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("predecessor_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "manner in ('merger', 'renaming', 'split', 'transfer', 'abolition')", name=op.f("ck_agency_succession_manner")
        ),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_agency_succession_distinct")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["agency.id"], name=op.f("fk_agency_succession_predecessor_id_agency"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["agency.id"], name=op.f("fk_agency_succession_successor_id_agency"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_succession")),
        sa.UniqueConstraint("predecessor_id", "successor_id", name=op.f("uq_agency_succession_predecessor_id_successor_id")),
    )
    op.create_index(op.f("ix_agency_succession_predecessor_id"), "agency_succession", ["predecessor_id"], unique=False)
    op.create_index(op.f("ix_agency_succession_successor_id"), "agency_succession", ["successor_id"], unique=False)
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(role = 'reporter') = (agency_id is not null)", name=op.f("ck_api_key_reporter_has_agency")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_api_key_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_key_prefix")),
    )
    op.create_table(
        "document_agency",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("role in ('issuer', 'responsible', 'subject')", name=op.f("ck_document_agency_role")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_document_agency_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_agency_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "agency_id", "role", name=op.f("pk_document_agency")),
    )
    op.create_index(op.f("ix_document_agency_agency_id"), "document_agency", ["agency_id"], unique=False)
    op.create_table(
        "document_external_id",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_external_id_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "scheme", "value", name=op.f("pk_document_external_id")),
        sa.UniqueConstraint("scheme", "value", name=op.f("uq_document_external_id_scheme_value")),
    )
    op.create_table(
        "document_relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "type in ('amends', 'repeals', 'replaces', 'implements', 'cites', 'translates')",
            name=op.f("ck_document_relation_type"),
        ),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_document_relation_distinct")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["document.id"], name=op.f("fk_document_relation_source_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["document.id"], name=op.f("fk_document_relation_target_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_relation")),
        sa.UniqueConstraint("source_id", "type", "target_id", name=op.f("uq_document_relation_source_id_type_target_id")),
    )
    op.create_index(op.f("ix_document_relation_source_id"), "document_relation", ["source_id"], unique=False)
    op.create_index(op.f("ix_document_relation_target_id"), "document_relation", ["target_id"], unique=False)
    op.create_table(
        "document_slug",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_slug_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_document_slug")),
    )
    op.create_index(
        "ix_document_slug_current", "document_slug", ["document_id", "language"], unique=True, postgresql_where=sa.text("current")
    )
    op.create_table(
        "document_topic",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_topic_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_document_topic_topic_id_topic")),
        sa.PrimaryKeyConstraint("document_id", "topic_id", name=op.f("pk_document_topic")),
    )
    op.create_index(op.f("ix_document_topic_topic_id"), "document_topic", ["topic_id"], unique=False)
    op.create_table(
        "topic_mapping",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint("instrument in ('UDHR', 'ICCPR', 'ICESCR', 'SDG')", name=op.f("ck_topic_mapping_instrument")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_mapping_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", "instrument", "reference", name=op.f("pk_topic_mapping")),
    )
    op.create_table(
        "topic_name",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_name_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", "language", name=op.f("pk_topic_name")),
    )
    op.create_table(
        "translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("working_id", sa.Uuid(), nullable=False),
        sa.Column("published_id", sa.Uuid(), nullable=True),
        sa.Column("status_by", sa.Text(), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("status in ('draft', 'in_review', 'published', 'withdrawn')", name=op.f("ck_translation_status")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_translation_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["published_id"],
            ["revision.id"],
            name=op.f("fk_translation_published_id_revision"),
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["working_id"],
            ["revision.id"],
            name=op.f("fk_translation_working_id_revision"),
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("document_id", "language", name=op.f("uq_translation_document_id_language")),
    )
    op.create_index(op.f("ix_translation_document_id"), "translation", ["document_id"], unique=False)
    op.create_index(op.f("ix_translation_language"), "translation", ["language"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("translation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(collation="C"), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_from_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_from_id"], ["revision.id"], name=op.f("fk_revision_made_from_id_revision")),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_revision_translation_id_translation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("translation_id", "number", name=op.f("uq_revision_translation_id_number")),
    )
    op.create_index(op.f("ix_revision_translation_id"), "revision", ["translation_id"], unique=False)
    op.create_table(
        "provision",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("eid", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_provision_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "eid", name=op.f("pk_provision")),
    )
    # A translation points at its revisions and they at it: the pointers are checked when the transaction ends.
    for pointer in ("working_id", "published_id"):
        op.create_foreign_key(
            f"fk_translation_{pointer}_revision",
            "translation",
            "revision",
            [pointer],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    # Revisions, their provisions and the audit record are append-only: the database itself refuses to alter them.
    op.execute(
        """
        create function refuse_alteration() returns trigger language plpgsql as
        $$ begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$
        """
    )
    for table in KEPT_FOR_EVER:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function refuse_alteration()"
        )


def downgrade() -> None:
    for table in KEPT_FOR_EVER:
        op.execute(f"drop trigger append_only on {table}")
    op.execute("drop function refuse_alteration()")
    for pointer in ("working_id", "published_id"):
        op.drop_constraint(f"fk_translation_{pointer}_revision", "translation")
    op.drop_table("provision")
    op.drop_index(op.f("ix_revision_translation_id"), table_name="revision")
    op.drop_table("revision")
    op.drop_index(op.f("ix_translation_language"), table_name="translation")
    op.drop_index(op.f("ix_translation_document_id"), table_name="translation")
    op.drop_table("translation")
    op.drop_table("topic_name")
    op.drop_table("topic_mapping")
    op.drop_index(op.f("ix_document_topic_topic_id"), table_name="document_topic")
    op.drop_table("document_topic")
    op.drop_index("ix_document_slug_current", table_name="document_slug", postgresql_where=sa.text("current"))
    op.drop_table("document_slug")
    op.drop_index(op.f("ix_document_relation_target_id"), table_name="document_relation")
    op.drop_index(op.f("ix_document_relation_source_id"), table_name="document_relation")
    op.drop_table("document_relation")
    op.drop_table("document_external_id")
    op.drop_index(op.f("ix_document_agency_agency_id"), table_name="document_agency")
    op.drop_table("document_agency")
    op.drop_table("api_key")
    op.drop_index(op.f("ix_agency_succession_successor_id"), table_name="agency_succession")
    op.drop_index(op.f("ix_agency_succession_predecessor_id"), table_name="agency_succession")
    op.drop_table("agency_succession")
    op.drop_table("agency_name")
    op.drop_index(op.f("ix_agency_membership_member_id"), table_name="agency_membership")
    op.drop_index(op.f("ix_agency_membership_class_id"), table_name="agency_membership")
    op.drop_table("agency_membership")
    op.drop_index(op.f("ix_topic_parent_id"), table_name="topic")
    op.drop_table("topic")
    op.drop_table("outbox_entry")
    op.drop_index(op.f("ix_document_year"), table_name="document")
    op.drop_index("ix_document_published", table_name="document")
    op.drop_index(op.f("ix_document_number_key"), table_name="document")
    op.drop_index("ix_document_kind_published", table_name="document")
    op.drop_index(
        "ix_document_fields", table_name="document", postgresql_using="gin", postgresql_ops={"fields": "jsonb_path_ops"}
    )
    op.drop_table("document")
    op.drop_index("ix_audit_entry_subject", table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("agency")
