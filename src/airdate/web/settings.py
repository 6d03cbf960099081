"""What the web door is told when it opens: which ledger, for whom, and by what clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from airdate.forecast import Parameters

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a browser of this machine asks for it."""


def clock() -> datetime:
    """Return the moment; the door reads the clock here and nowhere else."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the site is run.

    ledger: the ledger's file, or the address of its server.
    hosts: the names it answers to, without ports; others are refused.
    open_reading: whether reading needs no token.
    run_token: one token more than the ledger has, that of this run alone; None for none.
    secure: whether it is reached by https, so that cookies are sent by https alone.
    allow_private: whether addresses of this machine and its network may be added.
    figures: those that forecasts go by, None for the ones that ship with airdate.
    warm: whether to work out what the first visitors will ask for before they do.
    watch: whether this process visits the places that are watched and sends alerts, too; None:
    alerts always, and the watcher as soon as there is a place.
    now: the clock.
    """

    ledger: Path | str
    hosts: tuple[str, ...] = LOOPBACK
    open_reading: bool = True
    run_token: str | None = None
    secure: bool = False
    allow_private: bool = False
    figures: Parameters | None = None
    warm: bool = False
    watch: bool | None = False
    now: Callable[[], datetime] = field(default=clock)
