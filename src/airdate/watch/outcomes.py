"""What a visit can come to, each as a word that the log keeps, and the answer as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from airdate.ledger.office.places import Errand, Host, Place
from airdate.model import Reading, Thread


class Outcome(StrEnum):
    """What came of a visit. The words are those of the log."""

    NEWS = "news"
    NOTHING_NEW = "nothing new"
    NOT_CHANGED = "not changed"
    READ = "read"
    LET_GO = "let go"
    KNOWN = "known"
    FOUND = "found"
    MISSING = "missing"
    GONE = "gone"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    BUSY = "busy"
    SERVER_FAILED = "server failed"
    UNREACHED = "unreached"
    UNREADABLE = "unreadable"
    FAULT = "fault"

    @property
    def failed(self) -> bool:
        """Whether there was no answer of use."""
        return self in _FAILED

    @property
    def lasting(self) -> bool:
        """Whether asking again is not likely to help."""
        return self in _LASTING

    @property
    def final(self) -> bool:
        """Whether asking again for the same article can only give the same."""
        return self in _FINAL


_FINAL = frozenset((Outcome.GONE, Outcome.REFUSED, Outcome.FORBIDDEN, Outcome.FAULT))
_LASTING = _FINAL | {Outcome.MISSING, Outcome.UNREADABLE}
_FAILED = _LASTING | {Outcome.BUSY, Outcome.SERVER_FAILED, Outcome.UNREACHED}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one visit or errand, before anything is kept.

    status: of HTTP, None where nobody answered or the place is on this machine.
    items, fresh, let_go, examples: as in the log.  readings: to be recorded.  talk: threads whose
    posts are to be kept.
    met: marks of the items shown.  read: marks of articles that were read now.
    errands: for articles that the place named.  more: whether it has more than was taken in.
    place: as it is from now on, None where it stays.  host: what was learned of it.
    """

    outcome: Outcome
    reason: str = ""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    marks: tuple[str, ...] = ()
    retry_after_seconds: float | None = None
    fresh_seconds: float | None = None
    items: int = 0
    fresh: int = 0
    let_go: int = 0
    examples: tuple[str, ...] = ()
    bytes: int = 0
    readings: tuple[Reading, ...] = ()
    talk: tuple[Thread, ...] = ()
    met: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    errands: tuple[Errand, ...] = ()
    more: bool = False
    place: Place | None = None
    host: Host | None = field(default=None, compare=False)
