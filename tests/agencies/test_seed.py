"""The agencies that the plan names fit this room, and their histories lead somewhere."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.agencies import service
from app.agencies.schemas import AgencyChange, NewAgency
from app.core.actor import SYSTEM
from tests.builders import LANGUAGES

SEED = Path(__file__).parents[2] / "seed" / "agencies.jsonl"


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SEED.read_text().splitlines()]


@pytest.fixture
def seeded(session: Session) -> Session:
    """All agencies, then who took over from whom and who belongs to what."""
    for row in rows():
        notes = [{"language": language, "text": text} for language, text in (row["note"] or {}).items()]
        kept = {
            key: row[key] for key in ("code", "type", "enumerable", "valid_from", "valid_to", "aliases", "source", "verified")
        }
        names = [{key: value for key, value in name.items() if value is not None} for name in row["names"]]
        new = NewAgency.model_validate({**{k: v for k, v in kept.items() if v is not None}, "names": names, "notes": notes})
        service.create(session, SYSTEM, new, LANGUAGES)
    for row in rows():
        predecessors = [{key: value for key, value in one.items() if value is not None} for one in row["predecessors"]]
        members = [{"code": one["code"], "since": one["from"], "until": one["to"]} for one in row["members"]]
        if predecessors or members:
            change = AgencyChange.model_validate({"predecessors": predecessors, "members": members})
            service.change(session, SYSTEM, row["code"], None, change, LANGUAGES)
    return session


def test_the_lead_of_nine_tasks_passed_them_on_in_2025(seeded: Session) -> None:
    assert [heir.code for heir in service.resolve(seeded, "so-tttt-cao-bang", date(2019, 1, 1))] == ["so-tttt-cao-bang"]
    assert {heir.code for heir in service.resolve(seeded, "so-tttt-cao-bang", date(2026, 1, 1))} == {
        "so-khoa-hoc-va-cong-nghe-cao-bang",
        "so-van-hoa-the-thao-va-du-lich-cao-bang",
    }


@pytest.mark.parametrize(("day", "districts"), [(date(2018, 10, 25), 13), (date(2021, 1, 1), 10), (date(2025, 7, 1), 0)])
def test_the_districts_are_those_of_the_day(seeded: Session, day: date, districts: int) -> None:
    shown = service.show(seeded, service.View(("vi",), "vi", day), "ubnd-cac-huyen-thanh-pho")
    assert shown.members is not None
    assert (shown.members.known, len(shown.members.items)) == (True, districts)


def test_a_district_merged_in_2020_leads_to_the_communes_of_today(seeded: Session) -> None:
    assert [heir.code for heir in service.resolve(seeded, "ubnd-huyen-thong-nong", date(2022, 1, 1))] == ["ubnd-huyen-ha-quang"]
    assert [heir.code for heir in service.resolve(seeded, "ubnd-huyen-thong-nong", date(2026, 1, 1))] == [
        "ubnd-cac-xa-phuong-cao-bang"
    ]


def test_classes_that_nobody_can_list_say_so(seeded: Session) -> None:
    vague = [row["code"] for row in rows() if row["enumerable"] is False]
    assert len(vague) > 20
    for code in vague:
        members = service.show(seeded, service.View(("en",), "en", date(2020, 1, 1)), code).members
        assert members is not None
        assert members.known is False
        assert "Membership unknown" in members.statement
