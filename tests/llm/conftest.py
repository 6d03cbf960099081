"""A real HTTP server that plays a model: good, wrong and hostile answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from airdate.llm import Endpoint

Answer = Callable[[dict[str, Any]], Any]


@dataclass
class Model:
    """A server that answers as it is told. asked: the bodies of what it was asked, with headers.

    answer: gives the value that its words hold, of the question; a str is sent as its words.
    raw: the whole body instead.
    """

    url: str
    answer: Answer = lambda question: {"claims": []}
    raw: bytes | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[dict[str, Any], dict[str, str]]] = field(default_factory=list)

    def endpoint(self, **named: Any) -> Endpoint:
        """Return where it answers."""
        asked: dict[str, Any] = {"allow_private": True, "key": "sk-very-secret", **named}
        return Endpoint(self.url, "tiny-model", **asked)


def _handler(model: Model) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            question = json.loads(self.rfile.read(length))
            model.asked.append((question, dict(self.headers)))
            body = model.raw
            if body is None:
                said = model.answer(question)
                words = said if isinstance(said, str) else json.dumps(said)
                body = json.dumps({"choices": [{"message": {"content": words}}]}).encode()
            self.send_response(model.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in model.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def model() -> Iterator[Model]:
    """Yield a model that finds no claims until it is told what to answer."""
    made = Model("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
