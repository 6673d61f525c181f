"""The topics of the seed fit this room."""

import json
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.topics import service
from app.topics.schemas import NewTopic
from tests.builders import LANGUAGES

SEED = Path(__file__).parents[2] / "seed" / "topics.jsonl"


def test_every_topic_of_the_seed_is_taken_as_it_stands(session: Session) -> None:
    rows = [json.loads(line) for line in SEED.read_text().splitlines()]
    for row in sorted(rows, key=lambda row: row["parent"] is not None):
        names = [{key: value for key, value in name.items() if value is not None} for name in row["names"]]
        service.create(session, SYSTEM, NewTopic.model_validate({**row, "names": names}), LANGUAGES)
    for language in ("vi", "en", "zh-Hans"):
        tree = service.tree(session, (language,))
        shown = [topic for branch in tree.items for topic in (branch, *branch.children)]
        assert len(shown) == len(rows)
        assert not any(topic.language.fallback for topic in shown)
