"""`airdate mcp`: an assistant asks the ledger."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from airdate.cli.figures import figures
from airdate.cli.options import address, db_option, now, warn
from airdate.errors import UsageError


@click.command()
@click.option("--demo", is_flag=True, help="Answer from the ledger that airdate demo made.")
@db_option
def mcp_command(demo: bool, db: str | None) -> None:
    """Answer an assistant over the Model Context Protocol, on standard input and output.

    The assistant starts this command itself: name it in its settings (docs/mcp.md). It only
    reads: titles, when they come, briefs, the sentences behind them, and what changed.
    """
    _need_the_extra()
    from airdate.mcp import serve
    from airdate.settings import demo_address

    if sys.stdin.isatty():
        warn("airdate mcp waits for an assistant on its standard input. Stop it with Ctrl-C.")
    with suppress(KeyboardInterrupt):  # that is how it is stopped
        serve(demo_address() if demo else address(db), now=now, figures=figures())


def _need_the_extra() -> None:
    """Say what is missing where the protocol's package is not installed."""
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise UsageError(
            "airdate mcp needs a package that is not installed: mcp.",
            "Install it: pip install 'airdate[mcp]'",
        )
