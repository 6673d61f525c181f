"""What ends a measurement early."""


class Unmeasurable(Exception):
    """The measurement cannot be made; the message says what is wrong and how to mend it."""


class MalformedLine(Unmeasurable):
    """A line of a corpus that is not of the documented form."""

    def __init__(self, file: object, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}")
