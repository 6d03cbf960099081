"""What visits are made with: the fetcher, the clock, the gate; and how answers are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from airdate.errors import Malformed, Overrun, Refused, SourceError
from airdate.ledger.office.places import Host, Place
from airdate.watch.manners import Leave, host_of, leave
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import Gate, gate_for

if TYPE_CHECKING:
    from airdate.claims import Catalogue
    from airdate.documents.fetch import Page, Visit
    from airdate.documents.fetch.accept import Accept

MOST_TAKEN = 200
"""Items that one visit takes in; the rest come with the next one, which is soon."""


_MOST_ELSEWHERE = 500
"""Hosts that redirects led to, whose rules are remembered."""


class Asks(Protocol):
    """What asks a server: `Fetcher`, or what a test plays for it."""

    def visit(
        self,
        url: str,
        *,
        accept: Accept = ...,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        may_go: Callable[[str], None] | None = None,
    ) -> Visit:
        """Return what a server answers. Raises: Refused, SourceError."""


@dataclass(frozen=True, slots=True)
class Means:
    """What visits are made with. aliases, catalogue: what titles are called; see `relevance`.

    authors: the secret by which those who write in threads are hashed.
    elsewhere: what is known of hosts that redirects led to, by their names; threads share it.
    """

    asks: Asks
    now: Callable[[], datetime]
    gate: Gate
    aliases: Sequence[tuple[str, str]] = ()
    catalogue: Catalogue | None = None
    most_taken: int = MOST_TAKEN
    authors: bytes = field(default=b"", repr=False)
    elsewhere: dict[str, Host] = field(default_factory=dict, repr=False, compare=False)

    def rules_at(self, url: str) -> Visit:
        """Return what a host answers where its robots.txt would be. Raises: Refused, SourceError.

        It may lead elsewhere by redirects (RFC 9309, 2.3.1.2), which are no article.
        """
        from airdate.documents.fetch import ANYTEXT

        return self.asks.visit(url, accept=ANYTEXT)

    def gate_of(self, place: Place) -> Gate:
        """Return the gate of a place."""
        return gate_for(place.about, wide=self.gate, aliases=self.aliases)


@dataclass(frozen=True, slots=True)
class Had:
    """A page that was had, beside what was learned on the way."""

    page: Page
    visit: Visit
    host: Host | None


def ask(
    place: Place,
    host: Host | None,
    means: Means,
    *,
    address: str,
    accept: Accept,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Had | Answer:
    """Return the page at an address, or the answer that there is none, and why."""
    if host is not None and _is_held(address, place):
        allowed = leave(address, host, now=means.now(), ask=means.rules_at)
        host = allowed.host
        if allowed.why:
            return Answer(_outcome_of(allowed), allowed.why, host=host)

    def may_go(target: str) -> None:
        if host is not None and _is_held(target, place):
            _go_on(target, host if host_of(target) == host.name else None, means)

    try:
        visit = means.asks.visit(
            address, accept=accept, etag=etag, last_modified=last_modified, may_go=may_go
        )
    except _Held as error:
        return Answer(_outcome_of(error.allowed), error.problem, host=host)
    except SourceError as error:
        return Answer(outcome_of_error(error), _why(error), host=host)
    return _told(visit, host)


class _Held(Refused):
    """A redirect leads to where the host does not want to be asked."""

    def __init__(self, target: str, allowed: Leave) -> None:
        from airdate.documents.fetch import shown

        remedy = "give the address where the redirect ends"
        super().__init__(f"it redirects to {shown(target)}: {allowed.why}", remedy)
        self.allowed = allowed


def _is_held(address: str, place: Place) -> bool:
    """Return whether the rules of a host hold: a person lets be those of a place's own alone."""
    return place.obeys_robots or host_of(address) != host_of(place.address)


def _outcome_of(allowed: Leave) -> Outcome:
    if allowed.lasting:
        return Outcome.FORBIDDEN
    return Outcome.BUSY if allowed.reached else Outcome.UNREACHED


def _go_on(target: str, host: Host | None, means: Means) -> None:
    """Raise _Held where the host that a redirect leads to does not want to be asked for it.

    host: what is known of it, where it is the one that redirects.
    """
    name, now = host_of(target), means.now()
    known = host or means.elsewhere.get(name) or Host(name, now, now)
    allowed = leave(target, known, now=now, ask=means.rules_at)
    if host is None:
        if len(means.elsewhere) >= _MOST_ELSEWHERE:
            means.elsewhere.clear()
        means.elsewhere[name] = allowed.host
    if allowed.why:
        raise _Held(target, allowed)


def _told(visit: Visit, host: Host | None) -> Had | Answer:
    if visit.page is not None:
        return Had(visit.page, visit, host)
    outcome, reason = outcome_of_status(visit.status)
    return Answer(
        outcome,
        reason,
        status=visit.status,
        retry_after_seconds=visit.retry_after_seconds,
        fresh_seconds=visit.fresh_seconds,
        host=host,
    )


def _why(error: SourceError) -> str:
    """Return why an address was not had, with the option that would allow it where there is one."""
    allowed = "--allow-private" in error.remedy
    return f"{error.problem}; {error.remedy}" if allowed else error.problem


def outcome_of_error(error: SourceError) -> Outcome:
    """Return what an error of the fetcher or of a parser comes to."""
    if isinstance(error, Malformed | Overrun):
        return Outcome.UNREADABLE
    return Outcome.REFUSED if isinstance(error, Refused) else Outcome.UNREACHED


def outcome_of_status(status: int) -> tuple[Outcome, str]:
    """Return what a status without a page comes to, and the reason for the log."""
    if status == 304:
        return Outcome.NOT_CHANGED, ""
    told = f"the site answered {status}"
    if status in (204, 205) or 200 <= status < 300:
        return Outcome.UNREADABLE, f"{told} with nothing"
    if status in (404, 410):
        return (Outcome.GONE if status == 410 else Outcome.MISSING), f"it is not there: {told}"
    if status in (401, 402, 403, 407, 451):
        return Outcome.FORBIDDEN, f"it may not be read: {told}"
    if status in (408, 425, 429, 503):
        return Outcome.BUSY, f"it is busy: {told}"
    return (Outcome.SERVER_FAILED if status >= 500 else Outcome.REFUSED), told
