"""What of an entry can be found, the same for every engine: the words of its names and its text, whole names, and days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.text import dates
from app.core.text.tokens import Token, tokenize
from app.search.entry import Entry


@dataclass(frozen=True, slots=True)
class Texts:
    """Tokens of the names of its document (none for a head, which has them for its own), of its own names, and of its text."""

    others: tuple[list[Token], ...]
    names: tuple[list[Token], ...]
    body: list[Token]

    @property
    def sequence(self) -> str:
        """Other names, own names and text as marked keys, one line each, as ranking.Candidate has them."""
        return sequence(map(line, self.others), map(line, self.names), line(self.body))

    @property
    def length(self) -> int:
        """Words of the text."""
        return sum(token.script != "official" for token in self.body)


def texts(entry: Entry) -> Texts:
    """The tokens of an entry."""
    return Texts(tuple(map(_tokens, others(entry))), tuple(map(_tokens, own(entry))), _tokens(entry.text))


def others(entry: Entry) -> list[str]:
    """Names of the entry's document, none for a head, and its number."""
    names = [] if entry.position == 0 else [entry.title, *entry.aliases]
    return [*names, entry.number] if entry.number else names


def own(entry: Entry) -> list[str]:
    """The entry's own names: of a head those of the document, of a provision its label and headings."""
    if entry.position == 0:
        return [entry.title, *entry.aliases]
    return [entry.label, *entry.headings] if entry.label else [*entry.headings]


def sequence(others: Iterable[str], own: Iterable[str], text: str) -> str:
    """The lines of other names, own names and text, as ranking.Candidate has them."""
    return "\n".join((" / ".join(others), " / ".join(own), text))


def wholes(entry: Entry) -> Iterator[str]:
    """Whole names by which an entry is called, as ``whole`` writes them: the title, or each heading, and with its label."""
    labelled = [f"{entry.label} {entry.headings[0]}"] if entry.label and entry.headings else []
    for text in (entry.title,) if entry.position == 0 else (*entry.headings, *labelled):
        if name := whole(token.folded for token in tokenize(text) if token.script != "official"):
            yield name


def subjects(entry: Entry) -> Iterator[str]:
    """Names of the topics whose principal reference an entry is, as ``whole`` writes them."""
    return filter(None, (whole(token.folded for token in tokenize(subject)) for subject in entry.subjects))


def whole(words: Iterable[str]) -> str:
    """A whole name by its folded keys."""
    return " ".join(words)


def days(entry: Entry) -> Iterator[str]:
    """Days and their months as ISO 8601: those named in the entry's own texts; those of the document stand in its head."""
    told = (entry.title, entry.text) if entry.position == 0 else (*entry.headings, entry.text)
    for text in told:
        for mention in dates.find_all(text):
            yield mention.iso
            if mention.day is not None:
                yield f"{mention.year:04}-{mention.month:02}"
    if entry.position == 0:
        for day in entry.days:
            yield day.isoformat()
            yield day.isoformat()[:7]


def line(tokens: Sequence[Token]) -> str:
    """Marked keys in order, a full stop where a phrase must not run on."""
    words: list[str] = []
    for token in tokens:
        if token.script == "official":
            continue
        if not token.joined and words:
            words.append(".")
        words.append(token.marked)
    return " ".join(words)


def _tokens(text: str) -> list[Token]:
    return tokenize(text, tails=True)
