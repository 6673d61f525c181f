"""What this room refuses, by name."""

from app.core.errors import Conflict, Invalid, N_, NotFound


class TopicNotFound(NotFound):
    code = "topic-not-found"
    title = N_("There is no topic {code}.")


class TopicCodeTaken(Conflict):
    code = "topic-code-taken"
    title = N_("There is a topic {code} already.")


class UnknownTopic(Invalid):
    code = "unknown-topic"
    title = N_("There is no topic {topic}.")


class ThirdLevel(Invalid):
    code = "third-level"
    title = N_("Topics have two levels: {parent} stands under another topic, or this one has topics under it.")


class TopicInUse(Conflict):
    code = "topic-in-use"
    title = N_("The topic {code} is in use: take it from its documents, and move the topics under it, before it is deleted.")


class TopicLanguageTwice(Invalid):
    code = "language-twice"
    title = N_("The language {language} occurs twice.")


class MappingTwice(Invalid):
    code = "mapping-twice"
    title = N_("{instrument} {reference} is named twice.")
