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

#: First what is recorded of obligations, three times, by group, by body and by year: rows of (of, in_group, duty, year, whole,
#: unlisted, nothing, state, late, returned, recorded, count). Then tasks: (of 'task', frame, leads, stated, stated_year,
#: latest_year, count) in the columns named so.
OUTCOMES = text(f"""
with {_TASK}, {_EXTENDED}, frame as (
    select * from unnest(:frames, :kinds, :firsts, :lasts, :frame_rules) as frame (frame, kind, first_year, last_year, rules)
), leads as (
    select * from unnest(:lead_sets, :lead_names) as leads (lead_set, leads)
), task as materialized (
    select shape.task_id, shape.in_group, frame.frame, leads.lead_set
    from shape
    join frame on frame.kind = shape.timeframe_kind and frame.rules = shape.rules
        and coalesce(frame.first_year, 0) = coalesce(shape.first_year, 0)
        and coalesce(frame.last_year, 0) = coalesce(shape.last_year, 0)
    join leads on leads.leads = shape.leads
), slot as (
    select * from unnest(:slot_frames, :slot_periods, :slot_years, :slot_ends, :slot_dues)
        as slot (frame, period, year, ends, due)
), moved as (
    select * from unnest(:new_dues, :moved_dues) as moved (new_due, due)
), counting as (
    select * from unnest(:count_leads, :count_periods, :count_agencies, :count_duties, :count_wholes)
        as counting (lead_set, period, agency_id, duty, whole)
), unlisted as (
    select * from unnest(:class_leads, :class_periods, :class_duties, :class_wholes) as unlisted (lead_set, period, duty, whole)
), beside as (
    select * from unnest(:beside_leads, :beside_periods, :beside_agencies) as beside (lead_set, period, agency_id)
), duty as (
    select * from unnest(:duties, :duty_ids) as duty (duty, agency_id)
), standing as materialized (
    select task_id, period, agency_id, edition, public, state, decided_on, decided_at, submitted_on, reported_on
    from plan_report_standing
    where public = any (:sights) and since <= :as_of and known_since <= :known_at
        and (until is null or until > :as_of) and (known_until is null or known_until > :known_at)
        and (next_on is null or next_on > :as_of or next_known > :known_at)
), told as (
    select standing.*, task.in_group, task.frame, counting.duty, counting.whole, false as unlisted
    from standing
    join task on task.task_id = standing.task_id
    join counting on counting.lead_set = task.lead_set and counting.period = standing.period
        and counting.agency_id = standing.agency_id and counting.whole <> standing.public
    union all
    select standing.*, task.in_group, task.frame, unlisted.duty, unlisted.whole, true
    from standing
    join task on task.task_id = standing.task_id
    join unlisted on unlisted.lead_set = task.lead_set and unlisted.period = standing.period
        and unlisted.whole <> standing.public
    where not exists (
        select 1 from beside
        where beside.lead_set = task.lead_set and beside.period = standing.period and beside.agency_id = standing.agency_id
    )
), gathered as (
    select task_id, period, duty, frame, in_group, whole, unlisted,
        bool_or(state = 'accepted') as accepted, bool_or(state = 'submitted') as submitted,
        min(coalesce(submitted_on, '-infinity')) filter (where state = 'accepted') as accepted_of,
        min(coalesce(submitted_on, '-infinity')) filter (where state = 'submitted') as submitted_of,
        case when min(state) = max(state) then min(state)
            else (array_agg(state order by decided_on desc, decided_at desc, state desc, edition desc)
                filter (where state in ('draft', 'returned')))[1]
        end as other,
        max(reported_on) as reported_on
    from told
    group by task_id, period, duty, frame, in_group, whole, unlisted
), owed as (
    select gathered.*, slot.year, slot.ends, coalesce(moved.due, slot.due) as due,
        case when accepted then accepted_of when submitted then submitted_of else :as_of end as judged_on
    from gathered
    join slot on slot.frame = gathered.frame and slot.period = gathered.period
    left join duty on gathered.whole and duty.duty = gathered.duty
    left join extended on extended.task_id = gathered.task_id and extended.period = gathered.period
        and extended.owed_as_id = duty.agency_id
    left join moved on moved.new_due = extended.new_due
), obligation as materialized (
    select task_id, in_group, duty, year, whole, unlisted, reported_on,
        case when :as_of > due then 'no_information' when :as_of > ends then 'due' else 'not_due' end as nothing,
        case when unlisted then 'membership_unknown' when accepted then 'accepted' when judged_on > due then 'late'
            when submitted then 'submitted' else other end as state,
        not unlisted and judged_on > due as late,
        not unlisted and not accepted and not submitted and other = 'returned' as returned,
        reported_on is not null as recorded
    from owed
), stated as (
    select distinct on (task_id) task_id, state, "on"
    from plan_task_statement
    where "on" <= :as_of and recorded_at <= :known_at and task_id in (select task_id from task)
    order by task_id, "on" desc, recorded_at desc,
        case state when 'dropped' then 2 when 'done' then 1 else 0 end desc
), reported as (
    select task_id, max(reported_on) as "on" from obligation group by task_id
)
select case when grouping(in_group) = 0 then 'group' when grouping(duty) = 0 then 'agency' else 'year' end as of,
    in_group, duty, year, whole, unlisted, nothing, state, late, returned, recorded,
    null::integer as frame, null::integer as lead_set, null::integer as stated_year, null::integer as latest_year, count(*) as count
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
            *("frames", "firsts", "lasts", "lead_sets", "slot_frames", "slot_years", "count_leads", "count_duties"),
            *("class_leads", "class_duties", "beside_leads", "duties"),
        )
    ),
    *(
        bindparam(name, type_=ARRAY(Text))
        for name in ("kinds", "frame_rules", "lead_names", "slot_periods", "count_periods", "class_periods", "beside_periods")
    ),
    *(bindparam(name, type_=ARRAY(Date)) for name in ("slot_ends", "slot_dues", "new_dues", "moved_dues")),
    *(bindparam(name, type_=ARRAY(Uuid)) for name in ("rules", "count_agencies", "beside_agencies", "duty_ids")),
    *(bindparam(name, type_=ARRAY(Boolean)) for name in ("count_wholes", "class_wholes", "sights")),
    bindparam("as_of", type_=Date),
)
