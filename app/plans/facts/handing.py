"""A plan's shapes as the columns that the statement over all reports takes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from app.plans.facts.shapes import Duty, Shapes
from app.plans.rules.workdays import Workday

#: Of a frame that asks for nothing in a period.
NEVER = "infinity"
#: Of a task that is not the plan's, or no more.
NONE = -1


def arrays(found: Shapes, moved: Mapping[date, Workday], ids: Mapping[str, str], sights: Collection[bool]) -> dict[str, object]:
    """The shapes, as the statement takes them: arrays of equal length, as text, which goes to the database at once.

    Places in arrays begin at 1, numbers of groups, frames, leads and duties at 0.
    """
    spans = {code: place for place, code in enumerate(found.periods, start=1)}
    return {
        "spans": len(spans),
        "duties": len(found.duties),
        **_tasks(found),
        "periods": _array(found.periods),
        "ends": _array(one.last for one in found.periods.values()),
        "dues": _array(slots[code].due if code in slots else NEVER for slots in found.slots for code in found.periods),
        "duty_ids": _array(ids[name] for name in found.duties),
        "publicly": False in sights,
        "wholly": True in sights,
        **_columns(("new_dues", "moved_dues"), ((day, due.day) for day, due in moved.items())),
        **_falling(found, spans, ids),
    }


def _tasks(found: Shapes) -> dict[str, object]:
    """Group, frame and leads of each task, by its serial number less ``before``; those of other plans lie between them."""
    before = min((min(some) for some in found.serials), default=1) - 1
    count = max((max(some) for some in found.serials), default=before) - before
    groups, frames, leads = ([NONE] * count for _ in range(3))
    for (group, frame, lead), some in zip(found.tasks, found.serials, strict=True):
        for serial in some:
            place = serial - before - 1
            groups[place], frames[place], leads[place] = group, frame, lead
    return {"before": before, "task_groups": _array(groups), "task_frames": _array(frames), "task_leads": _array(leads)}


def _falling(found: Shapes, spans: Mapping[str, int], ids: Mapping[str, str]) -> dict[str, str]:
    """Whose report counts on which duty: by the set of leads, the period, and whether the standing is the public one."""
    counting: list[tuple[int, str, int, bool]] = []
    classes: list[tuple[int, int]] = []
    beside: list[tuple[int, str]] = []
    classed = [False] * len(found.leads)
    told: dict[int, list[tuple[int, str, int, bool]]] = {}
    for (leads, code), duties in found.each():
        key = (leads * len(spans) + spans[code]) * 2
        if id(duties) not in told:
            told[id(duties)] = _counting(duties, ids)
        counting += [(key + public, agency, duty, sole) for public, agency, duty, sole in told[id(duties)]]
        unlisted = [one for one in duties if one.unlisted]
        if unlisted:
            classed[leads] = True
            classes += [(key + (not one.whole), one.number) for one in unlisted]
            agencies = [ids[one] for one in found.beside(leads, code) if one in ids]
            beside += [(key + public, one) for public in {not one.whole for one in unlisted} for one in agencies]
    return {
        "classed": _array(classed),
        **_columns(("count_keys", "count_agencies", "count_duties", "count_soles"), counting),
        **_columns(("class_keys", "class_duties"), classes),
        **_columns(("beside_keys", "beside_agencies"), beside),
    }


def _counting(duties: Iterable[Duty], ids: Mapping[str, str]) -> list[tuple[int, str, int, bool]]:
    """(whether by public standings, agency, duty, whether nobody else reports for it)."""
    return [
        (not one.whole, ids[agency], one.number, len(one.counting) == 1)
        for one in duties
        if not one.unlisted
        for agency in one.counting
        if agency in ids
    ]


def _columns(names: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> dict[str, str]:
    columns = list(zip(*rows, strict=True)) or ((),) * len(names)
    return {name: _array(column) for name, column in zip(names, columns, strict=True)}


def _array(values: Iterable[object]) -> str:
    """Numbers, days, truths, ids and codes of periods: in none of them is there a sign that an array takes for its own."""
    return f"{{{','.join(map(str, values))}}}"
