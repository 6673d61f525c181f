"""Standings: how each edition of a report stands at every pair of dates, kept by the database beside its steps.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What is visible of an edition changes only where the day or the instant of a step is passed. When steps were recorded in the order
# of their days, what is visible is always a beginning of them, and a standing ends where the next step is both true and known.
# Otherwise each pair of a day and an instant has a standing of its own, which ends at the next day and at the next instant.
# While a load fills the tables, the planner believes them still empty; by indexes alone it takes the way that is right for any size.
REFRESH = """
create function refresh_plan_standings(ids uuid[]) returns void language sql as $$
    delete from plan_report_standing where report_id = any (ids);
    insert into plan_report_standing (
        report_id, edition, public, since, known_since, until, known_until, next_on, next_known,
        task_id, period, agency_id, single, state, decided_on, decided_at, submitted_on, reported_on
    )
    with step as (
        select step.report_id, step.edition, sight.public, step."on", step.recorded_at,
            lag(step.recorded_at) over (
                partition by step.report_id, step.edition, sight.public
                order by step."on", step.recorded_at, plan_step_rank(step.state)
            ) as before
        from plan_report_step as step
        cross join (values (false), (true)) as sight (public)
        where step.report_id = any (ids) and (step.state = 'accepted' or not sight.public)
    ), judged as (
        select step.*, bool_and(before is null or before <= recorded_at) over (partition by report_id, edition, public) as in_order,
            max(edition) over (partition by report_id) = min(edition) over (partition by report_id) as single
        from step
    ), point as (
        select report_id, edition, public, single, "on", recorded_at, null::date as until, null::timestamptz as known_until,
            lead("on") over following as next_on, lead(recorded_at) over following as next_known
        from (select distinct report_id, edition, public, single, "on", recorded_at from judged where in_order) as together
        window following as (partition by report_id, edition, public order by "on", recorded_at)
        union all
        select report_id, edition, public, single, one."on", other.recorded_at, days[one.place + 1], instants[other.place + 1], null, null
        from (
            select report_id, edition, public, single,
                array_agg(distinct "on" order by "on") as days, array_agg(distinct recorded_at order by recorded_at) as instants
            from judged
            where not in_order
            group by report_id, edition, public, single
        ) as astray
        cross join unnest(days) with ordinality as one ("on", place)
        cross join unnest(instants) with ordinality as other (recorded_at, place)
    )
    select point.report_id, point.edition, point.public, point."on", point.recorded_at,
        point.until, least(point.known_until, report.discarded_at), point.next_on, point.next_known,
        report.task_id, report.period, report.agency_id, point.single, decisive.state, decisive."on", decisive.recorded_at,
        submission."on", reported."on"
    from point
    join plan_report as report on report.id = point.report_id
    join lateral (
        select step.state, step."on", step.recorded_at, plan_step_rank(step.state) as rank
        from plan_report_step as step
        where step.report_id = point.report_id and step.edition = point.edition
            and (step.state = 'accepted' or not point.public)
            and step."on" <= point."on" and step.recorded_at <= point.recorded_at
        order by step.state = 'accepted' desc, 2 desc, 3 desc, 4 desc
        limit 1
    ) as decisive on true
    cross join lateral (
        select max(step."on") as "on"
        from plan_report_step as step
        where step.report_id = point.report_id and step.edition = point.edition
            and step.state = 'submitted' and not point.public and step.recorded_at <= point.recorded_at
            and (step."on", step.recorded_at, plan_step_rank(step.state)) <= (decisive."on", decisive.recorded_at, decisive.rank)
    ) as submission
    cross join lateral (
        select max(step."on") as "on"
        from plan_report_step as step
        where step.report_id = point.report_id and step.edition = point.edition
            and step.state <> 'draft' and (step.state = 'accepted' or not point.public)
            and step."on" <= point."on" and step.recorded_at <= point.recorded_at
    ) as reported
    where report.role = 'lead' and (report.discarded_at is null or point.recorded_at < report.discarded_at);
$$
"""


def upgrade() -> None:
    op.create_table(
        "plan_report_standing",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("known_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("known_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_known", sa.DateTime(timezone=True), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("single", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["plan_report.id"], name=op.f("fk_plan_report_standing_report_id_plan_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "edition", "public", "since", "known_since", name=op.f("pk_plan_report_standing")),
    )
    op.execute("""
        create function plan_step_rank(state text) returns integer language sql immutable as
        $$ select case state when 'draft' then 0 when 'submitted' then 1 when 'returned' then 2 else 3 end $$
    """)
    op.execute(REFRESH)
    op.execute("""
        create function stand_after_steps() returns trigger language plpgsql as $$
        begin
            perform refresh_plan_standings((select array_agg(distinct report_id) from fresh));
            return null;
        end $$
    """)
    op.execute("""
        create function stand_after_report() returns trigger language plpgsql as $$
        begin
            perform refresh_plan_standings(array[new.id]);
            return null;
        end $$
    """)
    op.execute("""
        create trigger standing after insert on plan_report_step
        referencing new table as fresh for each statement execute function stand_after_steps()
    """)
    op.execute("""
        create trigger standing after update of discarded_at, role, task_id, period, agency_id on plan_report
        for each row execute function stand_after_report()
    """)
    op.execute("select refresh_plan_standings((select array_agg(id) from plan_report))")


def downgrade() -> None:
    op.execute("drop trigger standing on plan_report")
    op.execute("drop trigger standing on plan_report_step")
    for function in ("stand_after_report()", "stand_after_steps()", "refresh_plan_standings(uuid[])", "plan_step_rank(text)"):
        op.execute(f"drop function {function}")
    op.drop_table("plan_report_standing")
