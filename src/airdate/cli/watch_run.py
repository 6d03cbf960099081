"""What `airdate watch` runs until it is stopped: the watcher, and alerts after what it brings."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from airdate import confinement
from airdate.alerts.bell import Bell
from airdate.cli.options import now
from airdate.ledger.address import shown
from airdate.publish.text import safe
from airdate.watch.engine import Habits
from airdate.watch.watcher import Settings, Watcher

if TYPE_CHECKING:
    from airdate.ledger.office.places import Visit
    from airdate.watch.engine import Tally


def watched_for_good(
    ledger: str,
    *,
    allow_private: bool,
    threads: int,
    tell: Callable[[str], None],
    seen: Callable[[Visit], None],
) -> Tally:
    """Watch and send alerts until a signal comes; return what came of the visits.

    tell, seen: as `Settings` of the watcher takes them.
    """
    bell = Bell(ledger, clock=now, tell=tell)

    def heard(visit: Visit) -> None:
        seen(visit)
        if visit.documents:
            bell.ring()

    habits = Habits(threads=threads)
    watcher = Watcher(
        Settings(ledger=ledger, allow_private=allow_private, habits=habits, tell=tell, seen=heard)
    )
    _stop_by_signals(watcher)
    click.echo(safe(f"airdate watches for {shown(ledger)}. Stop it with Ctrl-C."))
    sys.stdout.flush()
    with confinement.enforced():
        bell.start()
        watcher.run()
        bell.stop()
    return watcher.tally


def _stop_by_signals(watcher: Watcher) -> None:
    def stop(number: int, frame: object) -> None:
        # Who asks twice does not want to wait.
        signal.signal(number, signal.SIG_DFL)
        watcher.ask_to_stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
