"""How a host wants to be asked: its robots.txt, and how long it is left alone between questions.

Method: RFC 9309. A robots.txt that is not there allows all; one that cannot be had for a fault of
the server forbids all for now; beyond 500 KiB it is not read. `Crawl-delay` is no part of the RFC,
but many sites mean it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from airdate.errors import Refused, SourceError
from airdate.ledger.office.places import Host

if TYPE_CHECKING:
    from airdate.documents.fetch import Visit

AGENT = "airdate"
GAP_SECONDS = 5.0
"""Between two questions to one host, where it asks for no longer pause."""

LONGEST_DELAY_SECONDS = 600.0
_GOOD_FOR = timedelta(hours=24)
_LARGEST = 512_000
_MOST_RULES = 2_000
"""Rules that are read: a search engine's own robots.txt has three hundred."""

Ask = Callable[[str], "Visit"]


@dataclass(frozen=True, slots=True)
class Leave:
    """Whether an address may be asked. why: empty where it may.  lasting: whether by a rule.

    reached: whether its host answered, where it was asked.
    host: what is known of the host from now on.  asked: whether its robots.txt was asked for now.
    """

    why: str
    lasting: bool
    host: Host
    asked: bool = False
    reached: bool = True


def host_of(address: str) -> str:
    """Return the host of an address with its port, in lower case; empty for one on this machine."""
    if not address.lower().startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def leave(address: str, host: Host, *, now: datetime, ask: Ask) -> Leave:
    """Return whether an address may be asked by the robots.txt of its host, had anew if need be."""
    stale = host.robots_until is None or host.robots_until <= now
    # One that is good for longer than any is was had by a clock that was ahead.
    stale = stale or (host.robots_until or now) > now + _GOOD_FOR
    if stale:
        try:
            host = _had_anew(address, host, now=now, ask=ask)
        except _NoAnswer as why:
            told = f"its robots.txt cannot be had: {why}"
            return Leave(told, False, host, asked=True, reached=why.reached)
    rules = _rules(host.robots or "")
    if rules is None or rules.can_fetch(address, AGENT):
        return Leave("", False, host, asked=stale)
    return Leave("its robots.txt forbids this address", True, host, asked=stale)


class _NoAnswer(Exception):
    """The server did not say what is allowed. reached: whether it said anything."""

    def __init__(self, why: str, *, reached: bool) -> None:
        self.reached = reached
        super().__init__(why)


def _had_anew(address: str, host: Host, *, now: datetime, ask: Ask) -> Host:
    parts = urlsplit(address)
    try:
        visit = ask(f"{parts.scheme}://{parts.netloc}/robots.txt")
    except Refused:
        # Another kind of page, or a redirect that leads nowhere: there are no rules to read.
        return _noted(host, "", now=now)
    except SourceError as error:
        raise _NoAnswer(error.problem, reached=False) from error
    if visit.status >= 500 or visit.status == 429:
        raise _NoAnswer(f"the site answered {visit.status}", reached=True)
    text = visit.page.data[:_LARGEST].decode("utf-8", "replace") if visit.page else ""
    return _noted(host, text, now=now)


def _noted(host: Host, text: str, *, now: datetime) -> Host:
    lines = [line for line in text.replace("\0", "").splitlines() if line.strip()][:_MOST_RULES]
    robots = "\n".join(lines)
    rules = _rules(robots)
    delay = rules.crawl_delay(AGENT) if rules else None
    kept = min(max(delay, 0.0), LONGEST_DELAY_SECONDS) if delay else None
    return replace(host, robots=robots, robots_until=now + _GOOD_FOR, crawl_delay_seconds=kept)


class _Rules:
    """The rules of a robots.txt for our agent."""

    def __init__(self, text: str) -> None:
        from protego import Protego

        self._rules = Protego.parse(text)

    def can_fetch(self, address: str, agent: str) -> bool:
        return bool(self._rules.can_fetch(address, agent))

    def crawl_delay(self, agent: str) -> float | None:
        delay = self._rules.crawl_delay(agent)
        rate = self._rules.request_rate(agent)
        slowest = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(delay or 0.0), slowest) or None


def _rules(text: str) -> _Rules | None:
    """Return the rules of a robots.txt, None where there are none, or none that can be read."""
    if not text:
        return None
    try:
        return _Rules(text)
    except Exception:  # whatever a stranger wrote there, it is no rule then
        return None


def sitemaps_of(robots: str) -> list[str]:
    """Return the sitemaps that a robots.txt names."""
    from protego import Protego

    return list(Protego.parse(robots).sitemaps) if robots else []


def left_alone(host: Host, *, now: datetime, asked: bool = True) -> Host:
    """Return a host that is left alone from now on, as long as it wants. asked: whether it was."""
    seconds = max(GAP_SECONDS, host.crawl_delay_seconds or 0.0) if asked else 0.0
    return replace(host, next_allowed=now + timedelta(seconds=seconds), set_at=now)
