"""The description of the API, as generated clients need it."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

ROOMS = ("Agency", "Topic", "NewAgency", "NewTopic", "NewSuccession", "NewMembership", "Succession", "Member", "NameLanguage")


@pytest.fixture
def described(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A property's schema, its alternatives and what its lists hold."""
    yield schema
    for inner in (*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])):
        yield from parts(inner)


def test_a_parameter_that_may_be_left_out_is_not_a_union_with_null(described: dict[str, Any]) -> None:
    unions = [
        (name, parameter["name"])
        for name, operation in operations(described)
        for parameter in operation.get("parameters", [])
        if "anyOf" in parameter["schema"]
    ]
    assert unions == []


def test_every_operation_has_a_name_of_its_own_a_summary_and_a_tag(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(described)]
    assert len(names) == len(set(names))
    assert all(operation["summary"] and operation["tags"] for _, operation in operations(described))


def test_every_4xx_is_a_problem_and_nothing_dangles(described: dict[str, Any]) -> None:
    reference = {"$ref": "#/components/schemas/Problem"}
    for name, operation in operations(described):
        for status, answer in operation["responses"].items():
            if status.startswith("4"):
                assert answer["content"]["application/problem+json"]["schema"] == reference, (name, status)
    assert not {"HTTPValidationError", "ValidationError"} & set(described["components"]["schemas"])


def test_every_text_and_every_list_is_bounded(described: dict[str, Any]) -> None:
    open_ended = []
    for name, schema in described["components"]["schemas"].items():
        for field, whole in schema.get("properties", {}).items():
            for part in parts(whole):
                free = part.get("type") == "string" and not {"maxLength", "enum", "format", "const"} & set(part)
                if free or (part.get("type") == "array" and "maxItems" not in part):
                    open_ended.append(f"{name}.{field}")
    assert open_ended == []


def test_every_number_is_bounded(described: dict[str, Any]) -> None:
    open_ended = [
        f"{name}.{field}"
        for name, schema in described["components"]["schemas"].items()
        for field, whole in schema.get("properties", {}).items()
        for part in parts(whole)
        if part.get("type") in ("integer", "number") and not {"minimum", "maximum"} <= set(part)
    ]
    assert open_ended == []


def test_what_goes_out_has_all_its_fields(described: dict[str, Any]) -> None:
    for name in ("AgencyView", "AgencyPage", "TopicView", "TopicTree", "Problem", "Version", "NameLanguage"):
        schema = described["components"]["schemas"][name]
        assert set(schema["required"]) == set(schema["properties"]), name


def test_no_name_says_how_it_was_made(described: dict[str, Any]) -> None:
    odd = [name for name in described["components"]["schemas"] if "_" in name or name.endswith(("-Input", "-Output"))]
    assert odd == []
