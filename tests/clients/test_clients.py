"""Generated clients compile: openapi-typescript's types, and openapi-python-client's package, each with code that uses it.

Both work on the committed openapi/openapi.json, with tools pinned beside this file. They need packages, which are installed into
build/clients once; the TypeScript one needs Node.js as well. Where Node.js is missing the test says so and is skipped, but not in CI.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OPENAPI = ROOT / "openapi" / "openapi.json"
BUILD = ROOT / "build" / "clients"


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def installed(folder: Path, lock: Path) -> bool:
    """Whether ``folder`` was installed from the present ``lock``; afterwards it counts as such."""
    stamp = folder / ".lock"
    return stamp.exists() and stamp.read_bytes() == lock.read_bytes()


@pytest.mark.node
@pytest.mark.timeout(600)
def test_the_typescript_types_compile_and_narrow_by_kind(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        assert not os.environ.get("CI"), "CI must have Node.js"
        pytest.skip("NOT TESTED: the TypeScript client, because Node.js is not installed here")
    tools = BUILD / "node"
    tools.mkdir(parents=True, exist_ok=True)
    lock = HERE / "package-lock.json"
    if not installed(tools, lock):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, tools)
        run("npm", "ci", "--no-audit", "--no-fund", cwd=tools)
        shutil.copy(lock, tools / ".lock")
    work = tools / f"check-{tmp_path.name}"
    (work / "generated").mkdir(parents=True)
    try:
        shutil.copy(HERE / "usage.ts", work)
        run(
            "npx",
            "openapi-typescript",
            OPENAPI,
            "--default-non-nullable=false",
            "-o",
            work / "generated" / "schema.d.ts",
            cwd=tools,
        )
        options = ("--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext")
        run("npx", "tsc", *options, work / "usage.ts", cwd=tools)
    finally:
        shutil.rmtree(work)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_python_client_keeps_every_model_and_type_checks(tmp_path: Path) -> None:
    tools = BUILD / "python"
    lock = HERE / "requirements.lock"
    if not installed(tools, lock):
        shutil.rmtree(tools, ignore_errors=True)
        run(sys.executable, "-m", "venv", tools, cwd=ROOT)
        run(tools / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock, cwd=ROOT)
        shutil.copy(lock, tools / ".lock")
    told = run(
        tools / "bin" / "openapi-python-client",
        "generate",
        "--path",
        OPENAPI,
        "--output-path",
        tmp_path / "client",
        "--config",
        HERE / "python-client.yaml",
        "--fail-on-warning",
        cwd=tmp_path,
    )
    assert "Warning" not in told
    models = (tmp_path / "client" / "nhanquyen_client" / "models" / "__init__.py").read_text("utf-8")
    schemas = json.loads(OPENAPI.read_text("utf-8"))["components"]["schemas"]
    missing = {name for name, schema in schemas.items() if schema.get("type") == "object" and f"import {name}\n" not in models}
    assert not missing
    run(
        tools / "bin" / "mypy",
        "--strict",
        "--cache-dir",
        tmp_path / "cache",
        tmp_path / "client" / "nhanquyen_client",
        HERE / "usage.py",
        cwd=tmp_path,
        MYPYPATH=str(tmp_path / "client"),
    )
