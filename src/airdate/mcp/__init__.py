"""The assistants' door: what a ledger knows, as tools of the Model Context Protocol.

`serve(ledger, now=...)` answers one assistant over standard input and output until it leaves;
`application(ledger, now=..., ...)` is the same for any number of them over HTTP. It only reads,
asks no network, and marks what articles say as quoted evidence.
The protocol's library is imported when they are called, not with this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from airdate.forecast import Parameters
    from airdate.library.pool import Pool
    from airdate.web.shield import App

__all__ = ["application", "serve"]


def serve(ledger: str, *, now: Callable[[], datetime], figures: Parameters | None = None) -> None:
    """Answer an assistant over standard input and output, until it closes them.

    ledger: a file or `postgresql://...`.  figures: those that forecasts go by, where they are
    not the ones that ship with airdate.  Raises: LedgerError where it cannot be opened.
    """
    from airdate.library.desk import Library
    from airdate.mcp.server import server

    with _pool(ledger) as pool:
        server(Library(pool, figures=figures), now=now).run("stdio")


@contextmanager
def application(
    ledger: str,
    *,
    now: Callable[[], datetime],
    hosts: Sequence[str],
    figures: Parameters | None = None,
    ask_token: bool = False,
) -> Iterator[App]:
    """Lend the same over HTTP, as an ASGI application; the ledger is let go of at the end.

    hosts: the names that it answers to, without ports.  ask_token: whether each request needs one
    of the ledger's tokens.  Else as `serve`.
    """
    from airdate.library.desk import Library
    from airdate.mcp import web
    from airdate.mcp.server import server
    from airdate.web.tokens import Tokens

    with _pool(ledger) as pool:
        made = server(Library(pool, figures=figures), now=now)
        tokens = Tokens(pool) if ask_token else None
        yield web.application(made, hosts=hosts, tokens=tokens, ledger=ledger)


@contextmanager
def _pool(ledger: str) -> Iterator[Pool]:
    from airdate.library.pool import Pool

    pool = Pool(ledger)
    with pool.reading():
        # A ledger that is missing is told at the start, not at the first question.
        pass
    try:
        yield pool
    finally:
        pool.close()
