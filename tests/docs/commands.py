"""Commands that documents show: fenced blocks marked ``console``, with a line ``$ command`` and the output that it gives.

In the output shown, ``…`` stands for anything, so that a document shows what matters of a long answer.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "seed" / "README.md")
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"^```(?:sh|shell|bash)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as a document shows it, and the lines of output under it."""

    document: str
    command: str
    output: str

    def pattern(self) -> re.Pattern[str]:
        """What the real output must match: the output shown, ``…`` standing for anything, blanks for any run of blanks."""
        parts = (r"\s+".join(map(re.escape, part.split())) for part in self.output.split("…"))
        return re.compile(r"\s*(?:.|\n)*?\s*".join(parts))


def shown() -> list[Shown]:
    """Every command in every document, in order."""
    found = []
    for path in DOCUMENTS:
        if not path.exists():
            continue
        text = path.read_text("utf-8")
        assert not _SHELL.search(text), f"{path.name}: commands stand in blocks marked console, so that they are run"
        for block in _BLOCK.findall(text):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                lines = part.split("\n")
                command = lines.pop(0)
                while command.endswith("\\"):
                    command = command[:-1] + lines.pop(0).strip()
                found.append(Shown(path.name, command, "\n".join(lines).strip()))
    return found
