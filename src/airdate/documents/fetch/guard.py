"""Connections to checked addresses alone, each to be done by a deadline."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2
import httpx2

from airdate.documents.fetch.addresses import why_refused
from airdate.errors import Refused

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system resolves it. Raises: OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Transport(httpx2.HTTPTransport):
    """The client's transport over our own backend; no proxy, which would look names up itself."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            max_connections=4,
            max_keepalive_connections=0,
            network_backend=backend,
        )


class Backend(httpcore2.NetworkBackend):
    """Connections to checked addresses; the deadline is of the monotonic clock."""

    def __init__(self, resolve: Resolve, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()
        self.deadline = 0.0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address that answers, where all may be spoken to."""
        addresses = self._resolve(host, port)
        for address in addresses:
            why = None if self._allow_private else why_refused(address)
            if why:
                problem = f"{host} is at {address}, which is {why}"
                raise Refused(problem, "use --allow-private if that is meant")
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, _left(self.deadline, timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self.deadline)
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
