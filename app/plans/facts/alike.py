"""Statements on what a plan asks for, before any report is looked at: which of its tasks are alike, and to which days time was given."""

from sqlalchemy import ARRAY, Uuid, bindparam, text

#: (in_group, timeframe_kind, first_year, last_year, rules, leads, tasks, serials): the tasks that are alike, as was known at an instant.
#: ``rules`` are the codes of rules among ``:rules`` that ask for them by name, ``leads`` those of agencies, parted by blanks; the
#: serial numbers of tasks are parted by commas.
SHAPES = text("""
with version as (
    select distinct on (version.task_id) version.id, version.task_id, task.serial, version.group_id, version.timeframe_kind,
        version.first_year, version.last_year, version.withdrawn
    from plan_task_version as version
    join plan_task as task on task.id = version.task_id
    where task.plan_id = :plan and version.recorded_at <= :in_print
    order by version.task_id, version.number desc
), asked as (
    select rule_task.task_id, string_agg(rule.code, ' ' order by rule.code) as rules
    from plan_rule_task as rule_task
    join plan_rule as rule on rule.id = rule_task.rule_id
    where rule.id = any (:rules)
    group by rule_task.task_id
), lead as (
    select assignment.version_id, string_agg(agency.code, ' ' order by agency.code) as leads
    from plan_assignment as assignment
    join agency on agency.id = assignment.agency_id
    where assignment.role = 'lead'
    group by assignment.version_id
)
select task_group.key as in_group, version.timeframe_kind, version.first_year, version.last_year,
    coalesce(asked.rules, '') as rules, coalesce(lead.leads, '') as leads,
    count(*) as tasks, string_agg(version.serial::text, ',') as serials
from version
join plan_group as task_group on task_group.id = version.group_id
left join lead on lead.version_id = version.id
left join asked on asked.task_id = version.task_id
where not version.withdrawn
group by 1, 2, 3, 4, 5, 6
""").bindparams(bindparam("rules", type_=ARRAY(Uuid)))

#: Days to which more time was given.
NEW_DUES = text("""
select distinct extension.new_due
from plan_extension as extension
join plan_task as task on task.id = extension.task_id
where task.plan_id = :plan and extension.recorded_at <= :known_at
""")
