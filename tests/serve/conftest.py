from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.serving import Serving, serving


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A `serve` with the seed, shared by the tests of a module that leave it as it is."""
    with serving(tmp_path_factory.mktemp("seeded") / "data") as one:
        assert one.address
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def bare(folder: Path) -> Iterator[Serving]:
    """A `serve` without content, for a test that does it harm."""
    with serving(folder, NQ_SEED="false") as one:
        assert one.address
        yield one
