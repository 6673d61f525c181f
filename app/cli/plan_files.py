"""The files of a plan, made by an operator: of any size, and with everything that is known."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli import database
from app.cli.configured import configured
from app.cli.saying import Sentence, say
from app.core import clock, language
from app.core.config import Settings
from app.core.db import unit_of_work
from app.plans.facts.deps import check_day, instant
from app.plans.files import service
from app.plans.progress.policy import Sight
from app.plans.progress.service import Asked
from app.plans.structure.queries import View

Plan = Annotated[str, typer.Option("--plan", help="The plan's code, such as 3432-kh-ubnd")]
Output = Annotated[Path, typer.Option("--output", help="The file to write; one that is there is replaced")]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day that is asked about; today when left out")
]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="Only what had been recorded by this instant; now when left out")]


def report(
    plan: Plan,
    output: Output,
    year: Annotated[int, typer.Option("--year", min=1900, max=2200, help="The year that is reported on")],
    office: Annotated[
        str | None, typer.Option("--office", help="Code of the agency that issues it; else NQ_REPORT_OFFICE")
    ] = None,
    superior: Annotated[str | None, typer.Option("--superior", help="Code of the agency that it stands under")] = None,
    symbol: Annotated[str | None, typer.Option("--symbol", help="Its sign within the report's number")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it is signed")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the report on a year as a Word document, in Vietnamese. What is not known of number, day and signer stays a blank."""
    settings = configured()
    given = service.Letter(office, superior, symbol, place).completed(
        settings.report_office, settings.report_superior, settings.report_symbol, settings.report_place
    )
    asked = wanted(settings, "vi", as_of, known_at)
    _told(settings)
    with database.engine(settings) as engine, unit_of_work(engine) as session:
        _write(output, service.report_file(session, asked, plan, year, given))


def workbook(
    plan: Plan,
    output: Output,
    year: Annotated[int | None, typer.Option("--year", min=1900, max=2200, help="Only reports on periods that end in it")] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of its words")] = "vi",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write tasks, reports and indicators as an Excel workbook, with everything that staff see."""
    settings = configured()
    asked = wanted(settings, language.require(lang, settings.offered), as_of, known_at)
    _told(settings)
    with database.engine(settings) as engine, unit_of_work(engine) as session:
        _write(output, service.workbook_file(session, asked, plan, year))


def wanted(settings: Settings, tag: str, as_of: datetime | None, known_at: str | None) -> service.Wanted:
    """The question of an operator, who sees everything."""
    day: date = check_day(clock.today(settings.timezone) if as_of is None else as_of.date(), "as_of")
    known = clock.now() if known_at is None else instant(known_at, settings.timezone, "known_at")
    order = language.order(tag, settings.offered, settings.default_language)
    asked = Asked(day, known, View(order), language.interface(tag), Sight(everything=True, reasons=True))
    return service.Wanted(asked, settings.timezone, settings.public_url.rstrip("/"))


def _write(output: Path, made: service.Made) -> None:
    try:
        output.write_bytes(made.body)
    except OSError as error:
        raise Sentence(f"{output} cannot be written: {error.strerror}.") from None
    say(f"{made.name} is in {output}")


def _told(settings: Settings) -> None:
    if not settings.public_url:
        say("NQ_PUBLIC_URL is not set: addresses of evidence are written without that of the service")
