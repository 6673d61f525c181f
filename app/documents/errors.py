"""What this room refuses, by name."""

from app.core.errors import Conflict, Forbidden, Gone, Invalid, N_, NotFound


class DocumentNotFound(NotFound):
    code = "document-not-found"
    title = N_("There is no document {id}.")


class DocumentWithdrawn(Gone):
    code = "document-withdrawn"
    title = N_("Document {id} was withdrawn on {on}: {reason}")


class SlugNotFound(NotFound):
    code = "document-not-found"
    title = N_("There is no document at the address “{slug}”.")


class TranslationNotFound(NotFound):
    code = "translation-not-found"
    title = N_("Document {id} does not exist in the language {language}.")


class RevisionNotFound(NotFound):
    code = "revision-not-found"
    title = N_("There is no revision {number} in the language {language}.")


class ProvisionNotFound(NotFound):
    code = "provision-not-found"
    title = N_("The document has no provision {eid}.")


class RelationNotFound(NotFound):
    code = "relation-not-found"
    title = N_("The document has no relation {id}.")


class UnknownTopics(Invalid):
    code = "unknown-topic"
    title = N_("There is no topic {topics}.")


class UnknownAgencies(Invalid):
    code = "unknown-agency"
    title = N_("There is no agency {agencies}.")


class UnknownFilter(Invalid):
    code = "unknown-filter"
    title = N_("Lists cannot be narrowed by the field “{name}”. There are: {names}.")


class KindMismatch(Conflict):
    code = "kind-mismatch"
    title = N_("The document is of the kind “{kind}”, and a document keeps its kind.")


class TranslationExists(Conflict):
    code = "translation-exists"
    title = N_("The document exists in the language {language} already. Change that translation.")


class SlugTaken(Conflict):
    code = "slug-taken"
    title = N_("The address “{slug}” belongs to another document.")


class ExternalIdTaken(Conflict):
    code = "external-id-taken"
    title = N_("The identifier {scheme} {value} belongs to another document.")


class RelationExists(Conflict):
    code = "relation-exists"
    title = N_("This relation is there already.")


class RelationToItself(Invalid):
    code = "relation-to-itself"
    title = N_("A document cannot have a relation to itself.")


class RelationNeedsDay(Invalid):
    code = "relation-needs-day"
    title = N_("A text that amends, repeals or replaces another does so from a day: give it as “on”.")


class RelationTargetUnknown(Invalid):
    code = "relation-target-unknown"
    title = N_("There is no document {target} to relate to.")


class RelationCycle(Invalid):
    code = "relation-cycle"
    title = N_("The other document already does this to this one: both cannot hold.")


class NotSubmitted(Conflict):
    code = "not-submitted"
    title = N_("Only a translation in review can be published or returned; this one is “{status}”.")


class AlreadyInReview(Conflict):
    code = "already-in-review"
    title = N_("This translation is in review already.")


class NothingToSubmit(Conflict):
    code = "nothing-to-submit"
    title = N_("The working revision is published already: there is nothing to review.")


class AlreadyWithdrawn(Conflict):
    code = "already-withdrawn"
    title = N_("This is withdrawn already.")


class NothingPublished(Conflict):
    code = "nothing-published"
    title = N_("This was never published: there is nothing to withdraw.")


class SourceMissing(Invalid):
    code = "source-missing"
    title = N_("There is no such revision in {language} that this could have been made from.")


class BodyTooHeavy(Invalid):
    code = "body-too-heavy"
    title = N_("The body is too long, or its Markdown too involved, to be rendered.")


class DraftsAreForStaff(Forbidden):
    code = "drafts-are-for-staff"
    title = N_("Drafts and their history are for staff.")
