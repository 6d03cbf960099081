"""Servers on this machine that take messages, or fail in the ways in which servers fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Got:
    """What came: bodies as JSON where they are, paths, headers."""

    bodies: list[Any] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    # What is answered: status and headers, or the name of a vice.
    answers: list[tuple[int, dict[str, str]] | str] = field(default_factory=list)
    port: int = 0
    # Seconds between taking a message and saying so.
    delay: float = 0.0

    def address(self, path: str = "hook", scheme: str = "json") -> str:
        """Return an address of the server."""
        return f"{scheme}://127.0.0.1:{self.port}/{path}"

    @property
    def keys(self) -> list[str]:
        """The keys under which messages came."""
        return [headers.get("idempotency-key", "") for headers in self.headers]


@contextmanager
def web_server() -> Iterator[Got]:
    """Yield a server of HTTP; without answers set it takes all that comes."""
    got = Got()
    lock = threading.Lock()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with lock:
                answer = got.answers.pop(0) if got.answers else (200, {})
                got.raw.append(body)
                got.paths.append(self.path)
                got.headers.append({k.lower(): v for k, v in self.headers.items()})
                try:
                    got.bodies.append(json.loads(body))
                except ValueError:
                    got.bodies.append(None)
            if answer == "hang":
                over.wait(10)
                self.close_connection = True
                return
            if answer == "drip":
                self._drip()
                return
            assert not isinstance(answer, str)
            over.wait(got.delay)
            self.send_response(answer[0])
            for name, value in answer[1].items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            with suppress(OSError):  # whoever asked may be dead by now
                self.end_headers()
                self.wfile.write(b"ok")

        do_GET = do_POST  # noqa: N815 -- the server's own name

        def _drip(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(1000):
                if over.wait(0.05):
                    return
                try:
                    self.wfile.write(f"X-{number}: 1\r\n".encode())
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    got.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield got
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Mailbox:
    """Mail that came. refused: recipients that are turned away. port: of the server."""

    mails: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    busy: int = 0
    port: int = 0

    async def handle_RCPT(  # noqa: N802 -- the server's own name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take a recipient, or not."""
        if address in self.refused:
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or say that it is too much just now."""
        if self.busy:
            self.busy -= 1
            return "451 later"
        self.mails.append(envelope.content)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Yield the mailbox of a server of SMTP."""
    from aiosmtpd.controller import Controller

    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    # The controller tries the port that it was given; the system chooses it.
    controller.port = _free_port()
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_until(happened: Any, *, seconds: float = 10.0) -> None:
    """Wait until something happened."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
