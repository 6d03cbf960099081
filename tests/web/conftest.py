"""A site over a ledger of the sample dossier, at a moment that does not move."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from airdate import documents, pipeline, samples
from airdate.ledger import open_ledger
from airdate.model import Reading
from airdate.web import Settings, app

NOW = datetime(2026, 2, 28, 12, tzinfo=UTC)
TOKEN = "a-token-of-this-run"  # noqa: S105 -- of the tests alone


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


@pytest.fixture
def ledger_path(filled: Path, tmp_path: Path) -> Path:
    """Return a ledger of the sample dossier that a test may write to."""
    return Path(shutil.copy(filled, tmp_path / "ledger.db"))


def settings(path: Path, **named: object) -> Settings:
    """Return how a test's site is run."""
    told = {"ledger": path, "run_token": TOKEN, "now": lambda: NOW, "hosts": ("testserver",)}
    return Settings(**(told | named))  # type: ignore[arg-type]


@pytest.fixture
def client(ledger_path: Path) -> Iterator[TestClient]:
    """Yield a visitor of the site who may read."""
    with TestClient(app(settings(ledger_path)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def writer(client: TestClient) -> TestClient:
    """Return a visitor who has signed in."""
    entered = client.get("/enter", params={"token": TOKEN})
    assert 303 == entered.status_code
    return client


@pytest.fixture(scope="session")
def reading_client(filled: Path) -> Iterator[TestClient]:
    """Yield a visitor of one site for all tests that only read."""
    with TestClient(app(settings(filled)), follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="session")
def ref(reading_client: TestClient) -> str:
    """Return the reference of the season that the dossier is about."""
    found = reading_client.get("/api/v1/titles", params={"q": "aouad 2"}).json()
    return next(item["ref"] for item in found["items"] if item["season"] == 2)


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
