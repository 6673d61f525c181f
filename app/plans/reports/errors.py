"""What this room refuses, by name. What a figure cannot be is refused as the room of indicators does."""

from app.core.errors import Conflict, Forbidden, Invalid, N_, NotFound


class ReportNotFound(NotFound):
    code = "report-not-found"
    title = N_("There is no report {id}.")


class ReportRevisionNotFound(NotFound):
    code = "report-revision-not-found"
    title = N_("The report has no revision {number}.")


class EditionNotAccepted(NotFound):
    code = "edition-not-accepted"
    title = N_("No edition {edition} of this report was accepted.")


class ReportExists(Conflict):
    code = "report-exists"
    title = N_("{agency} has a report on task {task} for {period} already: change that one, or correct it once it is accepted.")


class NotAskedFor(Conflict):
    code = "report-not-asked-for"
    title = N_("No report on task {task} is asked for {period}. Asked for so far: {periods}.")


class NotYourTask(Conflict):
    code = "not-your-task"
    title = N_(
        "{agency} neither leads task {task} nor coordinates it, and holds nobody's duties in it: it has nothing to report on it."
    )


class OwnReportsOnly(Forbidden):
    code = "own-reports-only"
    title = N_("A reporter writes for its own agency, {agency}, alone.")


class DayForManagers(Forbidden):
    code = "day-for-managers"
    title = N_("What an agency does itself is dated today. A plan manager enters what happened on an earlier day.")


class DayInFuture(Invalid):
    code = "day-in-future"
    title = N_("{on} is still to come.")


class DayBeforePeriod(Invalid):
    code = "day-before-period"
    title = N_("{on} is before the period begins.")


class DayBeforeLastStep(Invalid):
    code = "day-before-last-step"
    title = N_("The report's last step was on {last}: what follows it cannot be of an earlier day.")


class NotOpen(Conflict):
    code = "report-not-open"
    title = N_("A report that is “{state}” is not changed. It is open as a draft, and when it was returned.")


class NotSubmittedYet(Conflict):
    code = "report-not-submitted"
    title = N_("Only a report that is submitted can be accepted or returned; this one is “{state}”.")


class NotAcceptedYet(Conflict):
    code = "report-not-accepted"
    title = N_("Only an accepted report is corrected; this one is “{state}”: change it.")


class SubmittedOnce(Conflict):
    code = "report-was-submitted"
    title = N_("Only a draft that was never submitted can be discarded.")


class NothingReported(Invalid):
    code = "nothing-reported"
    title = N_("The report says nothing yet: neither words nor figures.")


class FigureTwice(Invalid):
    code = "figure-twice"
    title = N_("The indicator {indicator} has two figures for {condition}.")


class FigureDropped(Invalid):
    code = "figure-dropped"
    title = N_("The accepted report gave a figure for {indicator}, {condition}: a correction gives it anew.")


class UnknownProvision(Invalid):
    code = "unknown-provision"
    title = N_("The document has no provision {eid}.")


class TranslationOfItself(Invalid):
    code = "translation-of-itself"
    title = N_("The report is written in {language}: change the report itself.")


class TranslationByManagers(Conflict):
    code = "translation-by-managers"
    title = N_("While a report is “{state}”, plan managers alone translate it.")
