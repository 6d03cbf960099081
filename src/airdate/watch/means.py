"""What visits are made with: the fetcher, the clock, the gate; and how answers are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from airdate.errors import Malformed, Overrun, Refused, SourceError
from airdate.ledger.office.places import Errand, Host, Place
from airdate.watch.manners import host_of, leave
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import Gate, gate_for

if TYPE_CHECKING:
    from airdate.claims import Catalogue
    from airdate.documents.fetch import Page, Visit
    from airdate.documents.fetch.accept import Accept

MOST_TAKEN = 200
"""Items that one visit takes in; the rest come with the next one, which is soon."""


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
    ) -> Visit:
        """Return what a server answers. Raises: Refused, SourceError."""


@dataclass(frozen=True, slots=True)
class Means:
    """What visits are made with. aliases, catalogue: what titles are called; see `relevance`.

    authors: the secret by which those who write in threads are hashed.
    """

    asks: Asks
    now: Callable[[], datetime]
    gate: Gate
    aliases: Sequence[tuple[str, str]] = ()
    catalogue: Catalogue | None = None
    most_taken: int = MOST_TAKEN
    authors: bytes = field(default=b"", repr=False)

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
    if host is not None and (place.obeys_robots or host_of(address) != host_of(place.address)):
        from airdate.documents.fetch import ANYTEXT

        allowed = leave(
            address, host, now=means.now(), ask=lambda url: means.asks.visit(url, accept=ANYTEXT)
        )
        host = allowed.host
        if allowed.why:
            outcome = Outcome.BUSY if allowed.reached else Outcome.UNREACHED
            outcome = Outcome.FORBIDDEN if allowed.lasting else outcome
            return Answer(outcome, allowed.why, host=host)
    try:
        visit = means.asks.visit(address, accept=accept, etag=etag, last_modified=last_modified)
    except SourceError as error:
        return Answer(outcome_of_error(error), _why(error), host=host)
    return _told(visit, host)


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


def host_for(errand: Errand, hosts: Mapping[str, Host]) -> Host | None:
    """Return what is known of the host of an article."""
    return hosts.get(errand.host)
