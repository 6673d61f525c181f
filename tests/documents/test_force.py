"""In force at a date: derived from dates and from what other texts did, never typed in."""

from typing import Any

import pytest

from tests.callers import Caller
from tests.documents.acts import BASE, create, match, publish


def a_law(publisher: Caller, title: str, **fields: Any) -> dict[str, Any]:
    body = {
        "kind": "legal_text",
        "fields": {"type": "law", **fields},
        "provenance": {"source": "Made for a test"},
        "original": {"language": "vi", "title": title},
    }
    return publish(publisher, create(publisher, body))


def relate(publisher: Caller, source: dict[str, Any], type: str, target: dict[str, Any], on: str | None = None) -> None:
    body = {"type": type, "target": target["id"], **({"on": on} if on else {})}
    revision = publisher.get(f"{BASE}/{source['id']}").json()["revision"]
    answer = publisher.post(f"{BASE}/{source['id']}/relations", json=body, headers=match(revision))
    assert answer.status_code == 201, answer.text


def state(anyone: Caller, document: dict[str, Any], on: str) -> str:
    detail = anyone.get(f"{BASE}/{document['id']}", params={"on": on}).json()["force"]["state"]
    listed = anyone.get(BASE, params={"on": on, "kind": "legal_text"}).json()["items"]
    assert next(one["force"] for one in listed if one["id"] == document["id"]) == detail
    in_force = anyone.get(BASE, params={"on": on, "in_force": True}).json()["items"]
    assert (document["id"] in {one["id"] for one in in_force}) == (detail == "in_force")
    return detail  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2012-12-31", "not_yet_in_force"), ("2013-05-01", "in_force"), ("2020-12-31", "in_force"), ("2021-01-01", "replaced")],
)
def test_a_code_is_in_force_until_the_day_it_is_replaced(anyone: Caller, publisher: Caller, on: str, expected: str) -> None:
    old = a_law(publisher, "Bộ luật Lao động 2012", effective_on="2013-05-01")
    new = a_law(publisher, "Bộ luật Lao động 2019", effective_on="2021-01-01")
    relate(publisher, new, "replaces", old, "2021-01-01")
    assert state(anyone, old, on) == expected


def test_what_ended_and_amended_a_text_is_named_with_its_day(anyone: Caller, publisher: Caller) -> None:
    law = a_law(publisher, "Luật", effective_on="2010-01-01")
    amending = a_law(publisher, "Luật sửa đổi", effective_on="2015-01-01")
    repealing = a_law(publisher, "Luật bãi bỏ", effective_on="2020-01-01")
    relate(publisher, amending, "amends", law, "2015-01-01")
    relate(publisher, repealing, "repeals", law, "2020-01-01")
    force = anyone.get(f"{BASE}/{law['id']}", params={"on": "2021-06-01"}).json()["force"]
    assert (force["state"], force["since"], force["until"]) == ("repealed", "2010-01-01", "2020-01-01")
    assert [one["title"] for one in force["ended_by"]] == ["Luật bãi bỏ"]
    assert [one["title"] for one in force["amended_by"]] == ["Luật sửa đổi"]
    before = anyone.get(f"{BASE}/{law['id']}", params={"on": "2012-06-01"}).json()["force"]
    assert before["state"] == "in_force" and before["amended_by"] == [] and before["until"] is None


def test_a_draft_repeals_nothing(anyone: Caller, publisher: Caller) -> None:
    law = a_law(publisher, "Luật", effective_on="2010-01-01")
    body = {
        "kind": "legal_text",
        "fields": {"type": "law"},
        "provenance": {"source": "x"},
        "original": {"language": "vi", "title": "Dự thảo bãi bỏ"},
    }
    draft = create(publisher, body)
    publisher.post(
        f"{BASE}/{draft['id']}/relations", json={"type": "repeals", "target": law["id"], "on": "2011-01-01"}, headers=match(1)
    )
    assert state(anyone, law, "2020-01-01") == "in_force"
    assert "Dự thảo" not in anyone.get(f"{BASE}/{law['id']}/relations").text


def test_a_treaty_is_in_force_here_from_the_day_it_binds(anyone: Caller, publisher: Caller) -> None:
    treaty = a_law(publisher, "Công ước", type="treaty", effective_on="1976-03-23", viet_nam_bound_on="1982-12-24")
    assert state(anyone, treaty, "1980-01-01") == "not_yet_in_force"
    assert state(anyone, treaty, "1983-01-01") == "in_force"


def test_an_expired_text_and_one_without_dates(anyone: Caller, publisher: Caller) -> None:
    expired = a_law(publisher, "Có hạn", effective_on="2018-01-01", expires_on="2020-12-31")
    unknown = a_law(publisher, "Không ngày")
    assert state(anyone, expired, "2020-12-31") == "in_force"
    assert state(anyone, expired, "2021-01-01") == "expired"
    assert state(anyone, unknown, "2021-01-01") == "unknown"


def test_relations_are_checked(publisher: Caller) -> None:
    one, other = a_law(publisher, "Một"), a_law(publisher, "Hai")
    url = f"{BASE}/{one['id']}/relations"

    def refused(body: dict[str, Any]) -> str:
        revision = publisher.get(f"{BASE}/{one['id']}").json()["revision"]
        answer = publisher.post(url, json=body, headers=match(revision))
        assert 400 <= answer.status_code < 500
        return answer.json()["code"]  # type: ignore[no-any-return]

    assert refused({"type": "repeals", "target": other["id"]}) == "relation-needs-day"
    assert refused({"type": "cites", "target": one["id"]}) == "relation-to-itself"
    assert refused({"type": "cites", "target": "00000000-0000-0000-0000-000000000000"}) == "relation-target-unknown"
    relate(publisher, one, "implements", other)
    assert refused({"type": "implements", "target": other["id"]}) == "relation-exists"
    revision = publisher.get(f"{BASE}/{other['id']}").json()["revision"]
    back = publisher.post(
        f"{BASE}/{other['id']}/relations", json={"type": "implements", "target": one["id"]}, headers=match(revision)
    )
    assert back.json()["code"] == "relation-cycle"


def test_relations_are_seen_from_both_ends_and_can_be_taken_back(anyone: Caller, publisher: Caller) -> None:
    plan, decision = a_law(publisher, "Kế hoạch", number="3432/KH-UBND"), a_law(publisher, "Quyết định", number="16/QĐ-TTg")
    relate(publisher, plan, "implements", decision)
    (out,) = anyone.get(f"{BASE}/{plan['id']}/relations").json()["items"]
    (back,) = anyone.get(f"{BASE}/{decision['id']}/relations").json()["items"]
    assert (out["direction"], out["number"]) == ("outgoing", "16/QĐ-TTg")
    assert (back["direction"], back["number"]) == ("incoming", "3432/KH-UBND")
    (near,) = anyone.get(f"{BASE}/{decision['id']}/related").json()["items"]
    assert near["document"] == plan["id"] and near["relations"] == 1
    revision = publisher.get(f"{BASE}/{plan['id']}").json()["revision"]
    assert publisher.delete(f"{BASE}/{plan['id']}/relations/{out['id']}", headers=match(revision)).status_code == 204
    assert anyone.get(f"{BASE}/{decision['id']}/relations").json()["items"] == []
