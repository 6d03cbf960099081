"""A server of this machine: it listens, says where once it does, and is stopped with Ctrl-C."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import click


def is_loopback(host: str) -> bool:
    """Return whether what listens there is reached from this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def listen(app: Any, *, host: str, port: int, told: Callable[[str], str]) -> None:
    """Serve an application until stopped. told: what to print of where it listens, HOST:PORT.

    port: 0 for any that is free.
    """
    import uvicorn

    class Told(uvicorn.Server):
        """A server that says where it is once it listens."""

        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            if self.should_exit:
                return
            taken = self.servers[0].sockets[0].getsockname()[1]
            click.echo(told(f"{f'[{host}]' if ':' in host else host}:{taken}"))
            click.echo("Stop it with Ctrl-C.")
            sys.stdout.flush()

    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,  # all lines go through the one log
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    with suppress(KeyboardInterrupt):  # that is how it is stopped
        Told(config).run()
