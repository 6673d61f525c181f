"""Serial numbers of tasks: a task's place in an array is found without a join, and a standing has a number in place of a long id.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# As in 0009 but for the column that names the task.
REFRESH = """
create or replace function refresh_plan_standings(ids uuid[]) returns void language sql as $$
    delete from plan_report_standing where report_id = any (ids);
    insert into plan_report_standing (
        report_id, edition, public, since, known_since, until, known_until, next_on, next_known,
        {column}, period, agency_id, single, state, decided_on, decided_at, submitted_on, reported_on
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
        {value}, report.period, report.agency_id, point.single, decisive.state, decisive."on", decisive.recorded_at,
        submission."on", reported."on"
    from point
    join plan_report as report on report.id = point.report_id
    join plan_task as task on task.id = report.task_id
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
    op.add_column("plan_task", sa.Column("serial", sa.Integer(), sa.Identity(always=True), nullable=False))
    op.create_unique_constraint(op.f("uq_plan_task_serial"), "plan_task", ["serial"])
    op.add_column("plan_report_standing", sa.Column("task_serial", sa.Integer(), nullable=True))
    op.execute("""
        update plan_report_standing as standing set task_serial = task.serial from plan_task as task where task.id = standing.task_id
    """)
    op.alter_column("plan_report_standing", "task_serial", nullable=False)
    op.drop_column("plan_report_standing", "task_id")
    op.execute(REFRESH.format(column="task_serial", value="task.serial"))


def downgrade() -> None:
    op.add_column("plan_report_standing", sa.Column("task_id", sa.Uuid(), nullable=True))
    op.execute("""
        update plan_report_standing as standing set task_id = task.id from plan_task as task where task.serial = standing.task_serial
    """)
    op.alter_column("plan_report_standing", "task_id", nullable=False)
    op.drop_column("plan_report_standing", "task_serial")
    op.execute(REFRESH.format(column="task_id", value="report.task_id"))
    op.drop_constraint(op.f("uq_plan_task_serial"), "plan_task")
    op.drop_column("plan_task", "serial")
