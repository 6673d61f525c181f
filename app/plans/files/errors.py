"""What this room refuses, by name."""

from app.core.errors import Conflict, Invalid, N_, Unavailable


class TooManyReports(Invalid):
    code = "too-many-reports"
    title = N_(
        "The file would hold {count} reports that are owed, and one that is made on request holds at most {most}. Ask for one year; "
        "an operator makes files of any size with `nhanquyen plans`."
    )


class YearNotBegun(Invalid):
    code = "year-not-begun"
    title = N_("The year {year} has not begun on {as_of}: there is nothing to report on it.")


class NothingInYear(Conflict):
    code = "nothing-in-year"
    title = N_("The plan is of other years than {year}, and no report is asked for any period that ends in it.")


class FilesBusy(Unavailable):
    code = "files-busy"
    title = N_("Other files are being made at the moment. Try again soon.")
