"""What this room refuses, by name."""

from app.core.errors import Conflict, Invalid, N_, NotFound


class AgencyNotFound(NotFound):
    code = "agency-not-found"
    title = N_("There is no agency {code}.")


class AgencyCodeTaken(Conflict):
    code = "agency-code-taken"
    title = N_("There is an agency {code} already.")


class UnknownAgency(Invalid):
    code = "unknown-agency"
    title = N_("There is no agency {agency}.")


class SuccessionCycle(Invalid):
    code = "succession-cycle"
    title = N_("{successor} cannot take over from {predecessor}: directly or through others, {predecessor} took over from it.")


class PredecessorTwice(Invalid):
    code = "predecessor-twice"
    title = N_("The predecessor {predecessor} is named twice.")


class ValidityReversed(Invalid):
    code = "validity-reversed"
    title = N_("The last day is before the first.")


class EnumerableForClasses(Invalid):
    code = "enumerable-for-classes"
    title = N_("A class of agencies says whether its members can be listed, and a body does not.")


class MembersNotListed(Invalid):
    code = "members-not-listed"
    title = N_("Only a class whose members can be listed has members.")


class MembershipOverlaps(Invalid):
    code = "membership-overlaps"
    title = N_("Two periods in which {member} is a member overlap.")


class LanguageTwice(Invalid):
    code = "language-twice"
    title = N_("The language {language} occurs twice.")
