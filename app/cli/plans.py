"""``nhanquyen plans``: what an operator does for plan tracking."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import database, plan_files, plan_history
from app.cli.configured import configured
from app.cli.group import group
from app.cli.saying import table
from app.core.actor import SYSTEM
from app.core.db import unit_of_work
from app.plans.calendar import service
from app.plans.calendar.schemas.days import HolidayYearView

commands = group("Plan tracking: files of plans, plans with their history, and the holidays that due days are reckoned with.")
holidays = group("Public holidays: days off, and days at a weekend that are worked instead.")
commands.add_typer(holidays, name="holidays")
commands.command()(plan_files.report)
commands.command()(plan_files.workbook)
commands.command()(plan_history.export)
commands.command("import")(plan_history.import_)


@holidays.command()
def load(
    file: Annotated[Path, typer.Argument(help="JSON Lines with a year a line, or CSV: year,day,kind,name,source")],
) -> None:
    """Load whole years from a file: all that are in it, or none. What a year said before stays known."""
    years = service.read_holidays(file)
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        loaded = service.load_holidays(session, SYSTEM, years)
    states = dict.fromkeys(loaded.new, "new") | dict.fromkeys(loaded.changed, "changed")
    rows = [(one.year, states.get(one.year, "as before"), len(one.off), len(one.worked)) for one in years]
    print(table(("YEAR", "", "OFF", "WORKED"), sorted(rows)))


@holidays.command("list")
def list_() -> None:
    """List the years that are loaded. Due days in other years are reckoned without holidays, and answers say so."""
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        years = service.holiday_table(session).years
    print(table(("YEAR", "VERSION", "OFF", "WORKED", "SOURCE"), [_row(year) for year in years]))


def _row(one: HolidayYearView) -> tuple[object, ...]:
    return one.year, one.version, len(one.off), len(one.worked), one.source
