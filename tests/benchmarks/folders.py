"""Small test sets, written as files."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path


def a_corpus(
    folder: Path,
    documents: Mapping[str, Sequence[tuple[str, str, str]]],
    queries: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    qrels: str | None = None,
) -> Path:
    """``documents`` are (id, title, text) and ``queries`` (id, text), by language; ``qrels`` is the file as it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, rows in documents.items():
        told = [{"id": id, "language": language, "title": title, "text": text} for id, title, text in rows]
        lines(folder / f"corpus.{language}.jsonl", *(json.dumps(row, ensure_ascii=False) for row in told))
    for language, asked in (queries or {}).items():
        told = [{"id": id, "language": language, "text": text} for id, text in asked]
        lines(folder / f"queries.{language}.jsonl", *(json.dumps(row, ensure_ascii=False) for row in told))
    if qrels is not None:
        (folder / "qrels.tsv").write_text(qrels, "utf-8")
    return folder


def lines(file: Path, *written: str) -> None:
    file.write_text("".join(f"{line}\n" for line in written), "utf-8")
