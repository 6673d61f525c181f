"""An agency's due days as iCalendar (RFC 5545): one event, lasting all day, for each report that it answers for.

A UID names the obligation and stays for ever; when an extension moves the day, SEQUENCE rises, so that calendars that hold the
event move it. DTSTAMP is the instant as of which everything was known, so the same contents give the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from app.core.errors import N_
from app.i18n import format_date, translate
from app.plans.outputs import figures, phrases
from app.plans.outputs.contents import AgencyCalendar
from app.plans.outputs.texts import line
from app.plans.rules.facts import Extension, Key
from app.plans.rules.obligations import Obligation

#: Under it the UIDs of all obligations are made. It must never change.
OBLIGATIONS = UUID("6f2f8c36-8a5e-5d0b-9a53-2c1b0f0a3432")
PRODUCT = "-//nhanquyen//plan calendar//VI"
_READ_AGAIN = timedelta(hours=12)

NAME = N_("Reports due: {agency}")
SUMMARY = N_("Report due: task {task}, {period}")
TASK = N_("Task {task}: {title}")
PERIOD = N_("Period: {period}, {first} to {last}")
BY_PLAN = N_("The due day is printed in the plan.")
BY_ADMINISTRATOR = N_("The due day was set by an administrator; the plan does not print it.")
EXTENDED = N_("Extended from {before} to {after}. Reason: {reason}")
PASSED_ON = N_("The duty fell on {body} and has passed to {agency}.")
UNCERTAIN = N_("It is not certain who answers for it: the day of a succession is not known.")
HOLIDAYS = N_("The holidays of {years} are not loaded: the due day may move.")
AFTER_PERIOD = N_("The years of the plan are over; an administrator's rule goes on asking.")


def render(calendar: AgencyCalendar, locale: str) -> bytes:
    """The calendar as UTF-8 with CRLF and lines of at most 75 octets, its words in ``locale``."""
    made = Calendar()
    name = translate(NAME, locale, {"agency": line(calendar.name(calendar.agency))})
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("last-modified", _instant(calendar.known_at))
    made.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    moves = _moves(calendar)
    for one in sorted(calendar.obligations, key=lambda one: (one.due, one.order)):
        made.add_component(_event(one, calendar, moves.get(one.key, []), locale))
    written: bytes = made.to_ical()
    return written


def uid(plan: str, key: Key) -> str:
    """The name of an obligation among all calendars; the same whenever it is asked for."""
    return str(uuid5(OBLIGATIONS, f"{plan}\x1f{key.task}\x1f{key.period}\x1f{key.owed_as}"))


def _event(one: Obligation, calendar: AgencyCalendar, moves: list[Extension], locale: str) -> Event:
    event = Event()
    event.add("uid", uid(one.plan, one.key))
    event.add("dtstamp", _instant(calendar.known_at))
    event.add("dtstart", one.due)
    event.add("dtend", _after(one.due))
    event.add("summary", _summary(one, locale), parameters={"LANGUAGE": locale})
    event.add("description", "\n".join(_description(one, calendar, locale)), parameters={"LANGUAGE": locale})
    event.add("sequence", len(moves))
    if moves:
        event.add("last-modified", _instant(max(move.recorded_at for move in moves)))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(one: Obligation, locale: str) -> str:
    return translate(SUMMARY, locale, {"task": line(one.task), "period": phrases.period(one.period.code, locale)})


def _description(one: Obligation, calendar: AgencyCalendar, locale: str) -> Iterator[str]:
    def day(on: date) -> str:
        return figures.day(on) if locale == "vi" else format_date(on, locale)

    yield translate(TASK, locale, {"task": line(one.task), "title": line(calendar.titles.get(one.task, ""))}).rstrip(" :：")
    period = phrases.period(one.period.code, locale)
    yield translate(PERIOD, locale, {"period": period, "first": day(one.period.first), "last": day(one.period.last)})
    yield translate(BY_PLAN if one.source == "plan" else BY_ADMINISTRATOR, locale)
    if one.extension is not None:
        facts = {"before": day(one.regular_due), "after": day(one.due), "reason": line(one.extension.reason)}
        yield translate(EXTENDED, locale, facts)
    if one.obliged.name != calendar.agency:
        now = ", ".join(line(calendar.name(owner.agency)) for owner in one.owners if owner.agency)
        yield translate(PASSED_ON, locale, {"body": line(calendar.name(one.obliged.name)), "agency": now})
    if any(not owner.certain for owner in one.owners):
        yield translate(UNCERTAIN, locale)
    if one.missing_years:
        yield translate(HOLIDAYS, locale, {"years": ", ".join(map(str, one.missing_years))})
    if one.after_period:
        yield translate(AFTER_PERIOD, locale)


def _moves(calendar: AgencyCalendar) -> dict[Key, list[Extension]]:
    """The extensions of each obligation that were known, however many: a withdrawn day moves the event as well."""
    found: dict[Key, list[Extension]] = defaultdict(list)
    for one in calendar.extensions:
        if one.recorded_at <= calendar.known_at:
            found[one.key].append(one)
    return found


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _instant(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
