"""The server as assistants meet it: a process of its own, asked by the protocol's own client."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from airdate import documents, pipeline, samples
from airdate.ledger import open_ledger
from airdate.model import Unreadable

NOON = datetime(2026, 2, 28, 12, tzinfo=UTC)

# Notes every connection that the server tries to open, and refuses it.
_WATCH = """\
import socket
def refused(self, address, *rest):
    with open({path!r}, "a") as log:
        log.write(f"{{address}}\\n")
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = refused
"""


@dataclass(frozen=True)
class Told:
    """What a tool answered."""

    failed: bool
    text: str
    data: dict[str, Any] | None


@dataclass(frozen=True)
class Assistant:
    """A client of a running server."""

    client: Client
    portal: BlockingPortal
    connections: Path

    def ask(self, tool: str, **arguments: Any) -> Told:
        """Return what a tool answers."""
        result = self.portal.call(self.client.call_tool, tool, arguments)
        (block,) = result.content
        return Told(bool(result.is_error), block.text, result.structured_content)

    def data(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the answer of a tool that must not fail; the text says the same."""
        told = self.ask(tool, **arguments)
        assert not told.failed, told.text
        assert json.loads(told.text) == told.data
        assert told.data is not None
        return told.data

    def error(self, tool: str, **arguments: Any) -> str:
        """Return the words of a tool that must fail."""
        told = self.ask(tool, **arguments)
        assert told.failed, told.text
        return told.text


def path_with(folder: Path) -> str:
    """Return where modules are looked for, a folder of the tests' first."""
    return os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])


@contextmanager
def assisted(ledger: Path, folder: Path, *, mode: str = "auto", **env: str) -> Iterator[Assistant]:
    """Yield a client of `airdate mcp` on a ledger; folder: for the log of its connections.

    mode: `legacy` opens by the handshake of the protocol's editions before 2026.  env: more of the
    server's environment.
    """
    connections = folder / "connections.txt"
    watch = folder / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(_WATCH.format(path=str(connections)))
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-W", "error", "-m", "airdate", "--db", str(ledger), "mcp"],
        env={"PYTHONPATH": path_with(watch), "XDG_DATA_HOME": str(folder), **env},
    )
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(parameters, mode=mode)) as client,
    ):
        yield Assistant(client, portal, connections)


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of the sample dossier."""
    path = tmp_path_factory.mktemp("demo") / "ledger.db"
    given = documents.Given(published=None, outlet=None, now=NOON)
    with open_ledger(path) as ledger:
        for reading in pipeline.read(map(str, samples.dossier()), given=given):
            assert not isinstance(reading, Unreadable)
            pipeline.record(ledger, reading, recorded_at=NOON)
    return path


@pytest.fixture(scope="session")
def assistant(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Yield a client of a server on the sample dossier."""
    with assisted(demo_ledger, tmp_path_factory.mktemp("server")) as found:
        yield found
