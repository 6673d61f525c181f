"""The first sheet: which plan, as of when, as known when, and how each figure was computed."""

from collections.abc import Callable, Iterator

from xlsxwriter import Workbook

from app.core.errors import N_
from app.i18n import translate
from app.plans.outputs.contents import PlanContents
from app.plans.outputs.workbook.sheets import Styles, Value, high, page, put, sheet_name
from app.plans.rules.progress import Figures, figures

#: A label (a message), a value, an explanation (a message).
Told = tuple[str | None, Value, str | None]

ABOUT = N_("About this file")

_WIDTHS = (36, 50, 90)
_ROWS = (
    (N_("Plan"), None),
    (N_("About"), None),
    (N_("As of"), N_("The day for which everything was computed.")),
    (N_("As known at"), N_("What was recorded after this instant does not count, though it may have been true before.")),
)
#: How to count, the words, and whether it shows in accepted reports alone.
_FIGURES: tuple[tuple[Callable[[Figures], int], str, str, bool], ...] = (
    (
        lambda counts: counts.owed,
        N_("Reports owed"),
        N_("One for each task, period and leading body. Each weighs one; coordinating agencies do not owe."),
        True,
    ),
    (lambda counts: counts.due, N_("Due day passed"), N_("Their due day, extensions included, lies before the day above."), True),
    (lambda counts: counts.recorded, N_("Reports recorded"), N_("Handed in at least once; drafts are not counted."), False),
    (lambda counts: counts.accepted, N_("Reports accepted"), N_("Also those that were submitted late."), True),
    (
        lambda counts: counts.late,
        N_("Reports late by the record"),
        N_("Only where a record shows it: submitted late, returned and not submitted again, or still a draft."),
        False,
    ),
    (lambda counts: counts.returned, N_("Reports returned"), N_("Returned and not submitted again so far."), False),
    (
        lambda counts: counts.no_information,
        N_("Reports without information"),
        N_("The due day has passed and nothing is recorded. This is not called late."),
        False,
    ),
    (
        lambda counts: counts.membership_unknown,
        N_("Reports of unknown members"),
        N_("The lead is a class of agencies whose members nobody has listed."),
        True,
    ),
)
_SHARES = (
    (
        N_("Share accepted, at least (%)"),
        N_("Of the reports due by known bodies, with those without information as not accepted."),
    ),
    (N_("Share accepted, at most (%)"), N_("The same, with those without information as accepted.")),
)
_HIDDEN = N_(
    "Accepted reports alone are shown here. Of a report that was not accepted it is not told whether it was written, submitted or "
    "returned, nor whether it is late; counts that would tell stay empty."
)
_NOTES = (
    N_("The counts overlap and are not to be added up."),
    N_("An indicator in percent is the sum of numerators by the sum of denominators, never a mean of percentages."),
    N_("Due days that the plan does not print were set by an administrator; each row says which."),
    N_("“No information” means that nothing is recorded, and neither that nothing was done nor that it is late."),
)


def about(book: Workbook, styles: Styles, locale: str, contents: PlanContents) -> None:
    """Label, value, explanation; then the notes."""
    made = book.add_worksheet(sheet_name(translate(ABOUT, locale)))
    for column, width in enumerate(_WIDTHS):
        made.set_column(column, column, width)
    for row, (label, value, explanation) in enumerate(_lines(contents)):
        cells = (translate(label, locale) if label else None, value, translate(explanation, locale) if explanation else None)
        high(made, row, zip(cells, _WIDTHS, strict=True))
        for column, (cell, style) in enumerate(zip(cells, (styles.head, styles.value, styles.wrapped), strict=True)):
            put(made, row, column, cell, style, styles)
    page(made)


def _lines(contents: PlanContents) -> Iterator[Told]:
    plan, counts = contents.plan, figures(contents.states, contents.as_of)
    named = " · ".join(word for word in (plan.number, plan.issuer) if word) or plan.code
    told: tuple[Value, ...] = (named, plan.title, contents.as_of, contents.known_at.isoformat(" ", "minutes"))
    for (label, explanation), value in zip(_ROWS, told, strict=True):
        yield label, value, explanation
    for count, label, explanation, public in _FIGURES:
        yield label, count(counts) if public or not contents.hidden else None, explanation
    share = counts.accepted_share
    for (label, explanation), part in zip(_SHARES, (share.at_least, share.at_most), strict=True):
        yield label, None if part is None else 100 * part, explanation
    for note in ((_HIDDEN,) if contents.hidden else ()) + _NOTES:
        yield None, None, note
