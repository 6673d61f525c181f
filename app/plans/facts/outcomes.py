"""One statement over a whole plan: how what is recorded on its tasks stands.

Everything that the rules say of obligations without a look at reports is handed in as arrays (``handing``), so that nothing of it is
said twice. What is counted in a row of its own is numbered, so that rows are joined and counted by numbers.
"""

from sqlalchemy import text

from app.plans.rules.status import State

#: The planner cannot tell how long the arrays are: it believes that ten rows come out of each, and would take loops, or go through all
#: of an index. Hashes and whole tables are right for a small plan as well.
AS_A_WHOLE = text("""
select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
""")
AS_BEFORE = text("""
select set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true),
    set_config('enable_indexscan', 'on', true), set_config('enable_bitmapscan', 'on', true)
""")

#: Rows of (of, name, cell, frame, lead_set, state, stated_year, latest_year, new_due, tasks, span, count), by ``of``:
#: "group": so many obligations of the group ``name`` for the period ``span``, on which something is recorded, stand in a cell;
#: "agency": so many of the duty ``name``;
#: "task": so many tasks of a frame are stated ``state``, something was stated in one year and recorded last in another; ``tasks`` are
#: their serial numbers, parted by commas, when ``:by_tasks``;
#: "more": so many obligations of the group ``name``, of a frame, a set of leads, the duty ``cell`` and the period ``span`` have more
#: time.
#: A cell is the sum of how it would stand if nothing were recorded (``NOTHING``), 4 × how it stands (``STANDS``), and of what is true
#: of LATE, RECORDED, WHOLE and UNLISTED.
NOTHING: tuple[State, ...] = ("not_due", "due", "no_information")
STANDS: tuple[State, ...] = ("membership_unknown", "accepted", "submitted", "returned", "draft", "late", "late")
LATE, RECORDED, WHOLE, UNLISTED = 64, 128, 256, 512
#: Places in STANDS of what was sent back and not submitted again, before its due day and after it.
RETURNED = (3, 6)
#: ``counted`` are the standings of which the rules say on whose duty they count. Most are ``sole``: nobody else reports for that duty.
#: The others are brought together. ``offset 0`` keeps the planner from joining in another order.
OUTCOMES = text("""
with task as (
    select id as task_id, serial, (cast(:task_groups as integer[]))[serial - cast(:before as integer)] as in_group,
        (cast(:task_frames as integer[]))[serial - cast(:before as integer)] as frame,
        (cast(:task_leads as integer[]))[serial - cast(:before as integer)] as lead_set
    from plan_task
    where (cast(:task_frames as integer[]))[serial - cast(:before as integer)] >= 0
), span as (
    select code, cast(place as integer) as span
    from unnest(cast(:periods as text[])) with ordinality as period (code, place)
), extended as materialized (
    select task.in_group, task.frame, task.lead_set, owed.duty, span.span, latest.new_due, moved.due,
        (cast(task.serial as bigint) * cast(:spans as integer) + span.span) * cast(:duties as integer) + owed.duty as key
    from (
        select distinct on (task_id, period, owed_as_id) task_id, period, owed_as_id, new_due
        from plan_extension
        where recorded_at <= :known_at
        order by task_id, period, owed_as_id, recorded_at desc, new_due desc
    ) as latest
    join task on task.task_id = latest.task_id
    join unnest(cast(:new_dues as date[]), cast(:moved_dues as date[])) as moved (new_due, due) on moved.new_due = latest.new_due
    join (
        select owed_as_id, cast(place - 1 as integer) as duty
        from unnest(cast(:duty_ids as uuid[])) with ordinality as owed (owed_as_id, place)
    ) as owed on owed.owed_as_id = latest.owed_as_id
    join span on span.code = latest.period
), visible as (
    select standing.task_serial as serial, (cast(:task_groups as integer[]))[standing.task_serial - cast(:before as integer)] as in_group,
        span.span, standing.agency_id, standing.public, standing.single, standing.state,
        standing.submitted_on, standing.reported_on, standing.decided_on, standing.decided_at,
        (cast(:dues as date[]))[
            (cast(:task_frames as integer[]))[standing.task_serial - cast(:before as integer)] * cast(:spans as integer) + span.span
        ] as due,
        (cast((cast(:task_leads as integer[]))[standing.task_serial - cast(:before as integer)] as bigint) * cast(:spans as integer) + span.span) * 2 + cast(standing.public as integer) as key,
        (cast(:classed as boolean[]))[(cast(:task_leads as integer[]))[standing.task_serial - cast(:before as integer)] + 1] as classed
    from plan_report_standing as standing
    join span on span.code = standing.period
    where case when standing.public then cast(:publicly as boolean) else cast(:wholly as boolean) end
        and standing.since <= cast(:as_of as date) and standing.known_since <= :known_at
        and (standing.until is null or standing.until > cast(:as_of as date))
        and (standing.known_until is null or standing.known_until > :known_at)
        and (standing.next_on is null or standing.next_on > cast(:as_of as date) or standing.next_known > :known_at)
    offset 0
), counted as (
    select visible.*, counting.duty, visible.single and counting.sole as sole
    from visible
    left join unnest(cast(:count_keys as bigint[]), cast(:count_agencies as uuid[]), cast(:count_duties as integer[]), cast(:count_soles as boolean[]))
        as counting (key, agency_id, duty, sole) on counting.key = visible.key and counting.agency_id = visible.agency_id
    where visible.due < 'infinity' and (counting.duty is not null or visible.classed)
    offset 0
), told as materialized (
    select counted.serial, counted.in_group, counted.span, counted.duty, counted.sole, counted.public, counted.state,
        counted.submitted_on, counted.reported_on, counted.decided_on, counted.decided_at, counted.classed, counted.key, counted.agency_id,
        counted.due as regular, coalesce(extended.due, counted.due) as due
    from counted
    left join extended on extended.key = case when not counted.public
        then (cast(counted.serial as bigint) * cast(:spans as integer) + counted.span) * cast(:duties as integer) + counted.duty end
), together as (
    select serial, in_group, span, duty, public, false as unlisted, state, submitted_on, reported_on, decided_on, decided_at, due
    from told
    where duty is not null and not sole
    union all
    select told.serial, told.in_group, told.span, class.duty, public, true, state, submitted_on, reported_on, decided_on, decided_at,
        coalesce(extended.due, regular)
    from told
    join unnest(cast(:class_keys as bigint[]), cast(:class_duties as integer[])) as class (key, duty) on class.key = told.key
    left join extended on extended.key = case when not public
        then (cast(told.serial as bigint) * cast(:spans as integer) + told.span) * cast(:duties as integer) + class.duty end
    where classed and not exists (
        select 1
        from unnest(cast(:beside_keys as bigint[]), cast(:beside_agencies as uuid[])) as beside (key, agency_id)
        where beside.key = told.key and beside.agency_id = told.agency_id
    )
), gathered as (
    select serial, in_group, span, duty, public, unlisted, due,
        case when bool_or(state = 'accepted') then 'accepted' when bool_or(state = 'submitted') then 'submitted'
            else (array_agg(state order by decided_on desc, decided_at desc, state desc))[1]
        end as stands,
        case when bool_or(state = 'accepted') then min(coalesce(submitted_on, '-infinity')) filter (where state = 'accepted')
            else min(submitted_on) filter (where state = 'submitted')
        end as submitted_on,
        max(reported_on) as reported_on
    from together
    group by serial, in_group, span, duty, public, unlisted, due
    union all
    select serial, in_group, span, duty, public, false, due, state, submitted_on, reported_on
    from told
    where sole
), obligation as (
    select serial, in_group, span, duty, reported_on,
        case when cast(:as_of as date) > due then 2 when cast(:as_of as date) > (cast(:ends as date[]))[span] then 1 else 0 end
        + case when unlisted then 512
            when stands = 'accepted' then case when submitted_on > due then 68 else 4 end
            when stands = 'submitted' then case when submitted_on > due then 84 else 8 end
            when stands = 'returned' then case when cast(:as_of as date) > due then 88 else 12 end
            else case when cast(:as_of as date) > due then 84 else 16 end
        end
        + case when reported_on is null then 0 else 128 end
        + case when public then 0 else 256 end as cell
    from gathered
), summed as materialized (
    select in_group, span, duty, cell, serial, count(*) as count, max(reported_on) as "on"
    from obligation
    group by grouping sets ((in_group, span, cell), (duty, cell), (serial))
), stated as (
    select distinct on (task_id) task_id, state, "on"
    from plan_task_statement
    where "on" <= cast(:as_of as date) and recorded_at <= :known_at
    order by task_id, "on" desc, recorded_at desc,
        case state when 'dropped' then 2 when 'done' then 1 else 0 end desc
)
select case when in_group is null then 'agency' else 'group' end as of, coalesce(in_group, duty) as name, cell, null::integer as frame,
    null::integer as lead_set, null::text as state, null::integer as stated_year, null::integer as latest_year, null::date as new_due,
    null::text as tasks, span, count
from summed
where serial is null
union all
select 'task', null, null, task.frame, case when :by_leads then task.lead_set end, stated.state,
    extract(year from stated."on")::integer, extract(year from greatest(stated."on", summed."on"))::integer, null,
    case when :by_tasks then string_agg(task.serial::text, ',') end, null, count(*)
from task
left join stated on stated.task_id = task.task_id
left join summed on summed.serial = task.serial
group by task.frame, case when :by_leads then task.lead_set end, stated.state, 7, 8
union all
select 'more', in_group, duty, frame, lead_set, null, null, null, new_due, null, span, count(*)
from extended
group by in_group, duty, frame, lead_set, span, new_due
""")
