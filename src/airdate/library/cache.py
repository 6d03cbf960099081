"""Answers kept while they hold: the least asked-for go first, each is worked out by one thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """So many answers by their keys; a key says all that its answer depends on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._drops = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> T | None:
        """Return the answer that is kept, None where there is none."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    @property
    def drops(self) -> int:
        """How often answers were dropped: what was asked for before that may no longer hold."""
        return self._drops

    def put(self, key: Hashable, answer: T, *, since: int | None = None) -> bool:
        """Keep an answer, unless some were dropped since it was asked for; return whether."""
        with self._lock:
            if since is not None and since != self._drops:
                return False
            self._kept[key] = answer
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return True

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the answer that is kept, or make it; others who want it meanwhile wait."""
        if (found := self.get(key)) is not None:
            return found
        with self._lock:
            turn = self._making.setdefault(key, Lock())
        try:
            with turn:
                if (found := self.get(key)) is not None:
                    return found
                since = self._drops
                answer = make()
                self.put(key, answer, since=since)
                return answer
        finally:
            with self._lock:
                self._making.pop(key, None)

    def drop(self, holds: Callable[[Hashable], bool]) -> None:
        """Forget the answers whose keys it holds for."""
        with self._lock:
            self._drops += 1
            for key in [key for key in self._kept if holds(key)]:
                del self._kept[key]
