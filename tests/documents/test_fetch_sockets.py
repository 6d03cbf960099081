"""The guard around sockets of a block: real connections of requests, smtplib and plain sockets."""

from __future__ import annotations

import asyncio
import smtplib
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from airdate.documents.fetch import guarded_sockets
from airdate.documents.fetch.addresses import why_refused

_REPLACED = (
    (socket.socket, "connect"),
    (socket.socket, "connect_ex"),
    (socket.socket, "sendto"),
    (socket.socket, "sendmsg"),
    (socket, "getaddrinfo"),
    (threading.Thread, "start"),
)


class _Hook(BaseHTTPRequestHandler):
    """A webhook that keeps what it was sent."""

    def do_POST(self):
        self.server.got.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def hook():
    """Serve a webhook on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.got = []
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def port():
    """Listen on this machine; connections wait to be taken."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def _send(hook, host="127.0.0.1"):
    # No proxy of the machine that runs the tests stands between.
    with requests.Session() as session:
        session.trust_env = False
        url = f"http://{host}:{hook.server_port}/hook"
        return session.post(url, data=b"news", timeout=5).status_code


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433"])
def test_requests_does_not_reach_this_machine(hook, host):
    """A webhook's address leads outside, however it is spelled."""
    with (
        guarded_sockets(allow_private=False) as refusals,
        pytest.raises(requests.ConnectionError),
    ):
        _send(hook, host)
    assert [] == hook.got
    assert "which is this machine" in refusals[0].problem


def test_requests_reaches_servers_of_ones_own_where_that_is_allowed(hook):
    """Many run ntfy or Gotify at home."""
    with guarded_sockets(allow_private=True) as refusals:
        assert 204 == _send(hook)
    assert ([b"news"], []) == (hook.got, refusals)


def test_smtplib_does_not_reach_this_machine(port):
    """Mail goes to servers of the public internet alone."""
    with guarded_sockets(allow_private=False) as refusals, pytest.raises(OSError, match="machine"):
        smtplib.SMTP("127.0.0.1", port, timeout=5)
    assert ["127.0.0.1 is at 127.0.0.1, which is this machine"] == [r.problem for r in refusals]


def test_the_address_is_checked_that_is_connected_to(hook, monkeypatch):
    """A name that was public at first is refused when it is not any more (DNS rebinding)."""
    answers = iter(["93.184.215.14", "127.0.0.1"])

    def changing(host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    with guarded_sockets(allow_private=False) as refusals:
        socket.getaddrinfo("rebind.test", hook.server_port)
        with pytest.raises(requests.ConnectionError):
            _send(hook, "rebind.test")
    assert ["rebind.test is at 127.0.0.1, which is this machine"] == [r.problem for r in refusals]


def test_one_refused_address_refuses_the_name(hook, monkeypatch):
    """A library that tries each address in turn does not get to try."""

    def both(host, port, *_, **__):
        addresses = ("93.184.215.14", "10.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with (
        guarded_sockets(allow_private=False) as refusals,
        pytest.raises(requests.ConnectionError),
    ):
        _send(hook, "both.test")
    assert ["both.test is at 10.0.0.1, which is a private network"] == [
        refusal.problem for refusal in refusals
    ]


@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_a_plain_socket_is_checked_too(port, way):
    """So is one that connects by a name without asking for its addresses first."""
    for host in ("127.0.0.1", "localhost"):
        with (
            guarded_sockets(allow_private=False) as refusals,
            socket.socket() as plain,
            pytest.raises(OSError, match="this machine"),
        ):
            getattr(plain, way)((host, port))
        assert 1 == len(refusals)


@pytest.mark.parametrize("way", ["sendto", "sendmsg"])
def test_a_message_without_connection_is_checked_too(way):
    """A log server or a game console is told by UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.05)
        target = server.getsockname()
        given = (b"x", target) if way == "sendto" else ([b"x"], [], 0, target)
        with (
            guarded_sockets(allow_private=False),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain,
            pytest.raises(OSError, match="this machine"),
        ):
            getattr(plain, way)(*given)
        with pytest.raises(TimeoutError):
            server.recv(1)
        with (
            guarded_sockets(allow_private=True),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain,
        ):
            getattr(plain, way)(*given)
        assert b"x" == server.recv(1)


def test_a_local_socket_is_refused(tmp_path):
    """What listens on a socket file of this machine is no address of the internet."""
    with (
        guarded_sockets(allow_private=False) as refusals,
        socket.socket(socket.AF_UNIX) as plain,
        pytest.raises(OSError, match="local socket"),
    ):
        plain.connect(str(tmp_path / "docker.sock"))
    assert 1 == len(refusals)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
    ],
)
def test_the_metadata_of_a_cloud_is_refused_even_where_private_addresses_are_allowed(address):
    """Nobody's own server is there, and what answers gives out the keys of the machine."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with (
        guarded_sockets(allow_private=True),
        socket.socket(family) as plain,
        pytest.raises(OSError, match="metadata"),
    ):
        plain.connect((address, 80))
    assert "a cloud's metadata service" == why_refused(address, allow_private=True)


def test_other_threads_are_left_alone(port):
    """A ledger or a visitor of the web app is not held up by what a notification may do."""
    inside, done = threading.Event(), threading.Event()

    def guarded():
        with guarded_sockets(allow_private=False):
            inside.set()
            done.wait(5)

    thread = threading.Thread(target=guarded)
    thread.start()
    inside.wait(5)
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    done.set()
    thread.join()


def test_threads_started_inside_are_held_to_the_same(port):
    """Several notifications are sent at once by threads of the library."""

    def connect(_):
        with pytest.raises(OSError, match="this machine"):
            socket.create_connection(("127.0.0.1", port), timeout=5)

    with guarded_sockets(allow_private=False) as refusals, ThreadPoolExecutor(3) as pool:
        list(pool.map(connect, range(6)))
    assert 6 == len(refusals)


def test_an_event_loop_inside_is_held_to_the_same(port):
    """Its look-ups run in threads, its connections in this one."""

    async def connect(host):
        with pytest.raises(OSError, match="this machine"):
            await asyncio.open_connection(host, port)

    with guarded_sockets(allow_private=False) as refusals:
        asyncio.run(connect("localhost"))
        asyncio.run(connect("127.0.0.1"))
    assert 2 <= len(refusals)


def test_a_block_inside_another_is_as_strict_as_both(port):
    """What a caller forbids cannot be allowed below it."""
    with guarded_sockets(allow_private=False):
        with guarded_sockets(allow_private=True), pytest.raises(OSError, match="this machine"):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        with pytest.raises(OSError, match="this machine"):
            socket.create_connection(("127.0.0.1", port), timeout=5)


def test_all_is_as_before_after_the_block(port):
    """Also where it ends by an error."""
    before = [owner.__dict__.get(name) for owner, name in _REPLACED]
    with pytest.raises(RuntimeError), guarded_sockets(allow_private=False):
        raise RuntimeError
    assert before == [owner.__dict__.get(name) for owner, name in _REPLACED]
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
