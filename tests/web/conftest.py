"""A site over a ledger of the sample dossier, in each store, at a moment that does not move."""

from __future__ import annotations

import itertools
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.ledger.pgserver import Server

from airdate import documents, pipeline, samples
from airdate.ledger import open_ledger
from airdate.model import Reading
from airdate.web import Settings, app

NOW = datetime(2026, 2, 28, 12, tzinfo=UTC)
TOKEN = "a-token-of-this-run"  # noqa: S105 -- of the tests alone


STORES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgres")))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of the sample dossier, to be copied."""
    path = tmp_path_factory.mktemp("ledger") / "demo.db"
    given = documents.Given(now=NOW)
    with open_ledger(path) as ledger:
        for found in pipeline.read(map(str, samples.dossier()), given=given):
            assert isinstance(found, Reading)
            pipeline.record(ledger, found, recorded_at=NOW)
    return path


@pytest.fixture(scope="session")
def filled_database(filled: Path, server: Server) -> str:
    """Return a database with the same ledger, to be copied."""
    name = server.empty()
    with open_ledger(filled, write=False) as ledger, open_ledger(server.address(name)) as other:
        other.restore(ledger.export())
    return name


@pytest.fixture
def ledger_path(filled: Path, tmp_path: Path) -> Path:
    """Return a ledger of the sample dossier, in a file that a test may write to."""
    return Path(shutil.copy(filled, tmp_path / "ledger.db"))


@pytest.fixture(scope="session", params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Return the name of a store: each test that asks for one, or for a visitor, runs on all."""
    return str(request.param)


@pytest.fixture
def place(store: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield where a ledger of the sample dossier is that a test may write to, in each store."""
    if store == "sqlite":
        yield str(request.getfixturevalue("ledger_path"))
        return
    with copied(request) as address:
        yield address


@contextmanager
def copied(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of a copy of the database."""
    server: Server = request.getfixturevalue("server")
    pattern = request.getfixturevalue("filled_database")
    name = f"{pattern}_{next(_NUMBERS)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {pattern}")
    yield server.address(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


_NUMBERS = itertools.count()


def settings(place: Path | str, **named: object) -> Settings:
    """Return how a test's site is run."""
    told = {"ledger": place, "run_token": TOKEN, "now": lambda: NOW, "hosts": ("testserver",)}
    return Settings(**(told | named))  # type: ignore[arg-type]


@pytest.fixture
def client(place: str) -> Iterator[TestClient]:
    """Yield a visitor of the site who may read."""
    with TestClient(app(settings(place)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def writer(client: TestClient) -> TestClient:
    """Return a visitor who has signed in."""
    entered = client.get("/enter", params={"token": TOKEN})
    assert 303 == entered.status_code
    return client


@pytest.fixture(scope="session")
def reading_client(store: str, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """Yield a visitor of one site for all tests that only read."""
    with ExitStack() as stack:
        if store == "sqlite":
            place = str(request.getfixturevalue("filled"))
        else:
            place = stack.enter_context(copied(request))
        made = TestClient(app(settings(place)), follow_redirects=False)
        yield stack.enter_context(made)


@pytest.fixture(scope="session")
def ref(filled: Path) -> str:
    """Return the reference of the season that the dossier is about."""
    with open_ledger(filled, write=False) as ledger:
        found = ledger.installments()
    return next(i.ref for i in found if str(i.installment) == "All of Us Are Dead, season 2")


def settled(client: TestClient, path: str) -> Any:
    """Return a page's JSON when nothing of it is being worked out any more."""
    until = time.monotonic() + 120
    while (found := client.get(path).json())["pending"] and time.monotonic() < until:
        time.sleep(0.1)
    return found


@pytest.fixture
def served(ledger_path: Path) -> Iterator[str]:
    """Yield the address of the site, served for a browser."""
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    made = app(settings(ledger_path, hosts=("127.0.0.1",)))
    server = uvicorn.Server(uvicorn.Config(made, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    listener.close()
