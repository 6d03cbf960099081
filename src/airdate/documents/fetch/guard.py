"""Connections to checked addresses alone, each to be done by a deadline."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import Any

import httpcore2
import httpx2

from airdate.documents.fetch.addresses import why_refused
from airdate.errors import Refused

Resolve = Callable[[str, int], list[str]]

# What the connections raise, as the client names it: the first that fits, most special first.
_ERRORS: tuple[tuple[type[Exception], type[httpx2.TransportError]], ...] = (
    (httpcore2.ConnectTimeout, httpx2.ConnectTimeout),
    (httpcore2.PoolTimeout, httpx2.PoolTimeout),
    (httpcore2.WriteTimeout, httpx2.WriteTimeout),
    (httpcore2.TimeoutException, httpx2.ReadTimeout),
    (httpcore2.ConnectError, httpx2.ConnectError),
    (httpcore2.WriteError, httpx2.WriteError),
    (httpcore2.NetworkError, httpx2.ReadError),
    (httpcore2.LocalProtocolError, httpx2.LocalProtocolError),
    (httpcore2.ProtocolError, httpx2.RemoteProtocolError),
    (httpcore2.ProxyError, httpx2.ProxyError),
    (httpcore2.UnsupportedProtocol, httpx2.UnsupportedProtocol),
)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system resolves it. Raises: OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def looked_up(look_up: Callable[[], list[str]], *, seconds: float) -> list[str]:
    """Return what a look-up gives, if it gives it in time: the system itself may wait for minutes.

    One that hangs is left behind in a thread of its own.
    Raises: httpcore2.ConnectTimeout; what the look-up raises.
    """
    found: Future[list[str]] = Future()

    def run() -> None:
        try:
            found.set_result(look_up())
        except BaseException as error:
            found.set_exception(error)

    Thread(target=run, daemon=True, name="airdate-lookup").start()
    try:
        return found.result(seconds)
    except TimeoutError as error:
        if found.done():  # the look-up's own
            raise
        raise httpcore2.ConnectTimeout("its name was not looked up in time") from error


def require_allowed(host: str, addresses: Iterable[str], *, allow_private: bool) -> None:
    """Check every address of a host; one that may not be spoken to refuses the name.

    Raises: Refused.
    """
    for address in addresses:
        if why := why_refused(address, allow_private=allow_private):
            remedy = (
                "give another address" if allow_private else "use --allow-private if that is meant"
            )
            raise Refused(f"{host} is at {address}, which is {why}", remedy)


def why_inside(host: str, *, allow_private: bool) -> str | None:
    """Return why a host may not be spoken to, by what its name alone says; None where it may be.

    Nothing is looked up: a name of the internet may lead inside all the same, which is checked
    where it is connected to.
    """
    bare = host.strip("[]").rstrip(".").casefold()
    try:
        # As the system reads numbers, which is more than four with dots: 127.1, 0x7f000001.
        found = socket.getaddrinfo(bare, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError, ValueError):
        local = "." not in bare or bare.endswith(_LOCAL_ENDINGS)
        return "this machine or its network" if local and not allow_private else None
    reasons = (why_refused(str(entry[4][0]), allow_private=allow_private) for entry in found)
    return next(filter(None, reasons), None)


# Names that no server of the internet answers for: RFC 6761, 6762, 8375, and of routers.
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".localdomain")


class Transport(httpx2.BaseTransport):
    """The client's transport over our own connections; no proxy, which would look names up."""

    def __init__(self, backend: Backend, *, tls: ssl.SSLContext) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls,
            max_connections=4,
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer to a request; its body comes as it is read."""
        with _named_errors():
            answer = self._pool.handle_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx2.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _named_errors():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _named_errors() -> Iterator[None]:
    """Raise the errors of the connections as those of the client."""
    try:
        yield
    except Exception as error:
        for ours, theirs in _ERRORS:
            if isinstance(error, ours):
                raise theirs(str(error)) from error
        raise


class Backend(httpcore2.NetworkBackend):
    """Connections to checked addresses; the deadline is of the monotonic clock."""

    def __init__(self, resolve: Resolve, allow_private: bool, deadline: float) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address that answers, where all may be spoken to."""
        addresses = looked_up(
            lambda: self._resolve(host, port), seconds=_left(self._deadline, timeout)
        )
        require_allowed(host, addresses, allow_private=self._allow_private)
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore2.NetworkStream:
        """Raise: Refused, always."""
        raise Refused("a local socket is no page", "give an address of the web")


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Return the connection under TLS; the name stays that of the host."""
        left = _left(self._deadline, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection below knows."""
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Return the seconds left for a step. Raises: httpcore2.ReadTimeout where none are."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for this page is over")
    return left if timeout is None else min(left, timeout)
