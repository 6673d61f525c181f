"""What the program says to the person in front of it. Answers go to standard output, everything else to standard error."""

import sys
from collections.abc import Sequence


class Sentence(Exception):
    """A command ends with this sentence; the message says what is wrong and how to mend it."""

    def __init__(self, message: str, *, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """Tell what is being done."""
    print(f"nhanquyen: {message}", file=sys.stderr, flush=True)


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns of text, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(head), *(len(row[place]) for row in cells)) if cells else len(head) for place, head in enumerate(heads)]
    numeric = [bool(rows) and all(isinstance(row[place], int) for row in rows) for place in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        placed = (
            cell.rjust(width) if number else cell.ljust(width) for cell, width, number in zip(row, widths, numeric, strict=True)
        )
        return "  ".join(placed).rstrip()

    return "\n".join([line(list(heads)), *map(line, cells)])
