"""Makes news of places: what people name is visited when it is due, and read where it matters.

`places` are kept in the ledger's office. `schedule` decides when each is asked, `manners` how,
`relevance` what is worth reading; `visiting`, `local` and `articles` ask, `engine` gives the work
out and keeps what it brought, `watcher` drives it. See docs/watching.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from airdate.watch.watcher import Settings, Watcher

__all__ = ["Settings", "Watcher", "start"]


def start(settings: Settings) -> Watcher:
    """Return a watcher that runs in a thread of its own until it is stopped."""
    from airdate.watch.watcher import Watcher

    watcher = Watcher(settings)
    watcher.start()
    return watcher


def __getattr__(name: str) -> Any:
    """Return the watcher when it is asked for, so that this module stays cheap to import."""
    if name in ("Settings", "Watcher"):
        from airdate.watch import watcher

        return getattr(watcher, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
