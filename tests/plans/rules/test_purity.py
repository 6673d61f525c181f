"""The rules are pure: they import no database, no HTTP and no clock, and no other part of their own room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

RULES = Path(__file__).parents[3] / "app" / "plans" / "rules"
OURS = ("app.plans.rules.", "app.core.errors", "app.core.mistakes", "app.core.text.")
STANDARD = {"calendar", "collections", "dataclasses", "datetime", "decimal", "fractions", "functools", "re", "typing"}


def modules() -> list[Path]:
    return sorted(RULES.glob("*.py"))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.stem)
def test_a_module_of_rules_imports_values_alone(module: Path) -> None:
    odd = {name for name in imported(module) if not name.startswith(OURS) and name.split(".")[0] not in STANDARD | {"types"}}
    assert odd == set()


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.stem)
def test_no_rule_asks_what_time_it_is(module: Path) -> None:
    asked = {node.attr for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Attribute)}
    assert not asked & {"today", "now", "utcnow", "time", "environ"}
