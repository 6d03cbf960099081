"""The stores that the contract of the ledger is tested on."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ledger.pgserver import Server

STORES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgres")))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Return the name of a store: each test that asks for one runs on all."""
    return str(request.param)


@pytest.fixture
def place(
    store: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], str]]:
    """Yield what gives a place for one more ledger of the store; on a server it is made there."""
    if store == "sqlite":
        numbers = itertools.count()
        yield lambda: str(tmp_path / f"{next(numbers)}" / "ledger.db")
        return
    server: Server = request.getfixturevalue("server")
    taken: list[str] = []

    def one_more() -> str:
        taken.append(server.new())
        return server.address(taken[-1])

    yield one_more
    for name in taken:
        server.take_back(name)


@pytest.fixture
def fresh(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what gives a place where a ledger may be made, and changed by force."""
    if store == "sqlite":
        return lambda: str(tmp_path / "fresh.db")
    server: Server = request.getfixturevalue("server")
    return lambda: server.address(server.empty())
