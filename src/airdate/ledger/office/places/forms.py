"""What the watcher keeps, as frozen dataclasses; moments are aware, waits in seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from airdate.ledger.office.places.tables import KEY_DIGITS
from airdate.model import Installment

Kind = Literal["auto", "site", "feed", "page", "sitemap", "thread", "mail", "folder"]


@dataclass(frozen=True, slots=True)
class Place:
    """What is watched.

    number: its row.  id: 12 hex digits, the same for the same address.  kind: `auto` until its
    first visit has told.  about: what alone it is kept for, None for all that is followed.
    every_seconds: as asked for, None where the schedule learns.  obeys_robots: whether the
    robots.txt of its host is heeded for it.  paused_why: by whom or what it was paused.
    """

    number: int
    id: str
    kind: Kind
    address: str
    name: str
    added_at: datetime
    tags: tuple[str, ...] = ()
    about: Installment | None = None
    every_seconds: float | None = None
    obeys_robots: bool = True
    paused_at: datetime | None = None
    paused_why: str | None = None
    removed_at: datetime | None = None

    @property
    def watched(self) -> bool:
        """Whether it is to be visited."""
        return self.paused_at is None and self.removed_at is None


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a place from its visits, by which the next one is made.

    digest: of what it last showed.  marks: what a page said, for telling what is new.
    next_due, set_at: when it is due, and the moment at which that was decided.
    changes, hours: what the schedule learned: news met, in hours watched (both fade).
    failures: in a row.  refusals: those of them that will not mend themselves.
    last_good_at: the last answer of use.  last_whole_at: the last one asked for without conditions.
    """

    number: int
    next_due: datetime
    set_at: datetime
    interval_seconds: float
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    marks: tuple[str, ...] = ()
    changes: float = 0.0
    hours: float = 0.0
    failures: int = 0
    refusals: int = 0
    failing_since: datetime | None = None
    last_at: datetime | None = None
    last_good_at: datetime | None = None
    last_whole_at: datetime | None = None
    last_status: int | None = None
    last_outcome: str | None = None
    last_reason: str | None = None
    visits: int = 0
    documents: int = 0
    let_go: int = 0


@dataclass(frozen=True, slots=True)
class Errand:
    """An article that a place named and that is yet to be read.

    host: whom it is asked of.  words: what the place itself said of it, for where the article
    cannot be had.  bears: author, published and language, as the place has them.
    """

    place: int
    key: str
    address: str
    host: str
    heading: str
    words: str
    due_at: datetime
    set_at: datetime
    bears: Mapping[str, Any] = field(default_factory=dict)
    attempts: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A line of the log: what was asked, when, what came of it, and why nothing did.

    address: of an article that the place named; None for the place itself.
    outcome: a word (see `airdate.watch.outcomes`).  reason: empty where all went well.
    items: what the place showed.  fresh: those never met before.  documents: those new to the
    ledger.  let_go: items that were not kept; examples: some of them, each with the reason.
    """

    place: int
    at: datetime
    outcome: str
    reason: str = ""
    status: int | None = None
    address: str | None = None
    took_ms: int = 0
    items: int = 0
    fresh: int = 0
    documents: int = 0
    let_go: int = 0
    examples: tuple[str, ...] = ()
    bytes: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Host:
    """How a host wants to be asked. robots: its robots.txt, empty where it has none."""

    name: str
    next_allowed: datetime
    set_at: datetime
    crawl_delay_seconds: float | None = None
    robots: str | None = None
    robots_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one visit or errand, to be kept in one transaction.

    state: of the place, None where it stays.  place: as it is from now on (moved, known for a
    feed, given up).  met: marks of all items shown.  errands: new ones, or the one to try again.
    read: marks of articles that need not be read for another place.
    finished: the number of an errand that is done with.  hosts: what was learned of them.
    """

    visit: Visit
    state: State | None = None
    place: Place | None = None
    met: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    errands: tuple[Errand, ...] = ()
    finished: int | None = None
    hosts: tuple[Host, ...] = ()


def key_of(*parts: str | None) -> str:
    """Return the mark of an item: 20 hex digits of the hash of what tells it from others."""
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_DIGITS]
