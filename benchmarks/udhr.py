"""The Universal Declaration as a test set, in the neutral form, made from the seed: each article a document, aligned by number.

The queries are the names of the seed's topics that are mapped to an article ("Freedom of expression", article 19). They were
given by people who had the article before them, not its words.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.migrations import ROOT
from benchmarks.errors import Unmeasurable

DOCUMENTS = ROOT / "seed" / "documents" / "udhr.jsonl"
TOPICS = ROOT / "seed" / "topics.jsonl"
INSTRUMENT = "UDHR"


def write(folder: Path) -> None:
    """Write the set into ``folder``: corpus.LANG.jsonl, queries.LANG.jsonl, qrels.tsv."""
    declaration = next(_records(DOCUMENTS), None)
    if declaration is None:
        raise Unmeasurable(f"{DOCUMENTS} holds no document")
    documents: dict[str, list[dict[str, str]]] = {}
    for translation in declaration["translations"]:
        language = translation["language"]
        documents[language] = [_document(language, provision) for provision in translation["provisions"]]
    there = {document["id"] for rows in documents.values() for document in rows}
    queries: dict[str, list[dict[str, str]]] = {language: [] for language in documents}
    judgements = ["query-id\tcorpus-id\tscore"]
    for topic in _records(TOPICS):
        articles = {f"art_{one['reference']}" for one in topic["mappings"] if one["instrument"] == INSTRUMENT} & there
        if not articles:
            continue
        judgements += [f"{topic['code']}\t{article}\t1" for article in sorted(articles)]
        for name in topic["names"]:
            if name["language"] in queries:
                queries[name["language"]].append({"id": topic["code"], "language": name["language"], "text": name["name"]})
    for what, rows_by_language in (("corpus", documents), ("queries", queries)):
        for language, rows in rows_by_language.items():
            _write(folder / f"{what}.{language}.jsonl", (json.dumps(row, ensure_ascii=False) for row in rows))
    _write(folder / "qrels.tsv", judgements)


def _document(language: str, provision: dict[str, Any]) -> dict[str, str]:
    title = ". ".join(filter(None, (provision["label"], provision["heading"])))
    return {"id": provision["eid"], "language": language, "title": title, "text": provision["text"]}


def _records(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _write(file: Path, lines: Iterator[str] | list[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
