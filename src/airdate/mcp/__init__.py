"""The assistants' door: what a ledger knows, as tools of the Model Context Protocol.

`serve(ledger, now=...)` answers one assistant over standard input and output until it leaves. It
only reads, asks no network, and marks what articles say as quoted evidence.
The protocol's library is imported when `serve` is called, not with this module.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from airdate.forecast import Parameters

__all__ = ["serve"]


def serve(ledger: str, *, now: Callable[[], datetime], figures: Parameters | None = None) -> None:
    """Answer an assistant over standard input and output, until it closes them.

    ledger: a file or `postgresql://...`.  figures: those that forecasts go by, where they are
    not the ones that ship with airdate.  Raises: LedgerError where it cannot be opened.
    """
    from airdate.library.desk import Library
    from airdate.library.pool import Pool
    from airdate.mcp.server import server

    pool = Pool(ledger)
    with pool.reading():
        # A ledger that is missing is told at the start, not at the first question.
        pass
    try:
        server(Library(pool, figures=figures), now=now).run("stdio")
    finally:
        pool.close()
