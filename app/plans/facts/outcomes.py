"""One statement over all reports of a plan: how many obligations on which something is recorded stand how, and its tasks.

Everything that the rules say of obligations without a look at reports is handed in as arrays, so that nothing of it is said twice.
"""

from sqlalchemy import ARRAY, Boolean, Date, Integer, Text, Uuid, bindparam, text

#: Which version of each task was known, in which frame it stands and which set of leads it has.
_TASK = """
version as (
    select distinct on (version.task_id) version.id, version.task_id, version.group_id, version.timeframe_kind,
        version.first_year, version.last_year, version.withdrawn
    from plan_task_version as version
    join plan_task as task on task.id = version.task_id
    where task.plan_id = :plan and version.recorded_at <= :in_print
    order by version.task_id, version.number desc
), lead as (
    select assignment.version_id, string_agg(distinct agency.code, ' ' order by agency.code) as leads
    from plan_assignment as assignment
    join agency on agency.id = assignment.agency_id
    where assignment.role = 'lead'
    group by assignment.version_id
), asked as (
    select rule_task.task_id, string_agg(rule.code, ' ' order by rule.code) as rules
    from plan_rule_task as rule_task
    join plan_rule as rule on rule.id = rule_task.rule_id
    where rule.id = any (:rules)
    group by rule_task.task_id
), shape as (
    select version.task_id, task_group.key as in_group, version.timeframe_kind, version.first_year, version.last_year,
        coalesce(asked.rules, '') as rules, coalesce(lead.leads, '') as leads
    from version
    join plan_group as task_group on task_group.id = version.group_id
    left join lead on lead.version_id = version.id
    left join asked on asked.task_id = version.task_id
    where not version.withdrawn
)
"""

#: (in_group, timeframe_kind, first_year, last_year, rules, leads, tasks): how many tasks are alike.
SHAPES = text(f"""
with {_TASK}
select in_group, timeframe_kind, first_year, last_year, rules, leads, count(*) as tasks
from shape
group by in_group, timeframe_kind, first_year, last_year, rules, leads
""").bindparams(bindparam("rules", type_=ARRAY(Uuid)))

_EXTENDED = """
extended as (
    select distinct on (extension.task_id, extension.period, extension.owed_as_id)
        extension.task_id, extension.period, extension.owed_as_id, extension.new_due
    from plan_extension as extension
    where extension.recorded_at <= :known_at and extension.task_id in (select task_id from shape)
    order by extension.task_id, extension.period, extension.owed_as_id, extension.recorded_at desc, extension.new_due desc
)
"""

#: (in_group, timeframe_kind, first_year, last_year, rules, leads, period, owed_as, new_due, obligations) that have more time.
EXTENDED = text(f"""
with {_TASK}, {_EXTENDED}
select in_group, timeframe_kind, first_year, last_year, rules, leads, period, agency.code as owed_as, new_due, count(*) as obligations
from extended
join shape on shape.task_id = extended.task_id
join agency on agency.id = extended.owed_as_id
group by in_group, timeframe_kind, first_year, last_year, rules, leads, period, agency.code, new_due
""").bindparams(bindparam("rules", type_=ARRAY(Uuid)))

#: The planner cannot tell how much comes out of the steps below, believes that it is a row or two, and would take loops for it. Hashes
#: are right for a small plan as well.
WITHOUT_LOOPS = text("select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true)")
WITH_LOOPS = text("select set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true)")

#: First what is recorded of obligations, three times, by group, by body and by year: rows of (of, in_group, duty, year, nothing,
#: state, late, returned, recorded, whole, count). Then tasks: (of "task", state, frame, lead_set, stated_year, latest_year, count).
OUTCOMES = text(f"""
with {_TASK}, {_EXTENDED}, task as materialized (
    select shape.task_id, shape.in_group, frame.frame, leads.lead_set
    from shape
    join unnest(:frames, :kinds, :firsts, :lasts, :frame_rules) as frame (frame, kind, first_year, last_year, rules)
        on frame.kind = shape.timeframe_kind and frame.rules = shape.rules
        and coalesce(frame.first_year, 0) = coalesce(shape.first_year, 0)
        and coalesce(frame.last_year, 0) = coalesce(shape.last_year, 0)
    join unnest(:lead_sets, :lead_names) as leads (lead_set, leads) on leads.leads = shape.leads
), standing as materialized (
    select standing.task_id, standing.agency_id, standing.public, standing.single, standing.state,
        standing.decided_on, standing.decided_at, standing.submitted_on, standing.reported_on,
        task.in_group, task.lead_set, slot.slot, slot.span
    from plan_report_standing as standing
    join task on task.task_id = standing.task_id
    join unnest(:slots, :slot_frames, :slot_periods, :slot_spans) as slot (slot, frame, period, span)
        on slot.frame = task.frame and slot.period = standing.period
    where standing.public = any (:sights) and standing.since <= :as_of and standing.known_since <= :known_at
        and (standing.until is null or standing.until > :as_of)
        and (standing.known_until is null or standing.known_until > :known_at)
        and (standing.next_on is null or standing.next_on > :as_of or standing.next_known > :known_at)
), counted as materialized (
    select standing.*, counting.duty, standing.single and counting.sole as alone
    from standing
    join unnest(:count_leads, :count_spans, :count_agencies, :count_duties, :count_publics, :count_soles)
        as counting (lead_set, span, agency_id, duty, public, sole)
        on counting.lead_set = standing.lead_set and counting.span = standing.span
        and counting.agency_id = standing.agency_id and counting.public = standing.public
), told as (
    select task_id, slot, duty, in_group, state, submitted_on, reported_on, decided_on, decided_at from counted where not alone
    union all
    select task_id, slot, unlisted.duty, in_group, state, submitted_on, reported_on, decided_on, decided_at
    from standing
    join unnest(:class_leads, :class_spans, :class_duties, :class_publics) as unlisted (lead_set, span, duty, public)
        on unlisted.lead_set = standing.lead_set and unlisted.span = standing.span and unlisted.public = standing.public
    where not exists (
        select 1
        from unnest(:beside_leads, :beside_spans, :beside_agencies) as beside (lead_set, span, agency_id)
        where beside.lead_set = standing.lead_set and beside.span = standing.span and beside.agency_id = standing.agency_id
    )
), gathered as (
    select task_id, slot, duty, in_group,
        case when bool_or(state = 'accepted') then 'accepted' when bool_or(state = 'submitted') then 'submitted'
            else (array_agg(state order by decided_on desc, decided_at desc, state desc))[1]
        end as stands,
        case when bool_or(state = 'accepted') then min(coalesce(submitted_on, '-infinity')) filter (where state = 'accepted')
            else min(submitted_on) filter (where state = 'submitted')
        end as submitted_on,
        max(reported_on) as reported_on
    from told
    group by task_id, slot, duty, in_group
    union all
    select task_id, slot, duty, in_group, state, submitted_on, reported_on from counted where alone
), owed as (
    select gathered.task_id, gathered.in_group, gathered.duty, gathered.reported_on, gathered.stands,
        slot.year, slot.ends, coalesce(moved.due, slot.due) as due, duty.whole, duty.unlisted,
        case when stands in ('accepted', 'submitted') then coalesce(submitted_on, '-infinity') else :as_of end as judged_on
    from gathered
    join unnest(:slots, :slot_periods, :slot_years, :slot_ends, :slot_dues) as slot (slot, period, year, ends, due)
        on slot.slot = gathered.slot
    join unnest(:duties, :duty_ids, :duty_wholes, :duty_unlisted) as duty (duty, agency_id, whole, unlisted)
        on duty.duty = gathered.duty
    left join extended on extended.task_id = gathered.task_id and extended.period = slot.period
        and extended.owed_as_id = duty.agency_id and duty.whole
    left join unnest(:new_dues, :moved_dues) as moved (new_due, due) on moved.new_due = extended.new_due
), obligation as materialized (
    select task_id, in_group, duty, year, reported_on, whole, unlisted,
        case when :as_of > due then 'no_information' when :as_of > ends then 'due' else 'not_due' end as nothing,
        case when unlisted then 'membership_unknown' when stands <> 'accepted' and judged_on > due then 'late' else stands end as state,
        not unlisted and judged_on > due as late,
        not unlisted and stands = 'returned' as returned,
        reported_on is not null as recorded
    from owed
), stated as (
    select distinct on (task_id) task_id, state, "on"
    from plan_task_statement
    where "on" <= :as_of and recorded_at <= :known_at
    order by task_id, "on" desc, recorded_at desc,
        case state when 'dropped' then 2 when 'done' then 1 else 0 end desc
), reported as (
    select task_id, max(reported_on) as "on" from obligation group by task_id
)
select case when grouping(in_group) = 0 then 'group' when grouping(duty) = 0 then 'agency' else 'year' end as of,
    in_group, duty, year, whole, unlisted, nothing, state, late, returned, recorded,
    null::integer as frame, null::integer as lead_set, null::integer as stated_year, null::integer as latest_year,
    count(*) as count
from obligation
group by whole, unlisted, nothing, state, late, returned, recorded, grouping sets ((in_group), (duty), (year))
union all
select 'task', null, null, null, null, null, null, stated.state, null, null, null,
    task.frame, case when :by_leads then task.lead_set end,
    extract(year from stated."on")::integer, extract(year from greatest(stated."on", reported."on"))::integer, count(*)
from task
left join stated on stated.task_id = task.task_id
left join reported on reported.task_id = task.task_id
group by task.frame, case when :by_leads then task.lead_set end, stated.state, 14, 15
""").bindparams(
    *(
        bindparam(name, type_=ARRAY(Integer))
        for name in (
            *("frames", "firsts", "lasts", "lead_sets", "slots", "slot_frames", "slot_years", "slot_spans"),
            *("count_leads", "count_spans", "count_duties", "class_leads", "class_spans", "class_duties"),
            *("beside_leads", "beside_spans", "duties"),
        )
    ),
    *(
        bindparam(name, type_=ARRAY(Text))
        for name in ("kinds", "frame_rules", "lead_names", "slot_periods")
    ),
    *(bindparam(name, type_=ARRAY(Date)) for name in ("slot_ends", "slot_dues", "new_dues", "moved_dues")),
    *(bindparam(name, type_=ARRAY(Uuid)) for name in ("rules", "count_agencies", "beside_agencies", "duty_ids")),
    *(
        bindparam(name, type_=ARRAY(Boolean))
        for name in ("count_publics", "count_soles", "class_publics", "duty_wholes", "duty_unlisted", "sights")
    ),
    bindparam("as_of", type_=Date),
)
