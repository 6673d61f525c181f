"""A plan's shapes as the columns that the statement over all reports takes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from app.plans.facts.shapes import Shapes
from app.plans.rules.workdays import Workday


def arrays(found: Shapes, moved: Mapping[date, Workday], ids: Mapping[str, str], sights: Collection[bool]) -> dict[str, str]:
    """The shapes, as the statement takes them: columns of equal length."""
    spans = {code: place for place, code in enumerate(found.periods)}
    slots = [
        (number, code, spans[code], one.period.last.year, one.period.last, one.due)
        for number, slots in enumerate(found.slots)
        for code, one in slots.items()
    ]
    duties = [(leads, code, one) for (leads, code), some in found.each() for one in some]
    counting = [
        (leads, spans[code], ids[agency], one.number, ids[one.obliged.name], not one.whole, len(one.counting) == 1)
        for leads, code, one in duties
        if not one.unlisted
        for agency in one.counting
        if agency in ids
    ]
    unlisted = [(leads, code, one) for leads, code, one in duties if one.unlisted]
    beside = [
        (leads, spans[code], ids[agency]) for leads, code, _ in unlisted for agency in found.beside(leads, code) if agency in ids
    ]
    return {
        **_columns(
            ("shape_groups", "shape_frames", "shape_leads", "shape_ids"),
            [(*shape, some) for shape, some in zip(found.tasks, found.ids, strict=True)],
        ),
        **_columns(("slot_frames", "slot_periods", "slot_spans", "slot_years", "slot_ends", "slot_dues"), slots),
        **_columns(("sights",), [(not one,) for one in sights]),
        **_columns(("new_dues", "moved_dues"), [(day, due.day) for day, due in moved.items()]),
        **_columns(
            ("count_leads", "count_spans", "count_agencies", "count_duties", "count_owed", "count_publics", "count_soles"),
            counting,
        ),
        **_columns(
            ("class_leads", "class_spans", "class_duties", "class_owed", "class_publics"),
            [(leads, spans[code], one.number, ids[one.obliged.name], not one.whole) for leads, code, one in unlisted],
        ),
        **_columns(("beside_leads", "beside_spans", "beside_agencies"), beside),
        **_columns(("duty_ids", "duties"), [(ids[name], one.number) for name, one in found.duties.items()]),
    }


def _columns(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> dict[str, str]:
    """Rows as the text of one array a column: thousands of values go to the database at once so, instead of one by one."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: f"{{{','.join(map(_literal, column))}}}" for name, column in zip(names, columns, strict=True)}


def _literal(value: object) -> str:
    """A number, a day, an id, a truth, or ids and codes, in none of which there is a quotation mark."""
    return f'"{value}"' if isinstance(value, str) else str(value)
