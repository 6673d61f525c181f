"""Statements over a whole plan: which tasks are alike, and how what is recorded on them stands.

Everything that the rules say of obligations without a look at reports is handed in as arrays, so that nothing of it is said twice.
"""

from sqlalchemy import ARRAY, Uuid, bindparam, text

from app.plans.rules.status import State

#: (in_group, timeframe_kind, first_year, last_year, rules, leads, tasks, ids): the tasks that are alike, as was known at an instant.
#: ``rules`` are the codes of rules among ``:rules`` that ask for them by name, ``leads`` those of agencies, parted by blanks.
SHAPES = text("""
with version as (
    select distinct on (version.task_id) version.id, version.task_id, version.group_id, version.timeframe_kind,
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
    count(*) as tasks, string_agg(version.task_id::text, ' ') as ids
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

#: The planner cannot tell how much comes out of the steps below, believes that it is a row or two, and would take loops for it. Hashes
#: are right for a small plan as well.
WITHOUT_LOOPS = text("select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true)")
WITH_LOOPS = text("select set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true)")

#: Rows of (of, name, cell, frame, lead_set, state, stated_year, latest_year, new_due, task, count), by ``of``:
#: "group", "agency", "year": so many obligations of the group, duty or year ``name``, on which something is recorded, stand in a cell;
#: "task": so many tasks of a frame are stated ``state``, something was stated in one year and recorded last in another, each
#: task by itself when ``:by_tasks``;
#: "more": so many obligations of the group ``name``, of a frame, a set of leads, the duty ``cell`` and the period ``state`` have more
#: time.
#: A cell is the sum of how it would stand if nothing were recorded (``NOTHING``), 4 × how it stands (``STANDS``), and of what is true
#: of LATE, RECORDED, WHOLE and UNLISTED.
NOTHING: tuple[State, ...] = ("not_due", "due", "no_information")
STANDS: tuple[State, ...] = ("membership_unknown", "accepted", "submitted", "returned", "draft", "late", "late")
LATE, RECORDED, WHOLE, UNLISTED = 64, 128, 256, 512
#: Places in STANDS of what was sent back and not submitted again, before its due day and after it.
RETURNED = (3, 6)
OUTCOMES = text("""
with task as materialized (
    select id::uuid as task_id, in_group, frame, lead_set
    from unnest(cast(:shape_ids as text[]), cast(:shape_groups as integer[]), cast(:shape_frames as integer[]), cast(:shape_leads as integer[])) as shape (ids, in_group, frame, lead_set)
    cross join lateral unnest(string_to_array(ids, ' ')) as id
), slot as (
    select * from unnest(cast(:slot_frames as integer[]), cast(:slot_periods as text[]), cast(:slot_spans as integer[]), cast(:slot_years as integer[]), cast(:slot_ends as date[]), cast(:slot_dues as date[]))
        as slot (frame, period, span, year, ends, due)
), extended as materialized (
    select latest.*, moved.due, task.in_group, task.frame, task.lead_set
    from (
        select distinct on (task_id, period, owed_as_id) task_id, period, owed_as_id as agency_id, new_due
        from plan_extension
        where recorded_at <= :known_at
        order by task_id, period, owed_as_id, recorded_at desc, new_due desc
    ) as latest
    join task on task.task_id = latest.task_id
    join unnest(cast(:new_dues as date[]), cast(:moved_dues as date[])) as moved (new_due, due) on moved.new_due = latest.new_due
), standing as materialized (
    select standing.task_id, standing.agency_id, standing.public, standing.state, standing.decided_on, standing.decided_at,
        standing.submitted_on, standing.reported_on, task.in_group, task.lead_set, standing.period, slot.span, slot.year, slot.ends, slot.due,
        counting.duty, counting.owed_as, standing.single and counting.sole as alone
    from plan_report_standing as standing
    join task on task.task_id = standing.task_id
    join slot on slot.frame = task.frame and slot.period = standing.period
    left join unnest(cast(:count_leads as integer[]), cast(:count_spans as integer[]), cast(:count_agencies as uuid[]), cast(:count_duties as integer[]), cast(:count_owed as uuid[]), cast(:count_publics as boolean[]), cast(:count_soles as boolean[]))
        as counting (lead_set, span, agency_id, duty, owed_as, public, sole)
        on counting.lead_set = task.lead_set and counting.span = slot.span
        and counting.agency_id = standing.agency_id and counting.public = standing.public
    where standing.public = any (cast(:sights as boolean[])) and standing.since <= cast(:as_of as date) and standing.known_since <= :known_at
        and (standing.until is null or standing.until > cast(:as_of as date))
        and (standing.known_until is null or standing.known_until > :known_at)
        and (standing.next_on is null or standing.next_on > cast(:as_of as date) or standing.next_known > :known_at)
), told as (
    select standing.*, false as unlisted from standing where duty is not null and not alone
    union all
    select standing.task_id, standing.agency_id, standing.public, standing.state, standing.decided_on, standing.decided_at,
        standing.submitted_on, standing.reported_on, standing.in_group, standing.lead_set, standing.period, standing.span,
        standing.year, standing.ends, standing.due, unlisted.duty, unlisted.owed_as, false, true
    from standing
    join unnest(cast(:class_leads as integer[]), cast(:class_spans as integer[]), cast(:class_duties as integer[]), cast(:class_owed as uuid[]), cast(:class_publics as boolean[]))
        as unlisted (lead_set, span, duty, owed_as, public)
        on unlisted.lead_set = standing.lead_set and unlisted.span = standing.span and unlisted.public = standing.public
    where not exists (
        select 1
        from unnest(cast(:beside_leads as integer[]), cast(:beside_spans as integer[]), cast(:beside_agencies as uuid[])) as beside (lead_set, span, agency_id)
        where beside.lead_set = standing.lead_set and beside.span = standing.span and beside.agency_id = standing.agency_id
    )
), gathered as (
    select task_id, period, duty, owed_as, in_group, year, ends, due, public, unlisted,
        case when bool_or(state = 'accepted') then 'accepted' when bool_or(state = 'submitted') then 'submitted'
            else (array_agg(state order by decided_on desc, decided_at desc, state desc))[1]
        end as stands,
        case when bool_or(state = 'accepted') then min(coalesce(submitted_on, '-infinity')) filter (where state = 'accepted')
            else min(submitted_on) filter (where state = 'submitted')
        end as submitted_on,
        max(reported_on) as reported_on
    from told
    group by task_id, period, duty, owed_as, in_group, year, ends, due, public, unlisted
    union all
    select task_id, period, duty, owed_as, in_group, year, ends, due, public, false, state, submitted_on, reported_on
    from standing
    where duty is not null and alone
), owed as (
    select gathered.task_id, gathered.in_group, gathered.duty, gathered.year, gathered.ends, gathered.reported_on, gathered.stands,
        gathered.public, gathered.unlisted, coalesce(extended.due, gathered.due) as due,
        case when stands in ('accepted', 'submitted') then coalesce(submitted_on, '-infinity') else cast(:as_of as date) end as judged_on
    from gathered
    left join extended on extended.task_id = gathered.task_id and extended.period = gathered.period
        and extended.agency_id = gathered.owed_as and not gathered.public
), obligation as materialized (
    select task_id, in_group, duty, year, reported_on,
        case when cast(:as_of as date) > due then 2 when cast(:as_of as date) > ends then 1 else 0 end
        + case when unlisted then 0 when stands = 'accepted' then 4 when judged_on > due and stands = 'returned' then 24
            when judged_on > due then 20 when stands = 'submitted' then 8 when stands = 'returned' then 12 else 16 end
        + case when judged_on > due and not unlisted then 64 else 0 end
        + case when reported_on is null then 0 else 128 end
        + case when public then 0 else 256 end
        + case when unlisted then 512 else 0 end as cell
    from owed
), stated as (
    select distinct on (task_id) task_id, state, "on"
    from plan_task_statement
    where "on" <= cast(:as_of as date) and recorded_at <= :known_at
    order by task_id, "on" desc, recorded_at desc,
        case state when 'dropped' then 2 when 'done' then 1 else 0 end desc
), reported as (
    select task_id, max(reported_on) as "on" from obligation group by task_id
)
select case when grouping(in_group) = 0 then 'group' when grouping(duty) = 0 then 'agency' else 'year' end as of,
    coalesce(in_group, duty, year) as name, cell, null::integer as frame, null::integer as lead_set, null::text as state,
    null::integer as stated_year, null::integer as latest_year, null::date as new_due, null::text as task, count(*) as count
from obligation
group by cell, grouping sets ((in_group), (duty), (year))
union all
select 'task', null, null, task.frame, case when :by_leads then task.lead_set end, stated.state,
    extract(year from stated."on")::integer, extract(year from greatest(stated."on", reported."on"))::integer, null,
    case when :by_tasks then task.task_id::text end, count(*)
from task
left join stated on stated.task_id = task.task_id
left join reported on reported.task_id = task.task_id
group by task.frame, case when :by_leads then task.lead_set end, stated.state, 7, 8, 10
union all
select 'more', in_group, owed.duty, frame, lead_set, period, null, null, new_due, null, count(*)
from extended
join unnest(cast(:duty_ids as uuid[]), cast(:duties as integer[])) as owed (agency_id, duty) on owed.agency_id = extended.agency_id
group by in_group, owed.duty, frame, lead_set, period, new_due
""")
