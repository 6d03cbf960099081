"""`airdate mcp`: an assistant asks the ledger."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from airdate.cli.figures import figures
from airdate.cli.options import address, db_option, now, warn
from airdate.errors import UsageError, installing

_PORT = 8711


@click.command()
@click.option("--demo", is_flag=True, help="Answer from the ledger that airdate demo made.")
@click.option("--http", is_flag=True, help="Answer over HTTP, at /mcp, instead.")
@click.option("--host", help="With --http: the address to listen on. Default: 127.0.0.1.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help=f"With --http: the port. Default: {_PORT}."
)
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar="NAME",
    help="With --http: a name under which it is reached; may be repeated.",
)
@click.option("--ask-token", is_flag=True, help="With --http: ask for a token on this machine too.")
@db_option
def mcp_command(
    demo: bool,
    http: bool,
    host: str | None,
    port: int | None,
    names: tuple[str, ...],
    ask_token: bool,
    db: str | None,
) -> None:
    """Answer an assistant over the Model Context Protocol, on standard input and output.

    The assistant starts this command itself: name it in its settings (docs/mcp.md). It only
    reads: titles, when they come, briefs, the sentences behind them, and what changed.

    With --http it listens on this machine, for assistants that ask an address. On any other --host
    it asks for a token: airdate token new NAME --read-only.
    """
    _need_the_extra()
    from airdate.settings import demo_address

    ledger = demo_address() if demo else address(db)
    if http:
        _listen(ledger, host or "127.0.0.1", _PORT if port is None else port, names, ask_token)
        return
    if host or port is not None or names or ask_token:
        raise UsageError(
            "--host, --port, --host-name and --ask-token are for --http.", "Add --http."
        )
    from airdate.mcp import serve

    if sys.stdin.isatty():
        warn("airdate mcp waits for an assistant on its standard input. Stop it with Ctrl-C.")
    with suppress(KeyboardInterrupt):  # that is how it is stopped
        serve(ledger, now=now, figures=figures())


def _listen(ledger: str, host: str, port: int, names: tuple[str, ...], ask_token: bool) -> None:
    """Answer over HTTP until stopped."""
    from airdate.cli.listening import is_loopback, listen
    from airdate.cli.serving import need_tokens, need_web
    from airdate.ledger.address import shown
    from airdate.logs import configure
    from airdate.mcp import application
    from airdate.web import LOOPBACK

    configure(None, None)
    asks = ask_token or not is_loopback(host)
    if asks:
        need_web("airdate token")
        need_tokens(ledger, "--ask-token" if ask_token else f"--host {host}")
    name = f"[{host}]" if ":" in host else host

    def told(where: str) -> str:
        needed = ", with a token" if asks else ""
        return f"airdate answers assistants{needed}, from {shown(ledger)}\n  http://{where}/mcp"

    asked = {"figures": figures(), "hosts": (*LOOPBACK, name, *names), "ask_token": asks}
    with application(ledger, now=now, **asked) as app:  # type: ignore[arg-type]
        listen(app, host=host, port=port, told=told)


def _need_the_extra() -> None:
    """Say what is missing where the protocol's package is not installed."""
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise UsageError(
            "airdate mcp needs a package that is not installed: mcp.",
            f"Install it: {installing('mcp')}",
        )
