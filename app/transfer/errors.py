"""What is wrong with files that come in. All of it is told at once, each with its file and line."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; ``file`` is relative to the folder, lines are counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong at a place; ``field`` is the path inside the record, empty for the record as a whole."""

    place: Place
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.field}: {self.message}" if self.field else f"{self.place}: {self.message}"


class TransferError(RuntimeError):
    """Files or a folder that cannot be used; nothing of them was kept."""


class FaultyFiles(TransferError):
    """Records that cannot be used, each with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"… and {len(self.faults) - SHOWN} more")
        super().__init__("The files cannot be loaded, and nothing of them was:\n" + "\n".join(f"  {line}" for line in lines))
