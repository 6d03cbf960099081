"""A server on this machine that plays the recorded answers of catalogues."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RECORDINGS = Path(__file__).parent.parent / "recordings"
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass
class Answered:
    """An answer: a recording by its name, or a body; by the words that an address must have."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


class Player:
    """What a server answers, by words in the address; and what it was asked."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.asked: list[str] = []
        self.sent: list[dict[str, str]] = []
        self.answers: list[tuple[str, Answered]] = []

    def play(self, words: str, recording: str) -> None:
        """Answer addresses that have these words with a recording."""
        self.answers.append((words, Answered((RECORDINGS / f"{recording}.json").read_bytes())))

    def answer(self, words: str, body: bytes = b"", *, status: int = 200, **headers: str) -> None:
        """Answer addresses that have these words with a body, a status, headers."""
        named = {"Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.answers.append((words, Answered(body, status, named)))

    def find(self, path: str) -> Answered:
        """Return the first answer whose words stand in an address."""
        found = (answer for words, answer in self.answers if words in path)
        return next(found, Answered(b'{"name":"Not Found"}', 404))


class _Handler(BaseHTTPRequestHandler):
    player: Player

    def do_GET(self) -> None:
        self.player.asked.append(self.path)
        self.player.sent.append(dict(self.headers))
        answer = self.player.find(self.path)
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def playing() -> Iterator[Player]:
    """Yield a player of answers, served on this machine."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.player = Player(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield handler.player  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
