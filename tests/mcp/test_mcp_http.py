"""`airdate mcp --http`: the same server behind an address, and whom it refuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from tests.mcp.conftest import Assistant
from tests.mcp.test_mcp_tools import DAY, TOOLS

from airdate.ledger import open_ledger
from airdate.ledger.office import tokens
from airdate.web.tokens import new_token

ASK = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADS = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}


@contextmanager
def listening(ledger: Path, folder: Path, *more: str) -> Iterator[str]:
    """Yield the address of `airdate mcp --http` on a ledger."""
    command = [sys.executable, "-W", "error", "-m", "airdate", "mcp", "--http", "--port", "0"]
    with subprocess.Popen(
        [*command, "--db", str(ledger), *more],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_DATA_HOME": str(folder)},
    ) as running:
        assert running.stdout
        lines = [running.stdout.readline() for _ in range(3)]
        found = re.search(r"http://127\.0\.0\.1:\d+/mcp", "".join(lines))
        try:
            assert found, lines
            yield found[0]
        finally:
            running.terminate()
            running.wait(30)


@contextmanager
def connected(
    address: str, folder: Path, *, mode: str = "auto", headers: dict[str, str] | None = None
) -> Iterator[Assistant]:
    """Yield a client of an address, by the protocol's own library."""
    with start_blocking_portal() as portal:
        asker = httpx2.AsyncClient(headers=headers, timeout=60)
        transport = streamable_http_client(address, http_client=asker)
        with portal.wrap_async_context_manager(Client(transport, mode=mode)) as client:  # type: ignore[arg-type]
            yield Assistant(client, portal, folder / "none")
        portal.call(asker.aclose)


@pytest.fixture(scope="module")
def address(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server that asks for no token."""
    with listening(demo_ledger, tmp_path_factory.mktemp("http")) as found:
        yield found


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_protocols_own_client_asks_all_of_it(
    address: str, assistant: Assistant, tmp_path: Path, mode: str
) -> None:
    """Tools, resources and prompts answer as over standard input, by either handshake."""
    with connected(address, tmp_path, mode=mode) as over_http:
        told = over_http.data("when", title="aouad", as_of=DAY)
        names = [tool.name for tool in over_http.portal.call(over_http.client.list_tools).tools]
        uri = f"airdate://title/r38v?as_of={DAY}"
        read = over_http.portal.call(over_http.client.read_resource, uri).contents[0].text
        prompts = over_http.portal.call(over_http.client.list_prompts).prompts
        assert "is not a day" in over_http.error("when", title="aouad", as_of="soon")
    assert assistant.data("when", title="aouad", as_of=DAY) == told
    assert TOOLS == names[: len(TOOLS)]
    assert assistant.ask("brief", title="r38v", as_of=DAY).text == read
    assert 3 == len(prompts)


def asked(address: str, method: str = "POST", **headers: str) -> httpx2.Response:
    """Return the answer to a question of the old edition that needs no handshake before it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body: dict[str, Any] = {"json": ASK} if method == "POST" else {}
    return httpx2.request(method, address, headers=HEADS | named, timeout=60, **body)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:8711"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example"}, 421),
        ({"origin": "http://127.0.0.1:3000"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://127.0.0.1.evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_names_and_pages_of_elsewhere_are_refused(
    address: str, headers: dict[str, str], status: int
) -> None:
    """A name that was turned to this machine, and a page that a browser has open, get nothing."""
    sent = asked(address, **headers)
    assert status == sent.status_code, sent.text
    assert not [name for name in sent.headers if name.startswith("access-control")]
    assert "server" not in sent.headers


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "GET", "DELETE"])
def test_other_ways_of_asking_are_none(address: str, method: str) -> None:
    """A browser that asks whether it may is not told that it may; nobody listens for ever."""
    sent = asked(address, method, origin="https://evil.example")
    assert (405, "POST") == (sent.status_code, sent.headers["allow"])
    assert not [name for name in sent.headers if name.startswith("access-control")]


def test_a_large_question_is_refused(address: str) -> None:
    """Before it is parsed."""
    large = {**ASK, "params": {"x": "y" * 5_000_000}}
    assert 413 == httpx2.post(address, headers=HEADS, json=large, timeout=60).status_code


@pytest.fixture
def guarded(demo_ledger: Path, tmp_path: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield the address of a server that asks for a token, its ledger, and a token that reads."""
    import shutil

    place = Path(shutil.copy(demo_ledger, tmp_path / "ledger.db"))
    text, token = new_token("assistant", made_on=date(2026, 2, 1), scope="read")
    with open_ledger(place) as ledger:
        tokens.keep(ledger, [token])
    with listening(place, tmp_path, "--ask-token") as found:
        yield found, place, text


def test_a_token_is_asked_for_and_known_at_once(
    guarded: tuple[str, Path, str], tmp_path: Path
) -> None:
    """One that only reads is enough, and the protocol's client sends it, until it is gone."""
    address, place, text = guarded
    bearer = f"Bearer {text}"
    number = text.split("_")[1]
    for wrong in ("", "Bearer x", f"Bearer airdate_{number}_{'A' * 43}", f"Basic {text}"):
        sent = asked(address, authorization=wrong)
        assert (401, "Bearer") == (sent.status_code, sent.headers["www-authenticate"])
    assert 401 == asked(address, "GET").status_code
    with connected(address, tmp_path, headers={"authorization": bearer}) as assistant:
        assert assistant.data("find_title", query="aouad", as_of=DAY)["matches"]
    with open_ledger(place) as ledger:
        tokens.remove(ledger, number)
    assert 401 == asked(address, authorization=bearer).status_code


def called(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what a call of airdate printed."""
    command = [sys.executable, "-m", "airdate", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, input=""
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--http", "--host", "0.0.0.0", "--port", "0"], "airdate token new NAME"),  # noqa: S104
        (["--http", "--ask-token", "--port", "0"], "airdate token new NAME"),
        (["--port", "8711"], "--http"),
        (["--ask-token"], "--http"),
    ],
)
def test_what_would_let_others_in_unasked_does_not_start(
    demo_ledger: Path, more: Sequence[str], told: str
) -> None:
    """Without a token to ask for; and what is for an address alone is not passed over."""
    done = called("mcp", "--db", str(demo_ledger), *more)
    assert (2, "") == (done.returncode, done.stdout)
    assert told in done.stderr


def test_a_missing_ledger_is_told_before_it_listens(tmp_path: Path) -> None:
    """No ledger is made."""
    done = called("mcp", "--http", "--port", "0", "--db", str(tmp_path / "none.db"))
    assert (1, "") == (done.returncode, done.stdout)
    assert not (tmp_path / "none.db").exists()
