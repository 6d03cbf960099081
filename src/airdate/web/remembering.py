"""Pages kept whole: each is made once for all who ask for it meanwhile, and kept while it holds.

A page of what is still being worked out holds for a moment. Who asks after that, while it is made
anew, gets the one of a moment ago and does not wait.
"""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from math import inf
from threading import Lock
from time import monotonic

from starlette.concurrency import run_in_threadpool

from airdate.library.cache import Cache
from airdate.web.answers import tag_of

_KEPT = 500
"""Pages kept: some 20 MB at 40 KB each."""

_STALE_SECONDS = 5.0
"""So long after its time a page is shown while it is made anew."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer made whole.

    until: when it ceases to hold, by the monotonic clock; inf: with its key.
    """

    body: bytes
    kind: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    until: float = inf
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out its tag, once for all who get it."""
        object.__setattr__(self, "tag", tag_of(self.body))


class Pages:
    """The pages of one site, by all that they depend on."""

    def __init__(self) -> None:
        self._kept: Cache[Page] = Cache(_KEPT)
        self._making: dict[Hashable, Future[Page]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    async def made(self, key: Hashable, make: Callable[[], Page]) -> Page:
        """Return a page that holds, made now if there is none. Raises: what making it raises."""
        kept, now = self._kept.get(key), monotonic()
        if kept and now < kept.until:
            return kept
        with self._lock:
            others = self._making.get(key)
            mine: Future[Page] = Future()
            if others is None:
                self._making[key] = mine
                # One who waits and goes away does not take it from the others.
                mine.set_running_or_notify_cancel()
        if others is None:
            await run_in_threadpool(self._make, key, mine, make)
            return mine.result()
        if kept and now < kept.until + _STALE_SECONDS:
            return kept
        return await wrap_future(others)

    def _make(self, key: Hashable, promised: Future[Page], make: Callable[[], Page]) -> None:
        """Make a page, or fail, for all who wait for it."""
        try:
            page = make()
            if page.until > monotonic():
                self._kept.put(key, page)
            promised.set_result(page)
        except Exception as error:
            promised.set_exception(error)
        finally:
            with self._lock:
                del self._making[key]
