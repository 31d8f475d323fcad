"""The package that most tests ask: generated once from `contracts/`."""

from collections.abc import Iterator

import pytest

from .generated import Generated, generate, importable, read
from .world import World


@pytest.fixture(scope="session")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    with importable(generate(tmp_path_factory.mktemp("contracts"), read())) as made:
        yield made


@pytest.fixture(params=["router", "installed", "dispatch"])
def world(contracts: Generated, request: pytest.FixtureRequest) -> World:
    mounting = "dispatch" if request.param == "dispatch" else "router"
    return World(contracts, mounting, installed=request.param == "installed")
